/** A file that is a contact plan or a table of events by its header: what it would change, and a button that does it. */
import { useEffect, useState } from 'preact/hooks';
import {
  type AppliedContacts,
  appliedContactsSchema,
  contactOnWire,
  contactsSchema,
} from '../../../shared/contract/contacts.ts';
import { supersededText } from '../../../shared/contract/contacts-words.ts';
import { type EventOnWire, type EventsOnWire, eventsSchema } from '../../../shared/contract/experiments.ts';
import type { Contact } from '../../../shared/domain/contacts/contact.ts';
import { beginOf, type Superseded, supersede } from '../../../shared/domain/contacts/supersede.ts';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { isoOf } from '../../../shared/domain/time.ts';
import { countText, groupedText } from '../../../shared/domain/words/count.ts';
import { readContacts } from '../../../shared/formats/contacts/read-contacts.ts';
import { csvCells } from '../parts/csv-cells.ts';
import { Instant } from '../parts/instant.tsx';
import { RecordedEvents } from '../parts/record-event.tsx';
import { NotDone, useSending } from '../parts/sending.tsx';
import { type Api, CallFailure } from '../stack/api.ts';
import { pathOf } from '../stack/experiment.ts';
import { mayBeDone } from '../stack/not-done.ts';
import type { GivenTable } from './sift-tables.ts';

interface TableOfferProps {
  readonly api: Api;
  readonly experiment: string;
  readonly table: GivenTable;
  /** It is a file of data after all. */
  readonly onData: () => void;
  readonly onRemove: () => void;
  /** It is in force. */
  readonly onIn: () => void;
}

/** What the table would do, before anybody says that it should. */
type Offer =
  | {
      readonly kind: 'CONTACTS';
      readonly text: string;
      readonly change: Superseded;
      readonly from: string;
      readonly table: readonly Contact[];
    }
  | { readonly kind: 'EVENTS'; readonly text: string; readonly rows: readonly EventRow[] };

interface EventRow {
  readonly name: string;
  readonly unit: string;
  readonly at: string;
  readonly isKnown: boolean;
}

type Outcome =
  | { readonly kind: 'CONTACTS'; readonly applied: AppliedContacts }
  | { readonly kind: 'EVENTS'; readonly recorded: EventsOnWire };

/** Beyond so many the page would be a wall. */
const MOST_ROWS = 12;

const TITLES = { CONTACTS: 'a contact plan', EVENTS: 'a table of events' } as const;

export function TableOffer({ api, experiment, table, onData, onRemove, onIn }: TableOfferProps) {
  const { file, kind } = table;
  const [offer, setOffer] = useState<Offer | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { isBusy, failure, send } = useSending();
  useEffect(() => {
    void send(async () => setOffer(await offerOf(api, experiment, table)));
  }, [table]);
  const apply = (one: Offer) =>
    send(async () => {
      setOutcome(await applied(api, experiment, one));
      onIn();
    });
  // To work out what it would change, the stack was only asked.
  const isUndone = outcome === null && (offer === null || failure === null || !mayBeDone(failure));
  return (
    <div class="box offer">
      <p>
        <strong>
          <bdi>{file.name}</bdi>
        </strong>{' '}
        is {TITLES[kind]} by its header, not data of the payload.
        {isUndone && ' Nothing of it is in force yet.'}
      </p>
      {outcome === null && offer === null && failure === null && (
        <p class="soft" role="status">
          Working out what it would change …
        </p>
      )}
      {outcome === null && offer?.kind === 'CONTACTS' && <ContactsOffer offer={offer} />}
      {outcome === null && offer?.kind === 'EVENTS' && <EventsOffer rows={offer.rows} />}
      <NotDone failure={failure} refused="Nothing has changed." isChange={offer !== null} />
      <div role="status">
        {outcome?.kind === 'EVENTS' && <RecordedEvents recorded={outcome.recorded} />}
        {outcome?.kind === 'CONTACTS' && <AppliedPlan applied={outcome.applied} />}
      </div>
      <p class="actions">
        {outcome === null && offer !== null && (
          <button type="button" disabled={isBusy} onClick={() => apply(offer)}>
            {kind === 'CONTACTS' ? 'Put the plan in force' : 'Record these events'}
          </button>
        )}
        {outcome === null && (
          <button type="button" onClick={onData}>
            Send it as data instead
          </button>
        )}
        <button type="button" onClick={onRemove}>
          {outcome === null ? 'Leave it out' : 'Close'}
        </button>
      </p>
    </div>
  );
}

async function offerOf(api: Api, experiment: string, { kind, file }: GivenTable): Promise<Offer> {
  const text = await file.text();
  if (kind === 'EVENTS') {
    const { events } = await api.get(pathOf(experiment, 'events'), eventsSchema);
    return { kind, text, rows: eventRows(text, events) };
  }
  const table = readContacts(text);
  const from = beginOf(table);
  const change = supersede(await plannedNow(api, experiment), table, from);
  return { kind, text, table, change, from: isoOf(from) };
}

/** Empty where there is no plan yet. */
async function plannedNow(api: Api, experiment: string): Promise<Contact[]> {
  try {
    const { contacts } = await api.get(pathOf(experiment, 'contacts'), contactsSchema);
    return contacts.map(({ aos, los, station = null, id = null }) => ({
      ...{ aos: parseInstant(aos), los: parseInstant(los), station, id },
    }));
  } catch (error) {
    if (error instanceof CallFailure && error.code === 'contacts.none') return [];
    throw error;
  }
}

/** As the table has them; whether each is an event is for the stack to say. */
function eventRows(text: string, known: readonly EventOnWire[]): EventRow[] {
  const [header = [], ...rows] = csvCells(text.replace(/^\uFEFF/, ''));
  const place = (name: string) => header.findIndex((cell) => cell.trim().toLowerCase() === name);
  const places = [place('name'), place('unit'), place('at')];
  return rows
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells) => {
      const [name = '', unit = '', at = ''] = places.map((i) => cells[i]);
      const isSame = (one: EventOnWire) =>
        one.name === name && one.unit === unit && Date.parse(one.at) === Date.parse(at);
      return { name, unit, at, isKnown: known.some(isSame) };
    });
}

async function applied(api: Api, experiment: string, offer: Offer): Promise<Outcome> {
  if (offer.kind === 'EVENTS') {
    const path = pathOf(experiment, 'events');
    return { kind: 'EVENTS', recorded: await api.postText(path, offer.text, eventsSchema, 'text/csv') };
  }
  const type = /^\s*[[{]/.test(offer.text.replace(/^\uFEFF/, '')) ? 'application/json' : 'text/csv';
  const path = pathOf(experiment, 'contacts');
  return { kind: 'CONTACTS', applied: await api.putText(path, offer.text, appliedContactsSchema, type) };
}

function ContactsOffer({
  offer: { change, from, table },
}: {
  readonly offer: Extract<Offer, { kind: 'CONTACTS' }>;
}) {
  const [first, last] = [table[0], table.at(-1)];
  const changed = supersededText({ ...change, effective: from });
  return (
    <>
      <p>
        {countText(table.length, 'contact')}
        {first !== undefined && last !== undefined && (
          <>
            , <Instant iso={contactOnWire(first).aos} /> to <Instant iso={contactOnWire(last).los} />
          </>
        )}
        {changed === '' ? '. It is the first plan of the experiment.' : `; ${changed}.`} Causes of gaps, what
        to request again and the next contact follow it.
      </p>
      {change.notices.map(({ message, code }) => (
        <p key={message}>
          <bdi>{message}</bdi> <code>{code}</code>
        </p>
      ))}
    </>
  );
}

function EventsOffer({ rows }: { readonly rows: readonly EventRow[] }) {
  const fresh = rows.filter(({ isKnown }) => !isKnown);
  return (
    <>
      <p>
        {countText(rows.length, 'event')}: {groupedText(fresh.length)} would be recorded,{' '}
        {groupedText(rows.length - fresh.length)} known already. Phases and elapsed times follow them.
      </p>
      <ul>
        {fresh.slice(0, MOST_ROWS).map(({ name, unit, at }) => (
          <li key={`${name} ${unit} ${at}`}>
            <bdi>{name}</bdi> of <bdi>{unit}</bdi>,{' '}
            {Number.isNaN(Date.parse(at)) ? <bdi>{at}</bdi> : <Instant iso={at} />}
          </li>
        ))}
        {fresh.length > MOST_ROWS && <li>and {countText(fresh.length - MOST_ROWS, 'more')}</li>}
      </ul>
    </>
  );
}

function AppliedPlan({
  applied: { revision, contacts, from, to, warnings },
}: {
  readonly applied: AppliedContacts;
}) {
  return (
    <>
      <p>
        Contact plan: revision {revision} is in force, {countText(contacts, 'contact')},{' '}
        <Instant iso={from} /> to <Instant iso={to} />.
      </p>
      {warnings.map(({ message, code }) => (
        <p key={message}>
          <bdi>{message}</bdi> <code>{code}</code>
        </p>
      ))}
    </>
  );
}

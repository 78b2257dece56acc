/** What whoever goes off duty hands over: what happened, what is open, what was missed, what comes next. */
import { contactOnWire } from '../../contract/contacts.ts';
import type { HandoverOnWire } from '../../contract/handover.ts';
import { type Contact, endOfPlan } from '../../domain/contacts/contact.ts';
import {
  DOWNLINK,
  isIngested,
  isOpen,
  type ReceiptRecord,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import { emptyRange } from '../../domain/empty-range.ts';
import { DEFINITION, definitionKind } from '../../domain/experiment/experiment-record.ts';
import { passedContacts } from '../../domain/handover/passed-contacts.ts';
import { parseInstant } from '../../domain/instant.ts';
import { ACTION, actionKind } from '../../domain/journal/action-record.ts';
import { JOURNAL, type JournalRecord, journalKind } from '../../domain/journal/journal-record.ts';
import { type Kind, sortKey } from '../../domain/kind.ts';
import { MESSAGE, type MessageRecord, messageKind } from '../../domain/notify/message-record.ts';
import { isoOf, type Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { allAlarmActions } from '../judge/alarm-actions.ts';
import { allNotes } from '../judge/all-notes.ts';
import { noteOnWire } from '../judge/note-on-wire.ts';
import { listSound } from '../known/list-sound.ts';
import { loadContacts } from '../known/load-contacts.ts';
import type { KnownEvent } from '../known/load-events.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { changesIn } from './changes-in.ts';
import { actionOnWire, downlinkOnWire, eventOnWire, learntOnWire } from './happened-on-wire.ts';
import { listAlarms } from './list-alarms.ts';
import { listAnomalies } from './list-anomalies.ts';
import { untoldOnWire } from './untold-on-wire.ts';

/** Of each list the newest are named. */
const MOST = 100;
/** Of what comes in numbers, and is shown in groups of like ones. */
const MOST_ALIKE = 1000;
/** Contacts and events to come. */
const MOST_NEXT = 5;

type Damaged = { readonly id: string; readonly key: string };
type Stretch = { readonly since: Micros; readonly now: Micros };

/** From `since` up to now. Refuses an instant that is still to come. */
export async function handOver(
  ports: Ports,
  experiment: string,
  { since }: { readonly since: Micros },
): Promise<HandoverOnWire> {
  const now = ports.clock.now();
  if (since >= now) throw emptyRange('handover', { from: since, to: now });
  const loaded = await loadExperiment(ports, experiment);
  const stretch = { since, now };
  const damaged: Damaged[] = [];
  const receipts = await soundOf(ports, receiptKind, { experiment, word: DOWNLINK }, damaged);
  const { alarms, lookedAt, quiet: _, ...waiting } = await listAlarms(ports, experiment, {});
  const events = (await loaded.events()).toSorted((a, b) => a.at - b.at);
  const entries = await soundOf(ports, journalKind, { experiment, word: JOURNAL }, damaged);
  const messages = await soundOf(ports, messageKind, { experiment, word: MESSAGE }, damaged);
  const corrections = await soundOf(ports, actionKind, { experiment, word: ACTION }, damaged);
  const definitions = await soundOf(ports, definitionKind, { experiment, word: DEFINITION }, damaged);
  const changes = await changesIn(ports, experiment, { receipts, corrections, definitions }, (at) =>
    isWithin(at, stretch),
  );
  const untold = untoldOnWire(entries, messages, since);
  const missed = await missedIn(ports, loaded, { receipts, entries }, stretch);
  return {
    ...{ since: isoOf(since), until: isoOf(now) },
    happened: {
      ...(await happenedIn(ports, experiment, { receipts, events, entries, messages }, stretch, damaged)),
      changes: newest(changes, ({ at }) => at),
    },
    open: { alarms: alarms.filter(({ state }) => state !== 'NORMAL') },
    missed: {
      ...missed,
      untold: {
        messages: newest(untold.messages, ({ at }) => at),
        findings: newest(untold.findings, ({ at }) => at),
      },
    },
    next: await nextAfter(ports, loaded, events, now),
    lookedAt,
    ...waiting,
    ...(damaged.length > 0 && { damaged: [...(waiting.damaged ?? []), ...damaged] }),
  };
}

/** All items of a kind that can be read; the others are noted. */
async function soundOf<T>(
  ports: Ports,
  kind: Kind<T>,
  { experiment, word }: { readonly experiment: string; readonly word: string },
  damaged: Damaged[],
): Promise<T[]> {
  const listed = { partition: experiment, prefix: sortKey(word, '') };
  const sound = listSound(ports, kind, listed, ({ partition, sort }) =>
    damaged.push({ id: sort.split('#')[1] ?? '', key: `${partition}/${sort}` }),
  );
  return (await Array.fromAsync(sound)).map(({ item }) => item);
}

interface Known {
  readonly receipts: readonly ReceiptRecord[];
  readonly events: readonly KnownEvent[];
  readonly entries: readonly JournalRecord[];
  readonly messages: readonly MessageRecord[];
}

async function happenedIn(
  ports: Ports,
  experiment: string,
  { receipts, events, entries, messages }: Known,
  { since, now }: Stretch,
  damaged: Damaged[],
): Promise<Omit<HandoverOnWire['happened'], 'changes'>> {
  const isIn = (at: Micros | null | undefined) => isWithin(at, { since, now });
  const acted = await allAlarmActions(ports, experiment);
  const written = await allNotes(ports, experiment);
  damaged.push(...acted.damaged, ...written.damaged);
  const actions = [...acted.byAlarm.values()].flat().filter(({ at }) => isIn(at));
  return {
    downlinks: newest(
      receipts.filter(({ createdAt, ingestedAt }) => isIn(createdAt) || isIn(ingestedAt)).map(downlinkOnWire),
      ({ announcedAt }) => announcedAt,
      MOST_ALIKE,
    ),
    learnt: newest(
      entries.filter(({ learntAt }) => isIn(learntAt)).map((entry) => learntOnWire(entry, messages)),
      ({ at }) => at,
      MOST_ALIKE,
    ),
    actions: newest(actions.map(actionOnWire), ({ at }) => at),
    events: newest(events.filter(({ at }) => isIn(at)).map(eventOnWire), ({ at }) => at),
    // Of what happened before and was written down now, too.
    notes: newest(
      written.notes.filter(({ at, writtenAt }) => isIn(at) || isIn(writtenAt)).map(noteOnWire),
      ({ writtenAt }) => writtenAt,
    ),
  };
}

const isWithin = (at: Micros | null | undefined, { since, now }: Stretch): boolean =>
  at !== null && at !== undefined && at >= since && at <= now;

/** In order of time, the newest. */
function newest<T>(all: readonly T[], atOf: (one: T) => string, most = MOST): { all: T[]; more?: number } {
  const inOrder = all.toSorted((a, b) => Date.parse(atOf(a)) - Date.parse(atOf(b)));
  const more = inOrder.length - most;
  return { all: inOrder.slice(-most), ...(more > 0 && { more }) };
}

async function missedIn(
  ports: Ports,
  { experiment, definition }: LoadedExperiment,
  { receipts, entries }: Pick<Known, 'receipts' | 'entries'>,
  stretch: Stretch,
): Promise<Omit<HandoverOnWire['missed'], 'untold'>> {
  const plan = await loadContacts(ports, experiment, definition);
  const announced = receipts.map(({ createdAt }) => createdAt);
  const passed = plan === null ? null : passedContacts(plan, announced, stretch);
  const { anomalies } = await listAnomalies(ports, experiment, { kind: 'GAP' });
  // Of an earlier time, and nobody could know of it before.
  const found = new Set(
    entries.flatMap(({ learntAt, transition, anomaly: { id } }) =>
      transition === 'OPENED' && isWithin(learntAt, stretch) ? [id] : [],
    ),
  );
  const isOfStretch = ({ id, to }: (typeof anomalies)[number]) =>
    found.has(id) || to === null || parseInstant(to) > stretch.since;
  const { lookedFor } = await listAnomalies(ports, experiment, { kind: 'STEP' });
  return {
    ...(passed !== null && {
      contacts: passed.flatMap(({ contact, brought }) =>
        brought === 'FILES' ? [] : [{ ...contactOnWire(contact), brought }],
      ),
    }),
    failed: receipts
      .filter(({ state }) => !isIngested(state) && !isOpen(state) && state !== 'WITHDRAWN')
      .slice(-MOST)
      .map(({ id, fileName, state }) => ({ id, fileName, state })),
    gaps: newest(
      anomalies.filter(isOfStretch).map(({ unit, channels, from, to, evidence }) => ({
        ...(unit !== undefined && { unit }),
        ...{ channels, from, to, cause: 'cause' in evidence ? evidence.cause : 'UNKNOWN' },
      })),
      ({ from }) => from,
    ),
    unjudged: lookedFor.flatMap(({ unit, channel, why }) =>
      why?.includes('cannot be judged yet') ? [{ ...(unit !== undefined && { unit }), channel, why }] : [],
    ),
  };
}

async function nextAfter(
  ports: Ports,
  { experiment, definition }: LoadedExperiment,
  events: readonly KnownEvent[],
  now: Micros,
): Promise<HandoverOnWire['next']> {
  const plan = await loadContacts(ports, experiment, definition);
  const contacts = (plan?.contacts ?? [])
    .filter(({ los }: Contact) => los > now)
    .toSorted((a, b) => a.aos - b.aos)
    .slice(0, MOST_NEXT);
  const end = plan === null || contacts.length > 0 ? null : endOfPlan(plan.contacts);
  return {
    contacts: contacts.map(contactOnWire),
    ...(end !== null && { noContactAfter: isoOf(end) }),
    events: events
      .filter(({ at }) => at > now)
      .slice(0, MOST_NEXT)
      .map(eventOnWire),
  };
}

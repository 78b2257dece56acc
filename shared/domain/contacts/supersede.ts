/** A later table of contacts takes the place of what was planned from an instant on; what was before stays known. */
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';
import { isoOf, type Micros } from '../time.ts';
import { countText } from '../words/count.ts';
import { byAcquisition, type Contact } from './contact.ts';

export interface Superseded {
  /** The plan from now on. */
  readonly contacts: readonly Contact[];
  /** Contacts of before that stay, those that are planned no more, and those that nobody had planned. */
  readonly stayed: number;
  readonly replaced: number;
  readonly added: number;
  readonly notices: readonly { readonly code: string; readonly message: string }[];
}

/** The instant of a table for which nobody names one: its first acquisition of signal. */
export const beginOf = (table: readonly Contact[]): Micros =>
  table.reduce((first, { aos }) => Math.min(first, aos), Number.POSITIVE_INFINITY);

/**
 * Contacts of before that began before the instant stay, but for those that the table moves (the same id). Fails with
 * `contacts.before-from` where the table has contacts before the instant.
 */
export function supersede(before: readonly Contact[], table: readonly Contact[], from: Micros): Superseded {
  refuseEarlier(table, from);
  const ids = new Set(table.flatMap(({ id }) => id ?? []));
  const stay = before.filter(({ aos, id }) => aos < from && !(id !== null && ids.has(id)));
  const known = new Set(before.map(nameOf));
  const named = new Set([...stay, ...table].map(nameOf));
  return {
    contacts: [...stay, ...table].toSorted(byAcquisition),
    stayed: stay.length,
    replaced: before.filter((one) => !named.has(nameOf(one))).length,
    added: table.filter((one) => !known.has(nameOf(one))).length,
    notices: overlaps(stay, table),
  };
}

const nameOf = ({ aos, los, station, id }: Contact): string => JSON.stringify([aos, los, station, id]);

function refuseEarlier(table: readonly Contact[], from: Micros): void {
  const early = table.filter(({ aos }) => aos < from);
  const [first] = early;
  if (first === undefined) return;
  throw new Refusal(
    'invalid',
    'contacts.before-from',
    `expected contacts from ${isoOf(from)} on, got ${countText(early.length, 'contact')} before, the first at ${isoOf(first.aos)}: leave them out, or name an earlier instant`,
    { field: 'from' },
  );
}

const MOST_NAMED = 10;

/** One station hears the payload once at a time: a contact of before that goes on within one of the table is doubled. */
function overlaps(stay: readonly Contact[], table: readonly Contact[]): Superseded['notices'] {
  const doubled = stay.flatMap((earlier) => {
    const later = table.find(({ aos, station }) => station === earlier.station && aos < earlier.los);
    return later === undefined ? [] : [{ earlier, later }];
  });
  return doubled.slice(0, MOST_NAMED).map(({ earlier, later }) => {
    const where = earlier.station === null ? 'without a station' : `over ${quoted(earlier.station)}`;
    const message = `the contact ${where} from ${isoOf(earlier.aos)} to ${isoOf(earlier.los)} stays from the plan before and overlaps the one of this table from ${isoOf(later.aos)}: where this table moves it, put the table again from ${isoOf(earlier.aos)} on`;
    return { code: 'contacts.doubled', message };
  });
}

/** From contacts as they were written to a plan, or to everything that is wrong with them. */
import { parseInstant } from '../instant.ts';
import { quoted } from '../quoted.ts';
import { orRefusal, Refusal } from '../refusal.ts';
import { isoOf, type Micros } from '../time.ts';
import { byAcquisition, type Contact } from './contact.ts';
import { type ContactProblem, ContactsRefusal } from './contacts-refusal.ts';

/** A contact as it stands in a file. */
export interface WrittenContact {
  readonly aos: string;
  readonly los: string;
  readonly station: string | null;
  readonly id: string | null;
  /** Line of a table, from 1; null in JSON. */
  readonly line: number | null;
  /** Place in a JSON document (`contacts[3]`); empty in a table. */
  readonly field: string;
}

interface Placed {
  readonly contact: Contact;
  readonly written: WrittenContact;
}

/**
 * The contacts in the order of their acquisition of signal. Fails with `ContactsRefusal` where a time cannot be read,
 * a contact ends before it begins, an id stands there twice, or one station has two contacts at once.
 */
export function checkedContacts(written: readonly WrittenContact[]): Contact[] {
  const problems: ContactProblem[] = [];
  const placed: Placed[] = [];
  for (const one of written) {
    const aos = instantOf(one, 'aos', problems);
    const los = instantOf(one, 'los', problems);
    if (aos === null || los === null) continue;
    if (aos >= los) {
      const message = `expected loss of signal after acquisition of signal, got aos ${isoOf(aos)} and los ${isoOf(los)}`;
      problems.push(problem(one, 'contacts.order', message));
      continue;
    }
    placed.push({ contact: { aos, los, station: one.station, id: one.id }, written: one });
  }
  placed.sort((a, b) => byAcquisition(a.contact, b.contact));
  problems.push(...overlaps(placed), ...repeatedIds(placed));
  if (problems.length > 0) throw new ContactsRefusal(problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
  return placed.map(({ contact }) => contact);
}

function instantOf(written: WrittenContact, name: 'aos' | 'los', problems: ContactProblem[]): Micros | null {
  const instant = orRefusal(() => parseInstant(written[name]));
  if (!(instant instanceof Refusal)) return instant;
  problems.push(problem(written, 'contacts.value', instant.message, name));
  return null;
}

/** Within one station, and among the contacts that name none. */
function overlaps(placed: readonly Placed[]): ContactProblem[] {
  const found: ContactProblem[] = [];
  for (const alike of Map.groupBy(placed, ({ contact }) => contact.station).values()) {
    let longest = alike[0]!;
    for (const one of alike.slice(1)) {
      if (one.contact.aos < longest.contact.los) found.push(overlap(longest, one));
      if (one.contact.los > longest.contact.los) longest = one;
    }
  }
  return found;
}

function overlap(earlier: Placed, later: Placed): ContactProblem {
  const { station, aos } = later.contact;
  const who = station === null ? 'contacts without a station' : `contacts of ${station}`;
  const until = `until ${isoOf(earlier.contact.los)}`;
  const advice = `${station === null ? 'give each its station, or ' : ''}end the first before the second begins`;
  return problem(
    later.written,
    'contacts.overlap',
    `two ${who} overlap: this one begins ${isoOf(aos)}, ${placeOf(earlier.written)} lasts ${until}; ${advice}`,
  );
}

function repeatedIds(placed: readonly Placed[]): ContactProblem[] {
  const seen = new Map<string, Placed>();
  const found: ContactProblem[] = [];
  for (const one of placed) {
    const { id } = one.contact;
    if (id === null) continue;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, one);
    else {
      const sentence = `the id ${quoted(id)} stands there twice, before in ${placeOf(first.written)}`;
      found.push(problem(one.written, 'contacts.duplicate-id', sentence, 'id'));
    }
  }
  return found;
}

function placeOf({ line, field }: WrittenContact): string {
  return line === null ? field : `the one of line ${line}`;
}

function problem(
  { line, field }: WrittenContact,
  code: ContactProblem['code'],
  message: string,
  key = '',
): ContactProblem {
  return { field: [field, key].filter((part) => part !== '').join('.'), code, message, line };
}

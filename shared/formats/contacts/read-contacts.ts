/** Contact plans as CSV or JSON text. */
import * as z from 'zod';
import { checkedContacts, type WrittenContact } from '../../domain/contacts/check-contacts.ts';
import type { Contact } from '../../domain/contacts/contact.ts';
import { type ContactProblem, ContactsRefusal } from '../../domain/contacts/contacts-refusal.ts';
import { HOUSE_WORDS } from '../../domain/experiment/issue-words.ts';
import { didYouMean, fieldOf, findingsOf } from '../../domain/experiment/problems.ts';
import { MOST_LISTED } from '../../domain/list-refusal.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { readSmallTable, type TableRow } from '../csv/small-table.ts';
import { refuseDeepJson } from '../json-levels.ts';

const text = z.string().min(1, 'expected some text').max(64, 'expected at most 64 characters');
const contactSchema = z.strictObject({
  aos: z.string('expected an instant such as 2026-03-01T06:00:00Z'),
  los: z.string('expected an instant such as 2026-03-01T06:00:00Z'),
  station: text.nullish(),
  id: text.nullish(),
});
const COLUMNS = Object.keys(contactSchema.shape);
const REQUIRED = ['aos', 'los'];
const documentSchema = z.strictObject({ contacts: z.array(contactSchema) });

/** A year of fourteen contacts a day; the plan is one item of the table. */
const MOST_CONTACTS = 6000;

/**
 * The contacts of a plan, ordered by acquisition of signal: CSV with the header `aos,los,station,id` (the first two at
 * least, in any order; comma, semicolon or tab; lines that begin with # are comments), or JSON `{contacts: [{aos, los,
 * station?, id?}]}`, or that list alone. Fails with `contacts.unreadable`, `contacts.too-many`, or `ContactsRefusal`
 * with every problem and its line.
 */
export function readContacts(body: string): Contact[] {
  const plain = body.replace(/^\uFEFF/, '');
  const written = /^\s*[[{]/.test(plain) ? writtenInJson(plain) : writtenInTable(plain);
  if (written.length === 0) {
    throw unreadable('expected one contact at least, got none; a plan without contacts is no plan');
  }
  if (written.length > MOST_CONTACTS) {
    const sentence = `expected at most ${MOST_CONTACTS} contacts, got ${written.length}: leave out those that are long past`;
    throw new Refusal('too-large', 'contacts.too-many', sentence);
  }
  return checkedContacts(written);
}

function writtenInJson(plain: string): WrittenContact[] {
  refuseDeepJson(plain);
  const value = jsonOf(plain);
  const document = Array.isArray(value) ? { contacts: value } : value;
  const parsed = documentSchema.safeParse(document, HOUSE_WORDS);
  if (!parsed.success) {
    const findings = parsed.error.issues.flatMap((issue) => findingsOf(issue, documentSchema));
    throw new ContactsRefusal(
      findings.slice(0, MOST_LISTED).map(({ path, code, message }) => ({
        field: fieldOf(path),
        code: codeOf(code),
        message,
        line: null,
      })),
      findings.length,
    );
  }
  return parsed.data.contacts.map(({ aos, los, station, id }, i) => ({
    ...{ aos, los, station: station ?? null, id: id ?? null },
    ...{ line: null, field: `contacts[${i}]` },
  }));
}

/** The words in which definitions are refused, as far as a contact can be wrong. */
function codeOf(code: string): ContactProblem['code'] {
  if (code === 'definition.missing') return 'contacts.missing';
  if (code === 'definition.unknown-key') return 'contacts.unknown-key';
  return code === 'definition.type' ? 'contacts.type' : 'contacts.value';
}

function jsonOf(plain: string): unknown {
  try {
    return JSON.parse(plain);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unreadable(`it begins as JSON and is none: ${reason}`, {}, { cause: error });
  }
}

function writtenInTable(plain: string): WrittenContact[] {
  const [header, ...rows] = readSmallTable(plain, COLUMNS.length, unclosed);
  if (header === undefined) {
    throw unreadable('expected the header aos,los,station and one line per contact, got nothing', {
      line: 1,
    });
  }
  const names = header.cells.map((name) => name.toLowerCase());
  refuseHeader(header, names);
  const problems: ContactProblem[] = [];
  const written = rows.map((row): WrittenContact => {
    const cell = (name: string) => row.cells[names.indexOf(name)] ?? '';
    problems.push(...rowProblems(row, names.length, cell));
    const { line } = row;
    const [station, id] = [cell('station'), cell('id')].map((value) => (value === '' ? null : value));
    return { aos: cell('aos'), los: cell('los'), station: station ?? null, id: id ?? null, line, field: '' };
  });
  if (problems.length > 0) throw new ContactsRefusal(problems);
  return written;
}

function refuseHeader(header: TableRow, names: readonly string[]): void {
  const { line } = header;
  const unknown = names.find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, COLUMNS) || `; known here: ${COLUMNS.join(', ')}`;
    throw unreadable(`line ${line}: expected a known column, got ${quoted(unknown)}${hint}`, { line });
  }
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated !== undefined) {
    throw unreadable(`line ${line}: expected each column once, got ${quoted(repeated)} twice`, { line });
  }
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw unreadable(
      `line ${line}: expected a column ${missing.join(' and a column ')} in the header, got none`,
      { line },
    );
  }
}

function rowProblems(row: TableRow, width: number, cell: (name: string) => string): ContactProblem[] {
  const { line, cells } = row;
  if (cells.length > width) {
    const message = `expected ${width} cells as in the header, got ${cells.length}`;
    return [{ field: '', code: 'contacts.value', message, line }];
  }
  const missing = REQUIRED.filter((name) => cell(name) === '').map((name) => ({
    ...{ field: name, code: 'contacts.missing' as const, line },
    message: 'expected an instant such as 2026-03-01T06:00:00Z, got nothing',
  }));
  const long = ['station', 'id']
    .filter((name) => cell(name).length > 64)
    .map((name) => ({
      ...{ field: name, code: 'contacts.value' as const, line },
      message: `expected at most 64 characters, got ${cell(name).length}`,
    }));
  return [...missing, ...long];
}

function unreadable(sentence: string, place: { line?: number } = {}, options?: ErrorOptions): Refusal {
  return new Refusal(
    'invalid',
    'contacts.unreadable',
    `the contact plan cannot be read: ${sentence}`,
    place,
    options,
  );
}

function unclosed(line: number): Refusal {
  return new Refusal(
    'invalid',
    'contacts.unreadable',
    `the contact plan cannot be read: line ${line}: expected a closed quote and then a comma, got something else`,
    { line },
  );
}

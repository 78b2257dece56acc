/** An issue of a control run that comes back as the table it was answered as. */
import * as z from 'zod';
import { type IssueBefore, ROW_KINDS, ROW_STATES, type ToldRow } from '../../domain/conduct/issue-row.ts';
import { HOUSE_WORDS } from '../../domain/experiment/issue-words.ts';
import { fieldOf, findingsOf } from '../../domain/experiment/problems.ts';
import { identifier } from '../../domain/experiment/scalars.ts';
import { parseInstant } from '../../domain/instant.ts';
import { instantText } from '../../domain/instant-text.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { readSmallTable, type TableRow } from '../csv/small-table.ts';
import { ISSUE_COLUMNS as COLUMNS, LATE } from './issue-table.ts';

const rowSchema = z.object({
  ground: z.string().min(1),
  delay: z.string().min(1),
  issue: z.string().regex(/^[1-9]\d{0,8}$/, 'expected the number of an issue'),
  at: instantText,
  until: z.union([z.literal(''), instantText]),
  what: z.enum(ROW_KINDS),
  name: identifier,
  setpoint: z.union([
    z.literal(''),
    z.string().regex(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i, 'expected a number, or nothing'),
  ]),
  ucum: z.string(),
  state: z.enum(ROW_STATES),
  cause: z.string().max(100),
  late: z.enum(['', LATE]),
  note: z.string().max(500),
});

/** The issue that a table holds. Refuses one that is none with the line. */
export function readIssue(text: string): IssueBefore {
  const plain = text.replace(/^\uFEFF/, '');
  const [header, ...rows] = readSmallTable(plain, COLUMNS.length, (line) =>
    unreadable(line, 'a quote is not closed, or text follows it'),
  );
  const names = header?.cells.join(',') ?? '';
  if (names !== COLUMNS.join(',')) {
    throw unreadable(
      header?.line ?? 1,
      `expected the header ${COLUMNS.join(',')}, got ${quoted(names)}: send the table of an issue as it was answered`,
    );
  }
  const read = rows.map((row) => ({ row, cells: cellsOf(row) }));
  const [first] = read;
  if (first === undefined) throw unreadable(1, 'expected a row per set-point and step, got none');
  const { ground, delay } = first.cells;
  const other = read.find(({ cells }) => cells.ground !== ground || cells.delay !== delay);
  if (other !== undefined) {
    throw unreadable(
      other.row.line,
      `expected ${ground} and ${delay} as in the first row: an issue is of one ground unit`,
    );
  }
  return { ground, delay, rows: read.map(({ cells }) => rowOf(cells)) };
}

function cellsOf({ line, cells }: TableRow): z.output<typeof rowSchema> {
  if (cells.length > COLUMNS.length) {
    throw unreadable(line, `expected ${COLUMNS.length} cells as in the header, got more`);
  }
  const document = Object.fromEntries(COLUMNS.map((name, i) => [name, cells[i] ?? '']));
  const parsed = rowSchema.safeParse(document, HOUSE_WORDS);
  if (parsed.success) return parsed.data;
  const [finding] = parsed.error.issues.flatMap((issue) => findingsOf(issue, rowSchema));
  throw unreadable(line, `${fieldOf(finding?.path ?? [])}: ${finding?.message ?? 'it cannot be read'}`);
}

function rowOf({
  issue,
  at,
  until,
  what,
  name,
  setpoint,
  state,
  cause,
  late,
  note,
}: z.output<typeof rowSchema>): ToldRow {
  return {
    ...{ what, name, state, cause, note },
    from: parseInstant(at),
    to: until === '' ? Infinity : parseInstant(until),
    setpoint: setpoint === '' ? null : Number(setpoint),
    issue: Number(issue),
    isLate: late === LATE,
  };
}

function unreadable(line: number, sentence: string): Refusal {
  return new Refusal('invalid', 'conduct.unreadable', `line ${line}: ${sentence}`, { line });
}

import { type NewEvent, newEventSchema } from '../../../shared/contract/experiments.ts';
import { didYouMean } from '../../../shared/domain/experiment/problems.ts';
import { type ListedProblem, MOST_LISTED } from '../../../shared/domain/list-refusal.ts';
import { quoted } from '../../../shared/domain/quoted.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { RecordCells, splitRecord } from '../../../shared/formats/csv/record.ts';
import { parsePart, RequestRefusal } from '../../../shared/runtime/request-refusal.ts';

const COLUMNS = Object.keys(newEventSchema.shape);
const COMMA = 44;
const LF = 10;

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Events of a CSV table whose header names the columns, in any order; an empty cell is an absent field.
 * Refuses an unknown column with the nearest known one, and every row that is no event, each with its line.
 */
export function readEventsCsv(text: string): NewEvent[] {
  const [header, ...rows] = rowsOf(text);
  if (header === undefined) throw unreadable(1, `expected the header ${COLUMNS.join(',')}, got nothing`);
  const unknown = header.cells.find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, COLUMNS) || `; known here: ${COLUMNS.join(', ')}`;
    throw unreadable(header.line, `expected a known column, got ${quoted(unknown)}${hint}`);
  }
  const repeated = header.cells.find((name, i) => header.cells.indexOf(name) < i);
  if (repeated !== undefined) {
    throw unreadable(header.line, `expected each column once, got ${quoted(repeated)} twice`);
  }
  const findings: ListedProblem[] = [];
  let found = 0;
  const events: NewEvent[] = [];
  for (const row of rows) {
    try {
      events.push(parsePart('body', newEventSchema, documentOf(header, row), row.line));
    } catch (error) {
      if (!(error instanceof RequestRefusal)) throw error;
      found += error.found;
      if (findings.length < MOST_LISTED) findings.push(...error.problems);
    }
  }
  if (found > 0) throw new RequestRefusal(findings, found);
  if (events.length === 0)
    throw unreadable(header.line, 'expected one row per event below the header, got none');
  return events;
}

function documentOf(header: Row, row: Row): Record<string, string> {
  if (row.cells.length > header.cells.length) {
    throw unreadable(
      row.line,
      `expected ${header.cells.length} cells as in the header, got ${row.cells.length}`,
    );
  }
  const entries = header.cells.map((name, i) => [name, row.cells[i] ?? ''] as const);
  return Object.fromEntries(entries.filter(([, cell]) => cell !== ''));
}

/** The rows that hold anything, each with the line it begins on. */
function* rowsOf(text: string): Generator<Row> {
  const bytes = new TextEncoder().encode(`${text.replace(/^\uFEFF/, '')}\n`);
  const record = new RecordCells(COLUMNS.length + 1);
  const decoder = new TextDecoder();
  let line = 1;
  for (let at = 0; at < bytes.length; ) {
    const end = splitRecord(bytes, at, bytes.length, COMMA, record);
    if (end < 0) throw unreadable(line, 'the row cannot be read: a quote is not closed or text follows it');
    if (!record.isBlank()) {
      const cells = Array.from({ length: record.count }, (_, i) => decoder.decode(record.cell(bytes, i)));
      yield { line, cells };
    }
    for (; at < end; at++) if (bytes[at] === LF) line++;
  }
}

function unreadable(line: number, sentence: string): Refusal {
  return new Refusal('invalid', 'events.unreadable', `line ${line}: ${sentence}`, { line });
}

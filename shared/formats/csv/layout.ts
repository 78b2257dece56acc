import { nearest } from '../../domain/nearest.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { WidePlan, WideSummary } from './wide-csv.ts';

/** What a column of the file is for: 0 and up is the index of its values, below are these two. */
export const TIME_SLOT = -1;
const SKIP_SLOT = -2;

/** Warnings that name a column each; a file of thousands of foreign columns gets one that counts the rest. */
const MOST_NAMED = 100;

/** A plan laid over the header of a file. */
export interface Layout {
  readonly header: readonly string[];
  /** One slot a column of the file. */
  readonly slots: Int32Array;
  readonly timeHeader: string;
  /** The mapped columns that the file has, in the plan's order: the order of the values. */
  readonly columns: readonly string[];
  readonly unmapped: readonly string[];
  readonly missingColumns: readonly string[];
  readonly warnings: WideSummary['warnings'];
}

/**
 * Lays the plan over a header whose cells are trimmed. Names must be equal, case included; columns without a name
 * are skipped. Fails with `header.missing-time`, `header.no-mapped-column` or `header.duplicate`.
 */
export function layOut(header: readonly string[], line: number, plan: WidePlan): Layout {
  const names = new Set(header);
  const wanted = plan.columns.map((column) => column.header);
  if (!names.has(plan.time.header)) throw missingTime(header, line, plan);
  const columns = wanted.filter((name) => names.has(name));
  if (columns.length === 0) throw noMappedColumn(header, line, wanted);
  const slotOf = new Map(columns.map((name, slot) => [name, slot]));
  slotOf.set(plan.time.header, TIME_SLOT);
  refuseDuplicates(header, line, slotOf);
  const known = new Set([...slotOf.keys(), ...plan.ignore, '']);
  const unmapped = [...names].filter((name) => !known.has(name));
  const missingColumns = wanted.filter((name) => !names.has(name));
  return {
    header,
    slots: Int32Array.from(header, (name) => slotOf.get(name) ?? SKIP_SLOT),
    timeHeader: plan.time.header,
    columns,
    unmapped,
    missingColumns,
    warnings: [
      ...warningsOf('column.unmapped', unmapped, (name) => unmappedText(name, [...wanted, ...plan.ignore])),
      ...warningsOf('column.missing', missingColumns, (name) => missingText(name, header)),
    ],
  };
}

function refuseDuplicates(
  header: readonly string[],
  line: number,
  slotOf: ReadonlyMap<string, number>,
): void {
  const seen = new Set<string>();
  for (const name of header) {
    if (seen.has(name) && slotOf.has(name))
      throw new Refusal(
        'invalid',
        'header.duplicate',
        `the header names the column ${name} twice: expected one, because nobody can tell which is meant`,
        { line, column: name },
      );
    seen.add(name);
  }
}

function missingTime(header: readonly string[], line: number, plan: WidePlan): Refusal {
  const { header: name } = plan.time;
  const other = [',', ';', '\t'].find(
    (delimiter) => delimiter !== plan.delimiter && header.some((cell) => cell.split(delimiter).length > 2),
  );
  const advice =
    other === undefined
      ? didYouMean(name, header)
      : `; its columns seem to be separated by ${JSON.stringify(other)}, the source says ${JSON.stringify(plan.delimiter)}`;
  return new Refusal(
    'invalid',
    'header.missing-time',
    `expected a column ${name} that holds the time, the header has ${listOf(header)}${advice}`,
    { line, column: name },
  );
}

function noMappedColumn(header: readonly string[], line: number, wanted: readonly string[]): Refusal {
  const near = wanted.map((name) => didYouMean(name, header)).find((advice) => advice !== '') ?? '';
  return new Refusal(
    'invalid',
    'header.no-mapped-column',
    `expected at least one of the mapped columns ${listOf(wanted)}, the header has ${listOf(header)}${near}`,
    { line },
  );
}

function warningsOf(
  code: string,
  names: readonly string[],
  text: (name: string) => string,
): { code: string; message: string }[] {
  const warnings = names.slice(0, MOST_NAMED).map((name) => ({ code, message: text(name) }));
  const rest = names.length - warnings.length;
  return rest > 0 ? [...warnings, { code, message: `and ${rest} columns more` }] : warnings;
}

function unmappedText(name: string, known: readonly string[]): string {
  return `the column ${name} is neither mapped nor ignored, so it was not read${didYouMean(name, known)}`;
}

function missingText(name: string, header: readonly string[]): string {
  return `the mapped column ${name} is not in the file${didYouMean(name, header)}`;
}

function listOf(names: readonly string[]): string {
  const named = names.filter((name) => name !== '').map((name) => name.slice(0, 60));
  return named.length > 10
    ? `${named.slice(0, 10).join(', ')} and ${named.length - 10} more`
    : named.join(', ');
}

function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === null ? '' : `; did you mean ${near}?`;
}

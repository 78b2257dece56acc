import { nearest } from '../../domain/nearest.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listText } from '../../domain/words/list.ts';
import { calledAsWanted, looksLike, placesOf, refuseMoved, refuseReading } from './column-names.ts';
import type { ReadPlan, ReadSummary } from './reading.ts';
import { EVENT_SLOT, KEY_SLOT, SKIP_SLOT, TIME_SLOT } from './slots.ts';

/** Warnings that name a column each; a file of thousands of foreign columns gets one that counts the rest. */
const MOST_NAMED = 100;
/** Names in one sentence. */
const MOST_LISTED = 10;

/** A plan laid over the header of a file. */
export interface Layout {
  /** Columns as the source calls them, or as the file does where the source does not. */
  readonly header: readonly string[];
  /** Columns as the file calls them. */
  readonly written: readonly string[];
  /** One slot a column of the file. */
  readonly slots: Int32Array;
  readonly time: TimePlace;
  /** Where the plan's keys stand, in the plan's order. */
  readonly keys: readonly Place[];
  /** Null where there is no such column in the plan or the file. */
  readonly event: Place | null;
  /** The mapped columns that the file has, in the plan's order: the order of the values. */
  readonly columns: readonly string[];
  readonly emptyIsReject: boolean;
  readonly unmapped: readonly string[];
  readonly missingColumns: readonly string[];
  readonly warnings: ReadSummary['warnings'];
  /** How the file calls a column. */
  readonly textOf: (name: string) => string;
}

interface Place {
  readonly header: string;
  readonly index: number;
}

/** `header` names all columns of the time. */
export interface TimePlace extends Place {
  /** Columns in which its text goes on; none where one holds it whole. */
  readonly more: readonly number[];
}

/**
 * Lays the plan over a header whose cells are trimmed. Names must be equal, case included; columns without a name
 * are skipped. `whyMissing` may know why a column is not there, and else says nothing. Fails with `header.position`,
 * `header.missing-time`, `header.zone`, `header.missing-key`, `header.no-mapped-column`, `header.duplicate` or `header.unit`.
 */
export function layOut(
  texts: readonly string[],
  line: number,
  plan: ReadPlan,
  whyMissing: (header: readonly string[]) => string = () => '',
): Layout {
  const values = plan.columns.map((column) => column.header);
  const claimed = columnsNamed(plan);
  const header = calledAsWanted(texts, claimed, line);
  refuseMoved(header, texts, claimed, line);
  const names = new Set(header);
  const lacks = (what: 'time' | 'key', name: string) =>
    missing(what, name, header, line, whyMissing(header) || didYouMean(name, header));
  const times = [plan.time.header, ...(plan.time.more ?? [])];
  for (const time of times) if (!names.has(time)) throw lacks('time', time);
  for (const key of plan.keys) if (!names.has(key.header)) throw lacks('key', key.header);
  const columns = values.filter((name) => names.has(name));
  if (columns.length === 0 && !bringsEventsAlone(plan, names))
    throw noMappedColumn(header, line, values, plan);
  refuseReading(
    plan.time.reader,
    times,
    times.map((time) => texts[header.indexOf(time)] ?? ''),
    line,
  );
  const slotOf = slotsOf(plan, columns);
  refuseDuplicates(header, line, slotOf);
  const textOf = (name: string) => texts[header.indexOf(name)] ?? name;
  refuseUnits(plan, line, 'header', columns, columns.map(textOf));
  for (const time of times) refuseZone(plan, line, 'header', textOf(time), textOf(time));
  const wanted = [...values, ...(plan.event === null ? [] : [plan.event.header])];
  const placeOf = (name: string): Place => ({ header: name, index: header.indexOf(name) });
  const { warnings, ...unknown } = strangers(
    header,
    wanted,
    [...times, ...plan.keys.map((column) => column.header)],
    plan.ignore,
  );
  return {
    header,
    written: texts,
    slots: Int32Array.from(header, (name) => slotOf.get(name) ?? SKIP_SLOT),
    time: {
      header: times.join(' + '),
      index: header.indexOf(plan.time.header),
      more: times.slice(1).map((name) => header.indexOf(name)),
    },
    keys: plan.keys.map((key) => placeOf(key.header)),
    event: plan.event !== null && names.has(plan.event.header) ? placeOf(plan.event.header) : null,
    columns,
    emptyIsReject: plan.emptyIsReject ?? (plan.keys.length > 0 && columns.length === 1),
    ...unknown,
    warnings: [...warnings, ...unitDoubts(plan, columns, textOf)],
    textOf,
  };
}

/** Every column that the plan reads or ignores by its name or its position. */
export const columnsNamed = ({ time, keys, columns, event, ignore }: ReadPlan): string[] => [
  ...[time.header, ...(time.more ?? [])],
  ...[...keys, ...columns, ...(event === null ? [] : [event])].map(({ header }) => header),
  ...(ignore === 'rest' ? [] : ignore),
];

/** What is to be told of these columns, which the file has: their headers may name other units. */
export function unitDoubts(
  { doubt }: ReadPlan,
  columns: readonly string[],
  textOf: Layout['textOf'],
): ReadSummary['warnings'] {
  const doubts = new Map(columns.map((name) => [name, doubt?.(name, textOf(name)) ?? null]));
  const doubted = columns.filter((name) => doubts.get(name) !== null);
  return warningsOf(
    'header.unit-unsure',
    doubted,
    (name) => `the header of column ${name} ${doubts.get(name)}`,
  );
}

/** What a file has and its plan neither wants nor `needs` nor ignores, and what is wanted and not in the file. */
export function strangers(
  header: readonly string[],
  wanted: readonly string[],
  needs: readonly string[],
  ignore: ReadPlan['ignore'],
): Pick<Layout, 'unmapped' | 'missingColumns' | 'warnings'> {
  const names = new Set(header);
  const isRest = ignore === 'rest';
  const ignored = isRest ? [] : ignore;
  const known = new Set([...wanted, ...needs, ...ignored, '']);
  const others = [...names].filter((name) => !known.has(name));
  const unmapped = isRest ? [] : others;
  const missingColumns = wanted.filter((name) => !names.has(name));
  return {
    unmapped,
    missingColumns,
    warnings: [
      ...(isRest && others.length > 0
        ? [
            {
              code: 'column.rest',
              message: `not read, as the source ignores the rest: ${listText(others, ', ', MOST_NAMED)}`,
            },
          ]
        : []),
      ...warningsOf('column.unmapped', unmapped, (name) => unmappedText(name, [...wanted, ...ignored])),
      ...warningsOf('column.missing', missingColumns, (name) => missingText(name, header)),
    ],
  };
}

/** A source without columns of values reads a list of events. */
function bringsEventsAlone({ columns, event }: ReadPlan, names: ReadonlySet<string>): boolean {
  return columns.length === 0 && event !== null && names.has(event.header);
}

function slotsOf(plan: ReadPlan, columns: readonly string[]): ReadonlyMap<string, number> {
  const slots = new Map(columns.map((name, slot) => [name, slot]));
  const give = (name: string, slot: number) => {
    if (slots.has(name))
      throw new Refusal(
        'invalid',
        'source.column-twice',
        `the source uses the column ${name} for two things: expected one use a column`,
        { column: name },
      );
    slots.set(name, slot);
  };
  for (const time of [plan.time.header, ...(plan.time.more ?? [])]) give(time, TIME_SLOT);
  for (const key of plan.keys) give(key.header, KEY_SLOT);
  if (plan.event !== null) give(plan.event.header, EVENT_SLOT);
  return slots;
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
        `the header names the column ${name} twice: expected one, because nobody can tell which is meant; the source may call it by its position (${placesOf(header, name).join(' or ')})`,
        { line, column: name },
      );
    seen.add(name);
  }
}

/**
 * Fails with `header.unit` where a text of the file, one for each of these columns, names another unit than the column
 * is read in: whoever reads a units row holds its cells against the plan here.
 */
export function refuseUnits(
  { contradiction }: ReadPlan,
  line: number,
  where: 'header' | 'units row',
  columns: readonly string[],
  texts: readonly string[],
): void {
  for (const [i, column] of columns.entries()) {
    const sentence = contradiction?.(column, texts[i] ?? '', where) ?? null;
    if (sentence === null) continue;
    const place = where === 'header' ? `the header of column ${column}` : `the units row under ${column}`;
    throw new Refusal('invalid', 'header.unit', `${place} ${sentence}`, { line, column });
  }
}

/** Fails with `header.zone` where a text of the file states another zone than its times are read in. */
export function refuseZone(
  { time }: ReadPlan,
  line: number,
  where: 'header' | 'above' | 'units row',
  text: string,
  column = time.header,
): void {
  const sentence = time.contradiction?.(text, where === 'above' ? 'above' : 'header') ?? null;
  if (sentence === null) return;
  const place = {
    header: `the header of column ${column}`,
    above: `line ${line}, above the header,`,
    'units row': `the units row under ${time.header}`,
  }[where];
  throw new Refusal('invalid', 'header.zone', `${place} ${sentence}`, { line, column });
}

function missing(
  what: 'time' | 'key',
  name: string,
  header: readonly string[],
  line: number,
  advice: string,
): Refusal {
  const holds = what === 'time' ? 'holds the time' : 'says what a row speaks of';
  return new Refusal(
    'invalid',
    `header.missing-${what}`,
    `expected a column ${name} that ${holds}, got a header with ${listOf(header)}${advice}`,
    { line, column: name },
  );
}

/** `came` is what has these names: the header, or the lines of a file without one. */
export function noMappedColumn(
  header: readonly string[],
  line: number,
  wanted: readonly string[],
  { others = [] }: Pick<ReadPlan, 'others'>,
  came = 'got a header with',
): Refusal {
  const near =
    looksLike(header, others) ??
    wanted.map((name) => didYouMean(name, header)).find((advice) => advice !== '') ??
    '';
  return new Refusal(
    'invalid',
    'header.no-mapped-column',
    `expected at least one of the mapped columns ${listOf(wanted)}, ${came} ${listOf(header)}${near}`,
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
  return listText(named, ', ', MOST_LISTED);
}

function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === null ? '' : `; did you mean ${near}?`;
}

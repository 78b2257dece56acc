/** A source for a file that no source reads: what its columns probably are, and what a person has to decide. */
import { isBarePosition } from '../experiment/column-position.ts';
import type { Definition } from '../experiment/definition.ts';
import { type Column, columnsOf, type FileShape } from './file-shape.ts';
import { keyColumnsOf, rowsOf, valueColumn } from './key-columns.ts';
import { holds, mappedColumns } from './map-columns.ts';
import { idOf, keptNumber, patternOf } from './match-pattern.ts';
import { codesInRows, type FoundCode } from './missing-codes.ts';
import { timeRemarks } from './time-remarks.ts';

export interface Proposal {
  /** As it would stand in `sources` of the definition. */
  readonly source: Readonly<Record<string, unknown>>;
  /** What a person has to look at, in sentences. */
  readonly remarks: readonly string[];
  /** What of it is to be decided, by its place in the source. */
  readonly guesses: readonly Guess[];
}

/** What stands behind a place of a proposal: how it was decided, and against what. */
export interface Guess {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

const LABEL_WORDS = /event|milestone|label|remark|annotation/i;

/** Maps by the nearest names; everything that is no sure thing is a remark. */
export function proposeSource(
  definition: Definition,
  shape: FileShape,
  namesUnit: (text: string) => boolean,
): Proposal {
  const columns = columnsOf(shape, namesUnit);
  const remarks = [...timeRemarks(shape)];
  const fragment = shape.preset?.source ?? {};
  const { keys, labels, mapped, value } = rolesOf(definition, shape, columns, remarks);
  const codes = keys.channel !== null ? [] : columns.filter(({ header }) => Object.hasOwn(mapped, header));
  const reading = value ?? (Object.keys(mapped).length === 1 ? Object.keys(mapped)[0] : undefined);
  const rowCodes =
    keys.channel === null || reading === undefined
      ? new Map<string, readonly FoundCode[]>()
      : codesInRows(shape, keys.channel.header, reading);
  const used = [
    ...Object.keys(mapped),
    ...[keys.unit?.header, keys.channel?.header, value, labels?.header].flatMap((name) => name ?? []),
  ];
  const ignored = ignoredOf(shape, columns, used);
  const ignore = namesIgnored(ignored, [...used, ...shape.time.columns], shape.objects);
  const hasReadings = value !== null || Object.keys(mapped).length > 0;
  if (!hasReadings && labels === null)
    remarks.push('no column could be matched with a channel: name the columns yourself');
  if (labels !== null)
    remarks.push(`${labels.header} labels events: name them, and say whether they are read or only checked`);
  return {
    source: {
      id: idOf(shape.fileName),
      match: patternOf(shape.fileName),
      ...(value === null ? {} : { layout: 'long' }),
      ...shape.dialect,
      ...(shape.time.rowsAfterHeader > 0 ? { rowsAfterHeader: shape.time.rowsAfterHeader } : {}),
      time: timeOf(shape),
      ...rowsOf(definition, keys, value, fragment.byUnit, rowCodes, remarks),
      ...(value === null ? { columns: withMissing(mapped, codes, fragment.missing) } : {}),
      ...(labels === null ? {} : { events: eventsOf(definition, labels.header, hasReadings) }),
      ...(fragment.ignoresRest ? { ignore: 'rest' } : ignore.length === 0 ? {} : { ignore }),
    },
    remarks,
    guesses: [
      ...nameGuesses(shape),
      ...codeGuesses(codes, fragment.missing),
      ...rowCodeGuesses(rowCodes),
      ...ignoredGuesses(ignored),
    ],
  };
}

/** What each column is of: of a long table the value is one column, of others columns are mapped. */
function rolesOf(definition: Definition, shape: FileShape, columns: readonly Column[], remarks: string[]) {
  const keys = keyColumnsOf(definition, columns, shape.preset?.source.byUnit);
  const labels = columns.find(({ header, kind }) => kind !== 'numbers' && LABEL_WORDS.test(header)) ?? null;
  const others = columns.filter((one) => one !== keys.unit && one !== keys.channel && one !== labels);
  const numbers = others.filter(({ kind }) => kind === 'numbers');
  if (keys.unit !== null && keys.channel !== null && numbers.length > 0)
    return { keys, labels, mapped: {}, value: valueColumn(numbers, remarks) };
  const inRows = { unit: keys.unit !== null, channel: keys.channel !== null };
  const wanted = inRows.channel ? numbers : others;
  const mapped = mappedColumns(definition, wanted, inRows, shape.fileName, remarks);
  return { keys, labels, mapped, value: null };
}

/** A column without a name is passed over, unless the number of all has to be known. */
function ignoredOf(
  { time }: FileShape,
  columns: readonly Column[],
  used: readonly string[],
): readonly Column[] {
  const isByPosition = [...used, ...time.columns].some(isBarePosition);
  return columns.filter(({ header }) => !used.includes(header) && (isByPosition || !isBarePosition(header)));
}

function ignoredGuesses(ignored: readonly Column[]): Guess[] {
  return ignored.flatMap((column, i) =>
    isBarePosition(column.header) && column.kind !== 'empty'
      ? [{ path: ['ignore', i], text: `${holds(column)}: what does it measure?` }]
      : [],
  );
}

/** An object none of whose members is used is ignored as a whole. */
function namesIgnored(
  ignored: readonly Column[],
  used: readonly string[],
  objects: readonly string[],
): readonly string[] {
  const unused = objects.filter((object) => !used.some((name) => name.startsWith(`${object}.`)));
  const names = ignored.map(
    ({ header }) => unused.find((object) => header.startsWith(`${object}.`)) ?? header,
  );
  return [...new Set(names)];
}

/** What the kind of file is known to write, and what seems to be a code; with a channel in the rows it stands there. */
function withMissing(
  mapped: Readonly<Record<string, object>>,
  coded: readonly Column[],
  known: readonly (string | number)[] = [],
): Readonly<Record<string, object>> {
  const codesOf = (header: string) => coded.find((one) => one.header === header)?.codes ?? [];
  return Object.fromEntries(
    Object.entries(mapped).map(([header, column]) => {
      const missing = [...new Set([...known, ...codesOf(header).map(({ value }) => value)])];
      return [
        header,
        missing.length === 0 ? column : { ...column, missing: missing.map((value) => ({ value })) },
      ];
    }),
  );
}

/** Behind each code that no format fixes: why it is taken for one. */
function codeGuesses(coded: readonly Column[], known: readonly (string | number)[] = []): Guess[] {
  return coded.flatMap(({ header, codes }) =>
    codes
      .filter(({ value }) => !known.includes(value))
      .map(({ why }, i) => ({ path: ['columns', header, 'missing', known.length + i, 'value'], text: why })),
  );
}

function rowCodeGuesses(codes: ReadonlyMap<string, readonly FoundCode[]>): Guess[] {
  return [...codes].flatMap(([text, own]) =>
    own.map(({ why }, i) => ({
      path: ['rows', 'channel', 'names', text, 'missing', i, 'value'],
      text: why,
    })),
  );
}

function timeOf({ time }: FileShape): object {
  const { columns, formats, epoch, needsZone, zone } = time;
  return {
    column: columns.length === 1 ? columns[0] : columns,
    formats: formats.slice(0, 1),
    ...(epoch === null ? {} : { epoch }),
    ...(needsZone ? { zone: zone ?? 'UTC' } : {}),
  };
}

/** A file without readings must say whose events it brings. */
function eventsOf({ units }: Definition, column: string, hasReadings: boolean): object {
  return { column, ...(hasReadings ? {} : { units: units.map(({ id }) => id) }), use: 'CHECK' };
}

/** A draft is made of one file, and its mission sends many. */
function nameGuesses({ fileName }: FileShape): Guess[] {
  const kept = keptNumber(fileName);
  const told = (text: string) => [{ path: ['match'], text }];
  if (kept !== null) return told(`${kept} may tell a device: put * there if it changes from file to file`);
  return patternOf(fileName).includes('*')
    ? told('what changes from file to file is *')
    : told('files of other names are not read: put * where they differ');
}

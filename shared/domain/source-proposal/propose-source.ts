/** A source for a file that no source reads: what its columns probably are, and what a person has to decide. */
import { isBarePosition } from '../experiment/column-position.ts';
import type { Definition } from '../experiment/definition.ts';
import { quoted } from '../quoted.ts';
import { isoOf } from '../time.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { roleOf } from './column-role.ts';
import { type Column, columnsOf, type FileShape } from './file-shape.ts';
import { holds, mappedColumns, measured } from './map-columns.ts';
import { idOf, keptNumber, patternOf } from './match-pattern.ts';
import { channelMeant, unitMeant } from './match-words.ts';

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

const MOST_KEY_TEXTS = 200;
const LABEL_WORDS = /event|milestone|label|remark|annotation/i;

/** Maps by the nearest names; everything that is no sure thing is a remark. */
export function proposeSource(
  definition: Definition,
  shape: FileShape,
  namesUnit: (text: string) => boolean,
): Proposal {
  const columns = columnsOf(shape, namesUnit);
  const remarks = [...timeRemarks(shape), ...nameRemarks(shape)];
  const keys = keyColumnsOf(definition, columns);
  const labels = columns.find(({ header, kind }) => kind !== 'numbers' && LABEL_WORDS.test(header)) ?? null;
  const others = columns.filter((one) => one !== keys.unit && one !== keys.channel && one !== labels);
  const numbers = others.filter(({ kind }) => kind === 'numbers');
  const isLong = keys.unit !== null && keys.channel !== null && numbers.length > 0;
  const inRows = { unit: keys.unit !== null, channel: keys.channel !== null };
  const mapped = isLong
    ? {}
    : mappedColumns(definition, inRows.channel ? numbers : others, inRows, shape.fileName, remarks);
  const value = isLong ? valueColumn(numbers, remarks) : null;
  const used = new Set([
    ...Object.keys(mapped),
    ...[keys.unit?.header, keys.channel?.header, value, labels?.header].flatMap((name) => name ?? []),
  ]);
  const left = columns.filter(({ header }) => !used.has(header));
  const isByPosition = [...used, ...shape.time.columns].some(isBarePosition);
  // A column without a name is passed over, unless the number of all has to be known.
  const ignored = left.filter(({ header }) => isByPosition || !isBarePosition(header));
  const ignore = ignored.map(({ header }) => header);
  if (!isLong && Object.keys(mapped).length === 0 && labels === null)
    remarks.push('no column could be matched with a channel: name the columns yourself');
  if (labels !== null)
    remarks.push(`${labels.header} labels events: name them, and say whether they are read or only checked`);
  return {
    source: {
      id: idOf(shape.fileName),
      match: patternOf(shape.fileName),
      ...(isLong ? { layout: 'long' } : {}),
      ...shape.dialect,
      ...(shape.time.rowsAfterHeader > 0 ? { rowsAfterHeader: shape.time.rowsAfterHeader } : {}),
      time: timeOf(shape),
      ...rowsOf(definition, keys, value, remarks),
      ...(isLong ? {} : { columns: mapped }),
      ...(labels === null
        ? {}
        : { events: eventsOf(definition, labels.header, isLong || Object.keys(mapped).length > 0) }),
      ...(ignore.length === 0 ? {} : { ignore }),
    },
    remarks,
    guesses: ignored.flatMap((column, i) =>
      isBarePosition(column.header) && column.kind !== 'empty'
        ? [{ path: ['ignore', i], text: `${holds(column)}: what does it measure?` }]
        : [],
    ),
  };
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

function timeRemarks({ time, dialect }: FileShape): string[] {
  const remarks: string[] = [];
  const [first, ...others] = time.formats;
  if (others.length > 0)
    remarks.push(
      `every time of the first rows can be read as ${[first, ...others].join(' and as ')}: ask whoever writes the file, and keep the right one`,
    );
  if (time.firstCount !== null)
    remarks.push(
      `counts as ${first}: the first row is of ${isoOf(time.firstCount)}; if it is not, they count from another epoch: say which (epoch: 1980-01-06T00:00:00Z of GPS, less its leap seconds; 2000-01-01T12:00:00Z of J2000)`,
    );
  if (typeof time.epoch === 'string')
    remarks.push(
      `the counts fit ${time.epoch.slice(0, 4)} as their beginning (LabVIEW counts from 1904), and no later one`,
    );
  if (time.epoch !== null && typeof time.epoch !== 'string')
    remarks.push(
      `${time.columns[0]} counts, and ${listText(time.epoch.above)} above the header ${time.epoch.above.length === 1 ? 'says' : 'say'} from when`,
    );
  if (time.needsZone)
    remarks.push(
      time.zone === null
        ? 'the times carry no offset: say in which zone the clock ran; UTC stands there as a guess'
        : `the times carry no offset, and the file says ${time.zone}`,
    );
  if (time.others.length > 0)
    remarks.push(
      `${listText(time.others)} ${time.others.length === 1 ? 'holds' : 'hold'} times too: ${time.columns.join(' and ')} is taken for when the readings were made; correct it if it says when they came`,
    );
  return [...remarks, ...unreadRemarks(time, dialect.header === 'none')];
}

/** Units and the like above the rows, and rows that would be rejected. */
function unreadRemarks({ rowsAfterHeader, unread }: FileShape['time'], isHeaderless: boolean): string[] {
  const [first] = unread;
  return [
    ...(rowsAfterHeader === 0
      ? []
      : [
          `${countText(rowsAfterHeader, 'row')} ${isHeaderless ? 'above' : 'between the header and'} the readings ${rowsAfterHeader === 1 ? 'has' : 'have'} no time: taken for units and the like`,
        ]),
    ...(first === undefined
      ? []
      : [
          `${countText(unread.length, 'row')} further down ${unread.length === 1 ? 'has' : 'have'} no readable time and would be rejected (first: line ${first.line}, ${quoted(first.text)})`,
        ]),
  ];
}

function nameRemarks({ fileName }: FileShape): string[] {
  const kept = keptNumber(fileName);
  return kept === null
    ? []
    : [
        `match keeps ${kept} of the name, which may tell a device: put * there if it changes from file to file`,
      ];
}

interface Keys {
  readonly unit: Column | null;
  readonly channel: Column | null;
}

/** Columns of texts most of which are units, or channels, of the experiment. */
function keyColumnsOf(definition: Definition, columns: readonly Column[]): Keys {
  const speaking = (meant: (text: string) => string | null) =>
    columns.find(({ kind, texts }) => {
      if (kind !== 'texts' || texts.length > MOST_KEY_TEXTS) return false;
      return texts.filter((text) => meant(text) !== null).length * 2 >= texts.length;
    }) ?? null;
  const unit = speaking(
    (text) => definition.units.find(({ id }) => sameWord(id, text))?.id ?? sideOf(definition, text),
  );
  const channel = speaking((text) => channelMeant(definition, text));
  return { unit, channel: channel === unit ? null : channel };
}

function sideOf(definition: Definition, text: string): string | null {
  return definition.units.length > 1 ? unitMeant(definition, text) : null;
}

function sameWord(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Of several the one that speaks of values; a raw count, a counter or a state is none. */
function valueColumn(numbers: readonly Column[], remarks: string[]): string {
  const measured = numbers.filter(({ header }) => roleOf(header, []).word === null);
  const values = measured.filter(({ header }) => /val|reading|eng|data|measure/i.test(header));
  const [first, ...others] = values.length > 0 ? values : measured.length > 0 ? measured : numbers;
  if (first === undefined) return '';
  if (others.length > 0)
    remarks.push(
      `${listText([first, ...others].map(({ header }) => header))} may each be the value: ${first.header} is taken`,
    );
  else if (measured.length === 0)
    remarks.push(`${first.header} is taken for the value, which its name does not say`);
  return first.header;
}

function rowsOf(
  definition: Definition,
  { unit, channel }: Keys,
  value: string | null,
  remarks: string[],
): { rows?: object } {
  if (unit === null && channel === null) return {};
  const named = (column: Column, meant: (text: string) => unknown) => {
    const found = column.texts.map((text) => [text, meant(text)] as const);
    const unknown = found.filter(([, one]) => one === null).map(([text]) => text);
    if (unknown.length > 0)
      remarks.push(`${column.header} has rows of ${unknown.join(', ')}: name or ignore them`);
    const names = Object.fromEntries(found.filter(([, one]) => one !== null));
    return { column: column.header, names };
  };
  const units =
    unit &&
    named(
      unit,
      (text) => definition.units.find(({ id }) => sameWord(id, text))?.id ?? sideOf(definition, text),
    );
  const channels =
    channel &&
    named(channel, (text) => {
      const id = channelMeant(definition, text);
      const as = id === null ? null : measured(definition, { header: text, unitText: null }, id, remarks);
      return as === null ? null : { channel: id, ...as };
    });
  return {
    rows: {
      ...(units === null ? {} : { unit: units }),
      ...(channels === null ? {} : { channel: channels }),
      ...(value === null ? {} : { value }),
    },
  };
}

/** A source for a file that no source reads: what its columns probably are, and what a person has to decide. */
import type { Definition } from '../experiment/definition.ts';
import { isoOf, type Micros } from '../time.ts';
import { channelMeant, unitMeant, unitOfMeasureMeant } from './match-words.ts';

/** What is known of the file's text. */
export interface FileShape {
  readonly fileName: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly decimal: '.' | ',';
  readonly time: {
    readonly column: string;
    readonly formats: readonly string[];
    readonly needsZone: boolean;
    /** Of counts: the time of the first row. */
    readonly firstCount: Micros | null;
  };
  /** Keys of the source that say the format, or the dialect. */
  readonly dialect: Readonly<Record<string, string | number>>;
}

export interface Proposal {
  /** As it would stand in `sources` of the definition. */
  readonly source: Readonly<Record<string, unknown>>;
  /** What a person has to look at, in sentences. */
  readonly remarks: readonly string[];
}

interface Column {
  readonly header: string;
  readonly kind: 'empty' | 'numbers' | 'texts';
  /** Different texts, the first ones. */
  readonly texts: readonly string[];
}

const MOST_KEY_TEXTS = 200;
const LABEL_WORDS = /event|milestone|label|remark|annotation/i;

/** Maps by the nearest names; everything that is no sure thing is a remark. */
export function proposeSource(definition: Definition, shape: FileShape): Proposal {
  const columns = columnsOf(shape);
  const remarks = timeRemarks(shape);
  const keys = keyColumnsOf(definition, columns);
  const numbers = columns.filter(({ kind }) => kind === 'numbers');
  const isLong = keys.unit !== null && keys.channel !== null && numbers.length > 0;
  const mapped = isLong ? {} : mappedColumns(definition, numbers, keys, remarks);
  const value = isLong ? valueColumn(numbers) : null;
  const labels = columns.find(({ header, kind }) => kind !== 'numbers' && LABEL_WORDS.test(header)) ?? null;
  const used = new Set([
    ...Object.keys(mapped),
    ...[keys.unit?.header, keys.channel?.header, value, labels?.header].filter((name) => name !== undefined),
  ]);
  const ignore = columns.map(({ header }) => header).filter((header) => !used.has(header));
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
      time: {
        column: shape.time.column,
        formats: shape.time.formats.slice(0, 1),
        ...(shape.time.needsZone ? { zone: 'UTC' } : {}),
      },
      ...rowsOf(definition, keys, value, remarks),
      ...(isLong ? {} : { columns: mapped }),
      ...(labels === null
        ? {}
        : { events: eventsOf(definition, labels.header, isLong || Object.keys(mapped).length > 0) }),
      ...(ignore.length === 0 ? {} : { ignore }),
    },
    remarks,
  };
}

/** A file without readings must say whose events it brings. */
function eventsOf({ units }: Definition, column: string, hasReadings: boolean): object {
  return { column, ...(hasReadings ? {} : { units: units.map(({ id }) => id) }), use: 'CHECK' };
}

function timeRemarks({ time }: FileShape): string[] {
  const remarks: string[] = [];
  const [first, ...others] = time.formats;
  if (others.length > 0)
    remarks.push(
      `every time of the first rows can be read as ${[first, ...others].join(' and as ')}: ask whoever writes the file, and keep the right one`,
    );
  if (time.firstCount !== null)
    remarks.push(
      `counts as ${first}: the first row is of ${isoOf(time.firstCount)}; if it is not, they count from another epoch (GPS from 1980, others from 2000), which no format reads`,
    );
  if (time.needsZone)
    remarks.push('the times carry no offset: say in which zone the clock ran; UTC stands there as a guess');
  return remarks;
}

function columnsOf({ header, rows, decimal, time }: FileShape): Column[] {
  return header.flatMap((name, i) => {
    if (name === '' || name === time.column) return [];
    const texts = rows.map((row) => row[i] ?? '').filter((text) => text !== '');
    return [{ header: name, kind: kindOf(texts, decimal), texts: [...new Set(texts)] }];
  });
}

function kindOf(texts: readonly string[], decimal: '.' | ','): Column['kind'] {
  if (texts.length === 0) return 'empty';
  const isNumber = (text: string) =>
    Number.isFinite(Number(decimal === ',' ? text.replace('.', 'x').replace(',', '.') : text));
  return texts.filter(isNumber).length * 2 >= texts.length ? 'numbers' : 'texts';
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

function mappedColumns(
  definition: Definition,
  numbers: readonly Column[],
  keys: Keys,
  remarks: string[],
): Record<string, object> {
  const taken = new Map<string, string>();
  const mapped: Record<string, object> = {};
  for (const { header } of numbers) {
    const unit = keys.unit === null ? unitMeant(definition, header) : '';
    const channel = keys.channel === null ? channelMeant(definition, header) : '';
    if (channel === null) remarks.push(`${header} looks like no channel of the experiment: it is ignored`);
    else if (unit === null) remarks.push(`${header} looks like ${channel}, but of which unit? It is ignored`);
    if (unit === null || channel === null) continue;
    const as = channel === '' ? {} : measured(definition, header, channel, remarks);
    if (as === null) continue;
    const twin = taken.get(`${unit} ${channel}`);
    if (twin !== undefined) {
      remarks.push(
        `${header} looks like ${twin} (${channel}): map it to a sensor of its own, or leave it out`,
      );
      continue;
    }
    taken.set(`${unit} ${channel}`, header);
    mapped[header] = {
      ...(unit === '' ? {} : { unit }),
      ...(channel === '' ? {} : { channel, ...as }),
    };
  }
  return mapped;
}

/** Null where the name surely says a unit that is not the channel's kind. */
function measured(
  definition: Definition,
  name: string,
  channel: string,
  remarks: string[],
): { as?: string } | null {
  const own = definition.channels.find(({ id }) => id === channel)?.unit ?? '1';
  const { as, remark, isOther } = unitOfMeasureMeant(name, channel, own);
  if (remark !== null) remarks.push(remark);
  if (isOther) return null;
  return as === null ? {} : { as };
}

function valueColumn(numbers: readonly Column[]): string {
  return (numbers.find(({ header }) => /val|reading|eng/i.test(header)) ?? numbers[0])?.header ?? '';
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
      const as = id === null ? null : measured(definition, text, id, remarks);
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

/** `fu1-2026-03-13.csv.gz` is read by `fu1-*.csv*`: what changes from day to day is any text. */
function patternOf(fileName: string): string {
  const pattern = fileName.replace(/\.(gz|zst)$/i, '*').replaceAll(/\d{2,}([-_.:T]?\d+)*/g, '*');
  return /[A-Za-z]/.test(pattern.replace(/\.(csv|ndjson|jsonl)\*?$/i, ''))
    ? pattern.replaceAll(/\*+/g, '*')
    : fileName;
}

function idOf(fileName: string): string {
  const stem = fileName.replace(/\..*$/, '').replaceAll(/\d{2,}/g, '');
  const id = stem
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
  return id.slice(0, 60) || 'source';
}

/**
 * Files of the Space Acceleration Measurement System as rows: records, and the header that says when they begin. Both come as
 * members of a zip in any order, paired by name, or as one behind the other, as which two files of their own are read.
 */
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import { countText } from '../../domain/words/count.ts';
import { listText } from '../../domain/words/list.ts';
import { sizeText } from '../../domain/words/size.ts';
import { isZip, unzip, type ZipMember } from '../zip/unzip.ts';
import { MOST_HEADER_BYTES, PAD_HEADER, padParts } from './pad-parts.ts';
import { type PadRead, readPad, readPadHeader } from './read-pad.ts';

/** Of an archive, and of a member unpacked: an hour at 500 Hz is 29 MB. */
const MOST_BYTES = 64 * 1024 ** 2;
/** What a day of minutes has, with their headers. */
const MOST_MEMBERS = 4000;
/** Named one by one. */
const MOST_TOLD = 3;
const ROWS_AT_ONCE = 4096;
/** Header and records differ by more only where they are of two files. */
const RATE_ALIKE = 0.05;

/** What is said of an archive beside its rows. */
export interface ToldOfArchive {
  bytes: number;
  readonly warnings: { readonly code: string; readonly message: string }[];
}

/**
 * Rows `t,x,y,z` as text: UTC and g, pair by pair in the order of time. Fails with `sams.header-awaited` (records alone), `sams.pair`, `sams.fit`,
 * as `readPad` does, and as an archive does.
 *
 * @param told is filled in while the rows are read
 */
export async function* padRows(
  chunks: AsyncIterable<Uint8Array>,
  told: ToldOfArchive,
): AsyncGenerator<Uint8Array> {
  const file = await collectedArchive(chunks);
  told.bytes = file.length;
  const parts = padParts(file);
  if (parts !== null && parts.records.length === 0) {
    told.warnings.push(headerTold(parts.header));
    return yield Buffer.from('t,x,y,z\n');
  }
  const pairs =
    parts === null ? pairsOfArchive(file) : [{ name: '', text: parts.header, records: () => parts.records }];
  const starts = pairs.map((pair) => ({ pair, at: /<TimeZero>([^<]*)/.exec(pair.text)?.[1] ?? '' }));
  const inOrder = starts.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))).map(({ pair }) => pair);
  const filters: string[] = [];
  let first: PadRead | null = null;
  yield Buffer.from('t,x,y,z\n');
  for (const { name, records, text } of inOrder) {
    const read = readPad(records(), text);
    refuseUnfit(name, read, first, pairs);
    first ??= read;
    if (read.filterStart !== null)
      filters.push(`${name === '' ? '' : `${name}: `}${read.filterStart.message}`);
    yield* rowsOf(read);
  }
  told.warnings.push(...filterWarnings(filters));
}

/** Of a header alone: its records are read where they come. */
function headerTold(header: string): ToldOfArchive['warnings'][number] {
  const { sampleRateHz, startedAt, sensor } = readPadHeader(header);
  const message = `a header of the sensor ${sensor}, of ${sampleRateHz} Hz from ${isoOf(startedAt)} on: its records are read with it once both are here`;
  return { code: PAD_HEADER, message };
}

function pairsOfArchive(file: Uint8Array): NamedPad[] {
  if (!isZip(file))
    throw refused(
      'header-awaited',
      'expected records with their header, got records alone: they are read once a file of their name and .header has come',
    );
  return pairsIn(unzip(file, MOST_BYTES, MOST_MEMBERS)).map(({ name, header, records }) => ({
    ...{ name, text: headerText(header), records: () => records.read() },
  }));
}

interface NamedPad {
  /** '' where there is one. */
  readonly name: string;
  readonly text: string;
  readonly records: () => Uint8Array;
}

async function collectedArchive(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > MOST_BYTES)
      throw new Refusal(
        'too-large',
        'sams.too-large',
        `expected an archive of at most ${sizeText(MOST_BYTES)}, got more: pack fewer files into one`,
      );
    kept.push(chunk);
  }
  return Buffer.concat(kept);
}

interface Pair {
  readonly name: string;
  readonly header: ZipMember;
  readonly records: ZipMember;
}

const HEADER = /\.header$/i;

/** What systems put beside files is none of them. */
const isOfSystem = ({ name }: ZipMember): boolean =>
  /\/$|(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$)/.test(name);

function pairsIn(members: readonly ZipMember[]): Pair[] {
  const own = members.filter((member) => !isOfSystem(member));
  const headers = new Map(
    own.filter(({ name }) => HEADER.test(name)).map((one) => [one.name.replace(HEADER, ''), one]),
  );
  const records = new Map(own.filter(({ name }) => !HEADER.test(name)).map((one) => [one.name, one]));
  const alone = [
    ...[...records.keys()].flatMap((name) =>
      headers.has(name) ? [] : [`${quoted(name)} without ${quoted(`${name}.header`)}`],
    ),
    ...[...headers].flatMap(([name, one]) =>
      records.has(name) ? [] : [`${quoted(one.name)} without ${quoted(name)}`],
    ),
  ];
  if (alone.length > 0)
    throw refused(
      'pair',
      `expected each file of records beside its header, got ${listText(alone, ', ', 6)}: nothing of the archive is taken in; pack both`,
    );
  if (records.size === 0)
    throw refused(
      'pair',
      'expected a file of records and its header (a.pad and a.pad.header), the archive is empty',
    );
  return [...records].map(([name, one]) => ({ name, records: one, header: headers.get(name)! }));
}

function headerText({ name, bytes, read }: ZipMember): string {
  if (bytes > MOST_HEADER_BYTES)
    throw refused(
      'header',
      `expected a header of at most ${sizeText(MOST_HEADER_BYTES)}, ${quoted(name)} has ${sizeText(bytes)}`,
    );
  return Buffer.from(read()).toString('latin1');
}

/** A header that is of other records, and records of another sensor: nobody would see it in the numbers. */
function refuseUnfit(name: string, read: PadRead, first: PadRead | null, pairs: readonly NamedPad[]): void {
  const { seconds } = read.accelerations;
  const hertz = (seconds.length - 1) / (seconds.at(-1)! - seconds[0]!);
  const { sampleRateHz } = read;
  if (seconds.length > 1 && Math.abs(hertz / sampleRateHz - 1) > RATE_ALIKE)
    throw refused(
      'fit',
      `the header${name === '' ? '' : ` of ${quoted(name)}`} says ${sampleRateHz} Hz, and its records are ${Number(hertz.toPrecision(4))} Hz: it is that of another file`,
    );
  const other = pairs.find((pair) => pair.name !== name && pair.name.endsWith(read.file) && read.file !== '');
  if (other !== undefined)
    throw refused('fit', `the header of ${quoted(name)} says that it is of ${quoted(other.name)}`);
  for (const what of ['sensor', 'axes'] as const)
    if (first !== null && first[what] !== read[what])
      throw refused(
        'fit',
        `expected one sensor and one system of axes in an archive, got ${quoted(first[what])} and ${quoted(read[what])} (${quoted(name)}): pack them apart`,
      );
}

/** Numbers of 32 bits have nine digits at most. */
const DIGITS = 9;

function* rowsOf({ startedAt, accelerations: { seconds, x, y, z } }: PadRead): Generator<Uint8Array> {
  const axis = (value: number) => Number(value.toPrecision(DIGITS));
  for (let from = 0; from < seconds.length; from += ROWS_AT_ONCE) {
    const rows: string[] = [];
    for (let i = from; i < Math.min(from + ROWS_AT_ONCE, seconds.length); i++) {
      const at = isoOf(startedAt + Math.round(seconds[i]! * 1e6));
      rows.push(`${at},${axis(x[i]!)},${axis(y[i]!)},${axis(z[i]!)}\n`);
    }
    yield Buffer.from(rows.join(''));
  }
}

function filterWarnings(filters: readonly string[]): ToldOfArchive['warnings'] {
  const code = 'sams.filter-start';
  const told = filters.slice(0, MOST_TOLD).map((message) => ({ code, message }));
  const rest = filters.length - told.length;
  if (rest <= 0) return told;
  return [
    ...told,
    {
      code,
      message: `${countText(rest, 'file')} more that ${rest === 1 ? 'begins' : 'begin'} with the settling of the filter`,
    },
  ];
}

const refused = (what: 'header-awaited' | 'pair' | 'fit' | 'header', sentence: string): Refusal =>
  new Refusal('invalid', `sams.${what}`, sentence);

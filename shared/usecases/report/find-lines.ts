/** The way back from a number: the lines of a file that it came from. */
import type { LinesOnWire, LinesQueried } from '../../contract/downlinks.ts';
import { rawKey } from '../../domain/archive/keys.ts';
import { Damaged } from '../../domain/damaged.ts';
import { isOpen, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { emptyRange } from '../../domain/empty-range.ts';
import { unitNamed, unitSeries } from '../../domain/experiment/lookups.ts';
import { quoted, shortened } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import { listText } from '../../domain/words/list.ts';
import { plainText } from '../../domain/words/plain-text.ts';
import { sizeText } from '../../domain/words/size.ts';
import { numberLines } from '../../formats/reading/number-lines.ts';
import type { Encoding } from '../../formats/reading/text-stages.ts';
import { ObjectMissing, type Ports } from '../../ports.ts';
import { receiptNamed } from '../answer/show-receipt.ts';
import { type OpenDownlink, openDownlink } from '../arrive/downlink-sink.ts';
import { inspectKept, type KeptInspection } from '../arrive/inspect-kept.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { type AskedSeries, linesOfSeries, type Meant, noText } from './lines-of-series.ts';

/** As it lies, and unpacked: more is not read three times (inspected, read, its lines told) within the time of an answer. */
const MOST_BYTES = 256 * 1024 ** 2;
const LONGEST_TEXT = 500;

/**
 * Lines of the file of a downlink: those of the samples of a series in [from, to), those that hold a text, or one by its
 * number with its neighbours. Reads the file as it came, however long ago. Refuses an unknown downlink, unit or channel,
 * a question that names not one of these, and a file that has not come, is too large, holds no series or is no text.
 */
export async function findLines(
  ports: Ports,
  experiment: string,
  downlink: string,
  query: LinesQueried,
  mostBytes = MOST_BYTES,
): Promise<LinesOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const receipt = await receiptNamed(ports, experiment, downlink);
  const asked = askedOf(loaded, query);
  refuseUnread(receipt, mostBytes);
  if ('series' in asked) refuseOther(receipt, asked);
  const inspection = await inspected(ports, experiment, receipt);
  const open = () => boundedFile(openDownlink(ports, inspection), receipt.fileName, mostBytes);
  const lines: EachLine = (take) =>
    numberLines(open().chunks, encodingOf(loaded, receipt), (line, bytes) => {
      // A NUL stands in the first line of every image and archive, and in none of a text.
      if (line === 1 && bytes.includes(0)) throw noText(receipt.fileName);
      take(line, bytes);
    });
  const meant =
    'series' in asked
      ? await linesOfSeries(ports, loaded, receipt, { open, asked, limit: query.limit })
      : 'text' in asked
        ? await linesWith(lines, asked.text, query.limit)
        : await linesAround(lines, asked);
  const { fileName, sha256 } = receipt;
  const { at, ...counted } = meant;
  return {
    downlink,
    fileName,
    ...(sha256 !== null && { sha256 }),
    ...counted,
    ...(await textsOf(lines, at)),
  };
}

/** Fails with `Damaged` where the file is gone too. */
async function inspected(ports: Ports, experiment: string, receipt: ReceiptRecord): Promise<KeptInspection> {
  try {
    return await inspectKept(ports, { experiment, downlink: receipt.id }, receipt);
  } catch (error) {
    if (error instanceof ObjectMissing) throw new Damaged(rawKey(experiment, receipt.id), error);
    throw error;
  }
}

function askedOf(
  { index }: LoadedExperiment,
  { unit, channel, from = -Infinity, to = Infinity, with: text, line, around }: LinesQueried,
): AskedSeries | AskedPlace | { readonly text: string } {
  const isOfSeries = unit !== undefined || channel !== undefined;
  const kinds = [isOfSeries, text !== undefined, line !== undefined].filter(Boolean).length;
  if (kinds === 1 && text !== undefined) return { text };
  if (kinds === 1 && line !== undefined) return { line, around };
  if (kinds !== 1 || unit === undefined || channel === undefined)
    throw new Refusal(
      'invalid',
      'lines.question',
      'expected a unit and a channel, whose samples are looked for, or a text that lines hold (with), or the number of a line, and only one of these',
      { field: kinds < 2 ? (unit === undefined ? 'unit' : 'channel') : line === undefined ? 'with' : 'line' },
    );
  if (from >= to) throw emptyRange('lines', { from, to });
  const measured = unitSeries(index, unitNamed(index, unit).id).map(({ series }) => series);
  if (measured.includes(channel)) return { unit, series: channel, from, to };
  throw new Refusal(
    'not-found',
    'channel.not-measured',
    `the unit ${unit} does not measure ${quoted(channel)}; it measures ${measured.join(', ') || 'nothing'}`,
    { field: 'channel' },
  );
}

function refuseUnread({ state, bytes, fileName }: ReceiptRecord, mostBytes: number): void {
  if (isOpen(state))
    throw new Refusal(
      'conflict',
      'lines.not-here',
      `nothing of ${quoted(fileName)} has been read yet (${state}): ask again once it is INGESTED`,
    );
  if (bytes > mostBytes) throw tooLarge(`${quoted(fileName)} has ${sizeText(bytes)}`, mostBytes);
}

/** That none of its lines is of a series says little where the whole file is of others. */
function refuseOther({ ranges, fileName }: ReceiptRecord, { unit, series }: AskedSeries): void {
  if (ranges.length === 0 || ranges.some((one) => one.unit === unit && one.channel === series)) return;
  const held = listText([...new Set(ranges.map((one) => `${one.unit} ${one.channel}`))], ', ', 12);
  throw new Refusal(
    'not-found',
    'lines.other-series',
    `${quoted(fileName)} holds no sample of ${unit} ${series}; it holds ${held}`,
    { field: 'unit' },
  );
}

const tooLarge = (what: string, mostBytes: number): Refusal =>
  new Refusal(
    'too-large',
    'lines.too-large',
    `${what}: at most ${sizeText(mostBytes)} are looked through for one answer; search in your own copy of the file`,
  );

/** Of a file that nothing reads any more that of most: its lines can be told all the same. */
function encodingOf({ index }: LoadedExperiment, { source }: ReceiptRecord): Encoding {
  const read = source === null ? undefined : index.sources.get(source);
  return read?.format === 'csv' ? read.encoding : 'utf-8';
}

/** Goes through all of them, from the first on; resolves to how many there are. */
type EachLine = (take: (line: number, bytes: Buffer) => void) => Promise<number>;

async function linesWith(lines: EachLine, text: string, limit: number): Promise<Meant> {
  const [wanted, at] = [Buffer.from(text), new Map<number, null>()];
  let found = 0;
  let first: number | null = null;
  let last: number | null = null;
  await lines((line, bytes) => {
    if (!bytes.includes(wanted)) return;
    found++;
    first ??= line;
    last = line;
    if (at.size < limit) at.set(line, null);
  });
  return { found, first, last, at };
}

interface AskedPlace {
  readonly line: number;
  readonly around: number;
}

/** Found is the line itself; those around it are shown with it. */
async function linesAround(lines: EachLine, { line: wanted, around }: AskedPlace): Promise<Meant> {
  const at = new Map<number, null>();
  await lines((line) => {
    if (Math.abs(line - wanted) <= around) at.set(line, null);
  });
  const isThere = at.has(wanted);
  return { found: isThere ? 1 : 0, first: isThere ? wanted : null, last: isThere ? wanted : null, at };
}

async function textsOf(each: EachLine, at: Meant['at']): Promise<Pick<LinesOnWire, 'lines' | 'read'>> {
  const lines: LinesOnWire['lines'] = [];
  const read = await each((line, bytes) => {
    const meant = at.get(line);
    if (meant === undefined) return;
    const text = shortened(shownText(bytes.toString('utf8')), LONGEST_TEXT);
    lines.push({ line, ...(meant !== null && { at: isoOf(meant.at), cells: [...meant.cells] }), text });
  });
  return { read, lines };
}

/** Tabs part columns. */
const shownText = (text: string): string => text.split('\t').map(plainText).join('\t');

/** The file, of which no more is read than an answer has time for. */
function boundedFile(file: OpenDownlink, fileName: string, mostBytes: number): OpenDownlink {
  return { ...file, chunks: atMost(file.chunks, fileName, mostBytes) };
}

async function* atMost(
  chunks: AsyncIterable<Uint8Array>,
  fileName: string,
  mostBytes: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw tooLarge(`${quoted(fileName)} unpacks to more`, mostBytes);
    yield chunk;
  }
}

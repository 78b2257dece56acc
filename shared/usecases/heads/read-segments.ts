import type { RankedFrame } from '../../domain/archive/samples.ts';
import type { HeadEntry, HeadRecord, SegmentReference } from '../../domain/bucket/head.ts';
import { isIngested, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import type { UnitsRead } from '../../domain/experiment/units-read.ts';
import { oncePer } from '../../domain/once-per.ts';
import { sideBySide } from '../../domain/side-by-side.ts';
import type { Frame } from '../../domain/telemetry/frame.ts';
import { firstAtOrAfter } from '../../domain/telemetry/search-times.ts';
import type { Micros } from '../../domain/time.ts';
import { decodeFrame } from '../../formats/parquet/decode-frame.ts';
import type { Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';
import { unitsReadUnder } from '../known/units-read-under.ts';

export interface TimeRange {
  /** Inclusive. */
  readonly from: Micros;
  /** Exclusive. */
  readonly to: Micros;
}

/** A segment, and what its samples were read in. */
export interface ReadSegment extends SegmentReference {
  readonly unitsRead?: UnitsRead;
}

export interface ReadEntry extends HeadEntry {
  readonly segments: ReadSegment[];
}

/** The segments that hold samples in the range. */
export function segmentsIn<S extends SegmentReference>(
  entries: readonly { readonly segments: readonly S[] }[],
  range: TimeRange | null,
): S[] {
  return entries
    .flatMap((entry) => entry.segments)
    .filter((segment) => range === null || (segment.to >= range.from && segment.from < range.to));
}

/**
 * The entries that count. One that is not marked yet asks its receipt, so that a downlink becomes visible whole:
 * in all its heads at the moment its receipt says INGESTED, by the attempt that the receipt finished with.
 */
export async function visibleEntries(
  ports: Ports,
  experiment: string,
  head: HeadRecord,
): Promise<ReadEntry[]> {
  // Asked once: of two attempts at a downlink exactly one counts.
  const attemptOf = oncePer((downlink: string) => attemptInForce(ports, experiment, downlink));
  const unitsOf = oncePer((readings: string) =>
    unitsReadUnder(ports, experiment, readings === '' ? [] : readings.split(' ')),
  );
  const visible: ReadEntry[] = [];
  for (const entry of head.entries) {
    const { downlink, attempt } = entry;
    if (!entry.visible && downlink !== null && (await attemptOf(downlink)) !== attempt) continue;
    const segments: ReadSegment[] = [];
    for (const segment of withReadings(entry)) {
      const { readings = [] } = segment;
      segments.push({ ...segment, unitsRead: await unitsOf(readings.join(' ')) });
    }
    visible.push({ ...entry, segments });
  }
  return visible;
}

/** The segments of an entry, each with what it was read under where that is known. */
export function withReadings({ segments, readings }: HeadEntry): SegmentReference[] {
  if (readings === undefined) return segments;
  return segments.map((segment) => (segment.readings === undefined ? { ...segment, readings } : segment));
}

async function attemptInForce(ports: Ports, experiment: string, downlink: string): Promise<number | null> {
  const receipt = (await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink)))?.item;
  return receipt !== undefined && isIngested(receipt.state) ? receipt.attempt : null;
}

export interface WantedSamples {
  readonly series?: ReadonlySet<string>;
  readonly range?: TimeRange;
}

/** Cells that are kept at most: 64 MB of values. */
const MOST_CELLS = 8_000_000;

/** Whole segments, decoded once for those that read them again within one run. */
export class DecodedSegments {
  readonly #frames = new Map<string, Frame>();
  #cells = 0;

  get(key: string): Frame | undefined {
    return this.#frames.get(key);
  }

  keep(key: string, frame: Frame): void {
    const cells = frame.times.length * (1 + frame.columns.length);
    if (this.#frames.has(key) || this.#cells + cells > MOST_CELLS) return;
    this.#frames.set(key, frame);
    this.#cells += cells;
  }
}

export interface ReadFrame<S extends SegmentReference> extends RankedFrame {
  readonly segment: S;
}

/** Where segments are kept. */
export interface SegmentStore {
  readonly archive: Pick<Ports['archive'], 'read'>;
}

/**
 * Reads segments, a few at a time; `wanted` limits series and times to what the caller needs: of the others nothing is
 * read. In the order of the segments. Fails with `Damaged`.
 */
export async function readSegments<S extends SegmentReference>(
  ports: SegmentStore,
  segments: readonly S[],
  wanted: WantedSamples = {},
  decoded: DecodedSegments = new DecodedSegments(),
): Promise<ReadFrame<S>[]> {
  const { series, range } = wanted;
  const frameOf = async (key: string): Promise<Frame> => {
    const known = decoded.get(key);
    if (known !== undefined) return partOf(known, wanted);
    const frame = await intact(key, async () =>
      decodeFrame(await ports.archive.read(key), { ...(series && { series }), ...range }),
    );
    if (series === undefined && range === undefined) decoded.keep(key, frame);
    return frame;
  };
  const inside = segments.filter(({ from, to }) => !range || (to >= range.from && from < range.to));
  const frames: ReadFrame<S>[] = [];
  await sideBySide([...inside.entries()], async ([i, segment]) => {
    frames[i] = { frame: await frameOf(segment.key), rank: segment.rank, segment };
  });
  return frames;
}

/** What a frame that is there holds of the samples wanted. */
function partOf({ times, columns }: Frame, { series, range }: WantedSamples): Frame {
  const from = firstAtOrAfter(times, range?.from ?? -Infinity);
  const to = firstAtOrAfter(times, range?.to ?? Infinity);
  const some = columns.filter((column) => series === undefined || series.has(column.series));
  if (from === 0 && to === times.length) return { times, columns: some };
  return {
    times: times.subarray(from, to),
    columns: some.map((column) => ({
      ...column,
      values: column.values.subarray(from, to),
      flags: typeof column.flags === 'number' ? column.flags : column.flags.subarray(from, to),
    })),
  };
}

import type { RankedFrame } from '../domain/archive/samples.ts';
import type { HeadEntry, HeadRecord, SegmentReference } from '../domain/records/head.ts';
import { isIngested, receiptKey, receiptKind } from '../domain/records/receipt.ts';
import type { Frame } from '../domain/telemetry/frame.ts';
import type { Micros } from '../domain/time.ts';
import { decodeFrame } from '../formats/parquet/frame.ts';
import type { Ports } from '../ports.ts';

export interface TimeRange {
  /** Inclusive. */
  readonly from: Micros;
  /** Exclusive. */
  readonly to: Micros;
}

/** The segments that hold samples in the range. */
export function segmentsIn(entries: readonly HeadEntry[], range: TimeRange | null): SegmentReference[] {
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
): Promise<HeadEntry[]> {
  const visible: HeadEntry[] = [];
  for (const entry of head.entries) {
    if (entry.visible || (await isFinished(ports, experiment, entry))) visible.push(entry);
  }
  return visible;
}

async function isFinished(
  ports: Ports,
  experiment: string,
  { downlink, attempt }: HeadEntry,
): Promise<boolean> {
  if (downlink === null) return true;
  const receipt = (await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink)))?.item;
  return receipt !== undefined && isIngested(receipt.state) && receipt.attempt === attempt;
}

/** Reads segments; `wanted` limits series and times to what the caller needs. */
export async function readSegments(
  ports: Ports,
  segments: readonly SegmentReference[],
  wanted: { series?: ReadonlySet<string>; range?: TimeRange } = {},
): Promise<RankedFrame[]> {
  return Promise.all(
    segments.map(async (segment) => {
      const bytes = await ports.archive.read(segment.key);
      const frame = await decodeFrame(bytes, {
        ...(wanted.series && { series: wanted.series }),
        ...(wanted.range && { from: wanted.range.from, to: wanted.range.to }),
      });
      return { frame: frame satisfies Frame, rank: segment.rank };
    }),
  );
}

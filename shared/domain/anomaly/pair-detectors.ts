/** The detectors of one pair (OFFSET) as a fold over its delta pages in order of time. The state is plain JSON. */
import * as z from 'zod';
import type { UnitSeries } from '../experiment/unit-series.ts';
import type { Micros } from '../time.ts';
import { foldOffset, OFFSET_START, type OffsetBlock, offsetBlockSchema } from '../twins/offset.ts';
import type { StuckIntervals } from '../twins/pair-filter.ts';
import { type Anomaly, byOnset, holdingAt } from './anomaly.ts';
import { offsetAnomaly } from './offset-anomaly.ts';

/** Changes whenever the pair's detectors would say something else about the same pages. */
export const PAIR_DETECTORS = 'pair-detectors/2';

const offsetSchema = z.object({
  channel: z.string(),
  from: z.number(),
  to: z.number().nullable(),
  sign: z.union([z.literal(1), z.literal(-1)]),
  medians: z.array(z.number()),
  worstMedian: z.number(),
  triggerValue: z.number(),
});
export const pairDetectorStateSchema = z.object({
  pair: z.string(),
  /** Of each channel with a margin. */
  offsets: z.record(
    z.string(),
    z.object({
      run: z.array(offsetBlockSchema),
      open: offsetSchema.nullable(),
      /** The newest pair's time on the flight's axis; null where nothing was paired yet. */
      last: z.number().nullable(),
    }),
  ),
  /** The newest sample of either unit, on the flight's axis. */
  asOf: z.number().nullable(),
});
export type PairDetectorState = z.infer<typeof pairDetectorStateSchema>;

/** A channel of the pair with the margin it is held against, and when either sensor stood still. */
export interface JudgedChannel {
  readonly channel: UnitSeries;
  readonly margin: number;
  readonly stuck: StuckIntervals;
}

/** What a delta page comes to for one channel. */
export interface PagedChannel {
  readonly series: string;
  /** Of its good pairs, sensors that stood still left out. */
  readonly blocks: readonly OffsetBlock[];
  /** The newest pair's time on the flight's axis, good or not; null where nothing is paired. */
  readonly last: Micros | null;
}

/** The state of a pair before its first page. */
export function startPair(pair: string): PairDetectorState {
  return { pair, offsets: {}, asOf: null };
}

/** Takes the next delta page in; `closed` are the anomalies that ended in it. Changes neither argument. */
export function foldDeltaPage(
  state: PairDetectorState,
  page: { readonly extent: { readonly to: number } | null; readonly channels: readonly PagedChannel[] },
  judged: readonly JudgedChannel[],
): { state: PairDetectorState; closed: Anomaly[] } {
  const offsets = { ...state.offsets };
  const closed: Anomaly[] = [];
  for (const { channel, margin } of judged) {
    const { series } = channel;
    const paged = page.channels.find((one) => one.series === series);
    if (paged === undefined) continue;
    const before = offsets[series];
    const folded = foldOffset(before ?? OFFSET_START, paged.blocks, { channel: series, margin });
    const { run, open } = folded.state;
    const last = paged.last ?? before?.last ?? null;
    const kept = open === null ? null : { ...open, medians: [...open.medians] };
    offsets[series] = { run: [...run], open: kept, last };
    closed.push(...folded.closed.map((offset) => offsetAnomaly(state.pair, offset, margin)));
  }
  return { state: { ...state, offsets, asOf: page.extent?.to ?? state.asOf }, closed };
}

/** What still holds when no more pages come. */
export function finishPair(
  { pair, offsets }: PairDetectorState,
  judged: readonly JudgedChannel[],
): Anomaly[] {
  return judged
    .flatMap(({ channel, margin }) => {
      const { open = null, last = null } = offsets[channel.series] ?? {};
      return open === null ? [] : [holdingAt(offsetAnomaly(pair, open, margin), last ?? open.from)];
    })
    .sort(byOnset);
}

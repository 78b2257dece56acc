/** A detector of one pair of twins: folded over what the pair's delta pages say of each channel. */
import type * as z from 'zod';
import type { UnitSeries } from '../experiment/unit-series.ts';
import type { LagAt } from '../lag/thirds.ts';
import type { Reach } from '../telemetry/reach.ts';
import type { Micros } from '../time.ts';
import type { MedianBlock } from '../twins/median-blocks.ts';
import type { StuckIntervals } from '../twins/pair-filter.ts';
import {
  type Aim,
  type AnomalyKindOf,
  type AnomalyOf,
  type Reported,
  reported,
  type WordsOf,
} from './detector.ts';
import type { Step } from './unit-detector.ts';

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
  readonly blocks: readonly MedianBlock[];
  /** What its pairs show of the lag beyond the shift, in order of time; empty where they do not show it. */
  readonly lags: readonly LagAt[];
  /** The newest pair's time on the flight's axis, good or not; null where nothing is paired. */
  readonly last: Micros | null;
}

export interface FoldedDeltas {
  readonly pair: string;
  readonly channels: readonly { readonly judged: JudgedChannel; readonly paged: PagedChannel }[];
}

export interface PairEnd {
  readonly pair: string;
  readonly judged: readonly JudgedChannel[];
}

export interface PairDetectorSpec<
  Kind extends string,
  Evidence extends z.ZodType,
  Wire extends z.ZodType,
  State,
> extends AnomalyKindOf<Kind, Evidence, Wire>,
    WordsOf<AnomalyOf<Kind, z.infer<Evidence>>> {
  /** How far the samples of both units must get to be compared. */
  readonly needs: Reach;
  readonly state: z.ZodType<State>;
  /** The state before the first page. */
  readonly start: State;
  /** What both units of the pair measure; a rule is not needed beside what `JudgedChannel` says. */
  aimAt(channel: UnitSeries): Aim<unknown>;
  fold(state: State, page: FoldedDeltas): Step<State, AnomalyOf<Kind, z.infer<Evidence>>>;
  /** What still holds when no more pages come. */
  finish(state: State, end: PairEnd): AnomalyOf<Kind, z.infer<Evidence>>[];
}

/** The same with its own types inside: the state comes in as JSON and is parsed. */
export interface PairDetector<Kind extends string, Evidence extends z.ZodType, Wire extends z.ZodType>
  extends Reported<Kind, Evidence, Wire> {
  readonly needs: Reach;
  readonly state: z.ZodType;
  readonly start: unknown;
  aimAt(channel: UnitSeries): Aim<unknown>;
  fold(state: unknown, page: FoldedDeltas): Step<unknown, AnomalyOf<Kind, z.infer<Evidence>>>;
  finish(state: unknown, end: PairEnd): AnomalyOf<Kind, z.infer<Evidence>>[];
}

export function pairDetector<Kind extends string, Evidence extends z.ZodType, Wire extends z.ZodType, State>(
  spec: PairDetectorSpec<Kind, Evidence, Wire, State>,
): PairDetector<Kind, Evidence, Wire> {
  return {
    ...reported(spec),
    needs: spec.needs,
    state: spec.state,
    start: spec.start,
    aimAt: (channel) => spec.aimAt(channel),
    fold: (state, page) => spec.fold(spec.state.parse(state), page),
    finish: (state, end) => spec.finish(spec.state.parse(state), end),
  };
}

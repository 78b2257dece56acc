/** A detector of one pair of twins: folded over what the pair's delta pages say of each channel. */
import type * as z from 'zod';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import type { Pair } from '../experiment/hardware-schema.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import type { LagAt } from '../lag/thirds.ts';
import type { Reach } from '../telemetry/reach.ts';
import type { Micros } from '../time.ts';
import type { TimelineEvent } from '../timeline/event.ts';
import type { ChannelPairs } from '../twins/channel-pairs.ts';
import type { MedianBlock } from '../twins/median-blocks.ts';
import type { PairFilter } from '../twins/pair-filter.ts';
import {
  type Aim,
  type AnomalyKindOf,
  type AnomalyOf,
  type Reported,
  reported,
  type WordsOf,
} from './detector.ts';
import type { Span, Step } from './unit-detector.ts';

/** Where the rule of a channel comes from. */
export interface PairContext {
  readonly index: DefinitionIndex;
  readonly pair: Pair;
  readonly events: readonly TimelineEvent[];
}

/** A channel of the pair with what it is held against. */
export interface JudgedChannel<Rules> {
  readonly channel: UnitSeries;
  readonly rule: Rules;
}

/** What a detector needs of the next run of pairs of a page, in order of time; `counts` says which are good. */
export type Look = (pairs: ChannelPairs, counts: PairFilter) => unknown;

/** By kind: the rules of the detectors that have to do with a channel. */
export type PairRulesByKind = Readonly<Record<string, unknown>>;

/** What a delta page comes to for one channel. */
export interface PagedChannel {
  readonly series: string;
  /** Of its good pairs, sensors that stood still left out. */
  readonly blocks: readonly MedianBlock[];
  /** What its pairs show of the lag beyond the shift, in order of time; empty where they do not show it. */
  readonly lags: readonly LagAt[];
  /** The newest pair's time on the flight's axis, good or not; null where nothing is paired. */
  readonly last: Micros | null;
  /** By kind: what detectors that look at pairs saw of them, run by run in order of time. */
  readonly seen: Readonly<Record<string, readonly unknown[]>>;
}

export interface FoldedDeltas<Rules> {
  readonly pair: TwinsNamed;
  readonly channels: readonly (JudgedChannel<Rules> & { readonly paged: PagedChannel })[];
}

/** The pair and its units. */
export type TwinsNamed = Pick<Pair, 'id' | 'flight' | 'ground'>;

export interface PairEnd<Rules> {
  readonly pair: TwinsNamed;
  readonly judged: readonly JudgedChannel<Rules>[];
}

export interface PairDetectorSpec<
  Kind extends string,
  Evidence extends z.ZodType,
  Wire extends z.ZodType,
  Rule,
  State,
> extends AnomalyKindOf<Kind, Evidence, Wire>,
    WordsOf<AnomalyOf<Kind, z.infer<Evidence>>> {
  /** How far the samples of both units must get to be compared. */
  readonly needs: Reach;
  readonly rule: z.ZodType<Rule>;
  readonly state: z.ZodType<State>;
  /** The state before the first page. */
  readonly start: State;
  /** What both units of the pair measure. */
  aimAt(channel: UnitSeries, context: PairContext): Aim<Rule>;
  /** The part of the rule that a page depends on; absent: all of it. */
  ruleWithin?(rule: Rule, span: Span): Rule;
  /** Where medians of blocks are not enough: what looks at the pairs of a page; null where the rule asks for none. */
  lookWith?(rule: Rule): Look | null;
  fold(state: State, page: FoldedDeltas<Rule>): Step<State, AnomalyOf<Kind, z.infer<Evidence>>>;
  /** What still holds when no more pages come. */
  finish(state: State, end: PairEnd<Rule>): AnomalyOf<Kind, z.infer<Evidence>>[];
}

/** The same with its own types inside: the state comes in as JSON and is parsed. */
export interface PairDetector<Kind extends string, Evidence extends z.ZodType, Wire extends z.ZodType>
  extends Reported<Kind, Evidence, Wire> {
  readonly needs: Reach;
  readonly state: z.ZodType;
  readonly start: unknown;
  aimAt(channel: UnitSeries, context: PairContext): Aim<unknown>;
  ruleWithin(rule: unknown, span: Span): unknown;
  lookWith(rule: unknown): Look | null;
  /** Of the channels, those of which the detector has a rule are folded. */
  fold(
    state: unknown,
    page: FoldedDeltas<PairRulesByKind>,
  ): Step<unknown, AnomalyOf<Kind, z.infer<Evidence>>>;
  finish(state: unknown, end: PairEnd<PairRulesByKind>): AnomalyOf<Kind, z.infer<Evidence>>[];
}

export function pairDetector<
  Kind extends string,
  Evidence extends z.ZodType,
  Wire extends z.ZodType,
  Rule,
  State,
>(spec: PairDetectorSpec<Kind, Evidence, Wire, Rule, State>): PairDetector<Kind, Evidence, Wire> {
  const ofKind = <One extends JudgedChannel<PairRulesByKind>>(all: readonly One[]) =>
    all
      .filter(({ rule }) => rule[spec.kind] !== undefined)
      .map((one) => ({ ...one, rule: spec.rule.parse(one.rule[spec.kind]) }));
  return {
    ...reported(spec),
    needs: spec.needs,
    state: spec.state,
    start: spec.start,
    aimAt: (channel, context) => spec.aimAt(channel, context),
    ruleWithin: (rule, span) => spec.ruleWithin?.(spec.rule.parse(rule), span) ?? rule,
    lookWith: (rule) => spec.lookWith?.(spec.rule.parse(rule)) ?? null,
    fold: (state, { pair, channels }) =>
      spec.fold(spec.state.parse(state), { pair, channels: ofKind(channels) }),
    finish: (state, { pair, judged }) =>
      spec.finish(spec.state.parse(state), { pair, judged: ofKind(judged) }),
  };
}

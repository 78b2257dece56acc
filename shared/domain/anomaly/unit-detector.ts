/**
 * A detector of one unit: it looks at the samples of a bucket once, writes down what it needs of them (its facts, part
 * of the page), and folds the facts of all buckets in order of time. Whatever buckets the samples are cut into, what it
 * reports is the same.
 */
import type * as z from 'zod';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import type { UnitSeries } from '../experiment/unit-series.ts';
import type { Reception } from '../telemetry/completeness.ts';
import type { Reach } from '../telemetry/reach.ts';
import type { SeriesRule } from '../telemetry/rule.ts';
import type { Selection } from '../telemetry/selection.ts';
import type { Micros } from '../time.ts';
import type { TimelineEvent } from '../timeline/event.ts';
import {
  type Aim,
  type AnomalyKindOf,
  type AnomalyOf,
  type Reported,
  reported,
  type WordsOf,
} from './detector.ts';

/** Where the rule of a series comes from. */
export interface UnitContext {
  readonly index: DefinitionIndex;
  readonly unit: string;
  readonly events: readonly TimelineEvent[];
}

/** The samples of one series in a bucket, as detectors look at them, with the rule of one of them. */
export interface Watched<Rule> extends SeriesRule {
  readonly rule: Rule;
  /** Whatever arrived, as `reception` counts it. */
  readonly received: Selection;
  /** What a sensor said; see `telemetry/selection.ts`. */
  readonly sensed: Selection;
  /** What a sensor said and could be right. */
  readonly judged: Selection;
}

export interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

/** A series that sent something in the page, and when it had sent something last before it (null: never). */
export interface ReceivedSeries extends SeriesRule {
  readonly reception: Reception;
  readonly lastBefore: Micros | null;
}

/** The next page, as the fold of one detector takes it in. */
export interface FoldedPage<Facts> {
  readonly unit: string;
  readonly received: readonly ReceivedSeries[];
  readonly facts: Facts;
}

/** Where a unit stands when no more pages come: when each of its series sent its newest sample. */
export interface UnitEnd {
  readonly unit: string;
  readonly series: readonly (SeriesRule & { readonly last: Micros })[];
  /** What its sources bring, whether it came or not. */
  readonly declared: readonly SeriesRule[];
}

export interface Step<State, Anomaly> {
  readonly state: State;
  /** Anomalies that no later sample can change, each given once. */
  readonly closed: readonly Anomaly[];
}

/** A stretch of which what came does not say whether anything is wrong in it. */
export interface Unjudged extends Span {
  readonly why: string;
}

/** How a detector tells later, of the rule as it is then, what it cannot judge yet. What it keeps is plain JSON. */
export interface ProgressSpec<Rule, State, End, Progress> {
  of(state: State, end: End): Progress;
  /** In order of time. */
  unjudged(rule: Rule, progress: unknown): readonly Unjudged[];
}

/** A detector as it is written: with types of its own. Facts and state are plain JSON. */
export interface UnitDetectorSpec<
  Kind extends string,
  Evidence extends z.ZodType,
  Wire extends z.ZodType,
  Rule,
  Facts,
  State,
> extends AnomalyKindOf<Kind, Evidence, Wire>,
    WordsOf<AnomalyOf<Kind, z.infer<Evidence>>> {
  /** How far a sample must get to be looked at: a series of which none does is not looked at. */
  readonly needs: Reach;
  readonly rule: z.ZodType<Rule>;
  readonly facts: z.ZodType<Facts>;
  readonly state: z.ZodType<State>;
  /** The state before the first page. */
  readonly start: State;
  aimAt(series: UnitSeries, context: UnitContext): Aim<Rule>;
  /** The part of the rule that a bucket depends on: a page is stale only where this changed. */
  ruleWithin(rule: Rule, span: Span): Rule;
  factsOf(series: readonly Watched<Rule>[], span: Span): Facts;
  fold(state: State, page: FoldedPage<Facts>): Step<State, AnomalyOf<Kind, z.infer<Evidence>>>;
  /** What is not over when no more samples come: `current` where it holds at the newest sample. */
  finish(state: State, end: UnitEnd): AnomalyOf<Kind, z.infer<Evidence>>[];
  /** By series; absent where it judges whatever came. */
  readonly progress?: ProgressSpec<Rule, State, UnitEnd, Record<string, unknown>>;
}

/** The same with its own types inside: rules, facts and state come in as JSON and are parsed. */
export interface UnitDetector<Kind extends string, Evidence extends z.ZodType, Wire extends z.ZodType>
  extends Reported<Kind, Evidence, Wire> {
  readonly needs: Reach;
  readonly state: z.ZodType;
  readonly start: unknown;
  aimAt(series: UnitSeries, context: UnitContext): Aim<unknown>;
  ruleWithin(rule: unknown, span: Span): unknown;
  factsOf(series: readonly Watched<unknown>[], span: Span): unknown;
  fold(state: unknown, page: FoldedPage<unknown>): Step<unknown, AnomalyOf<Kind, z.infer<Evidence>>>;
  finish(state: unknown, end: UnitEnd): AnomalyOf<Kind, z.infer<Evidence>>[];
  /** By series: what is to be kept of the state, so that `unjudged` can tell what it cannot judge yet. */
  progressOf(state: unknown, end: UnitEnd): Record<string, unknown>;
  unjudged(rule: unknown, progress: unknown): readonly Unjudged[];
}

export function unitDetector<
  Kind extends string,
  Evidence extends z.ZodType,
  Wire extends z.ZodType,
  Rule,
  Facts,
  State,
>(spec: UnitDetectorSpec<Kind, Evidence, Wire, Rule, Facts, State>): UnitDetector<Kind, Evidence, Wire> {
  const withRule = (one: Watched<unknown>): Watched<Rule> => ({ ...one, rule: spec.rule.parse(one.rule) });
  return {
    ...reported(spec),
    needs: spec.needs,
    state: spec.state,
    start: spec.start,
    aimAt: (series, context) => spec.aimAt(series, context),
    ruleWithin: (rule, span) => spec.ruleWithin(spec.rule.parse(rule), span),
    factsOf: (series, span) => spec.factsOf(series.map(withRule), span),
    fold: (state, page) =>
      spec.fold(spec.state.parse(state), { ...page, facts: spec.facts.parse(page.facts) }),
    finish: (state, end) => spec.finish(spec.state.parse(state), end),
    progressOf: (state, end) => spec.progress?.of(spec.state.parse(state), end) ?? {},
    unjudged: (rule, progress) => spec.progress?.unjudged(spec.rule.parse(rule), progress) ?? [],
  };
}

/** Whether the twins stood in the same environment, judged over every channel that both measure. */
import type { DeltaOnWire } from '../../contract/deltas.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import type { OneGOfUnit } from '../../domain/g-level/one-g-of-unit.ts';
import { isoOf, MICROS_PER_SECOND, type Seconds } from '../../domain/time.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import {
  type DifferenceRule,
  goodPairsIn,
  goodPairsOfFacts,
  JudgedInParts,
  type JudgedStretch,
  joinStretches,
  judgeFacts,
} from '../../domain/twins/channel-facts.ts';
import { combinedAccuracy } from '../../domain/twins/combined-accuracy.ts';
import type { Coverable } from '../../domain/twins/coverable.ts';
import { environmentOf } from '../../domain/twins/environment.ts';
import type { EnvironmentChannel } from '../../domain/twins/environment-reasons.ts';
import { type ComparedLimit, isCompared, loneLimits } from '../../domain/twins/lone-limits.ts';
import type { StuckIntervals } from '../../domain/twins/pair-filter.ts';
import type { PairSides } from '../../domain/twins/pair-sides.ts';
import { derived } from '../../domain/words/derived.ts';
import { readInOrder } from '../pages/pairs-to-read.ts';
import type { OpenPair, PairView, ReadPairs } from './read-pair.ts';

export interface EnvironmentQuestion {
  readonly opened: OpenPair;
  readonly view: PairView;
  readonly channels: readonly UnitSeries[];
  /** The channel whose delta this qualifies. */
  readonly asked: string;
  readonly isDisputed: boolean;
  /** When alarms of the pair are armed, or a phase is; on the flight's axis. */
  readonly times: readonly Interval[];
  /** What coverage is counted over. */
  readonly over: Coverable;
  readonly readPairs: ReadPairs;
  /** Of units of an arm ONBOARD_1G, whether they were at 1 g. */
  readonly oneG: readonly OneGOfUnit[];
  /** What the units of the pair are called. */
  readonly sides: PairSides;
}

export async function judgeEnvironment(question: EnvironmentQuestion): Promise<DeltaOnWire['environment']> {
  const { opened, view, channels, asked, isDisputed, over, readPairs } = question;
  const intervals = judgedIntervals(view, question.times);
  const judged: EnvironmentChannel[] = [];
  // One channel after another: together, the pairs of those that must be read would not fit.
  for (const { series, ucum, period, accuracy, twin } of channels) {
    const rule = { margin: twin.margin, periodSeconds: period };
    const stuck = opened.stuckOf(series);
    const stretches = await judgeChannel(view, series, rule, intervals, stuck, readPairs);
    const limits = await compareLimits(question, series, period, intervals);
    judged.push({
      ...{ channel: series, ucum, ...rule, dose: twin.dose, accuracy: combinedAccuracy(accuracy) },
      judged: joinStretches(stretches, rule),
      ...{ findings: opened.offsetsOf(series), limits },
    });
  }
  const last = intervals.at(-1);
  // Where the time ends with a sample, that is in it by one microsecond, which is no time.
  const beyond = last !== undefined && view.extent !== null && last.to > view.extent.to ? 1 : 0;
  const { verdict, reasons, ...account } = environmentOf(judged, intervals, {
    channel: asked,
    ...{ isDisputed, over, oneG: question.oneG, sides: question.sides },
  });
  return {
    verdict,
    reasons: reasons.map((reason) => ({ ...reason, evidence: evidenceOnWire(reason.evidence) })),
    from: intervals[0] === undefined ? null : isoOf(intervals[0].from),
    to: last === undefined || view.extent === null ? null : isoOf(Math.min(last.to, view.extent.to)),
    over: {
      ...{ seconds: derived(over.seconds), basis: over.basis },
      ...(over.until !== undefined && { until: isoOf(over.until) }),
    },
    judged: account.judged.map(({ seconds, coverage, ...one }) => ({
      ...one,
      seconds: derived(seconds - beyond / MICROS_PER_SECOND),
      coverage: derived(coverage),
    })),
    notJudged: account.notJudged.map((one) => ({ ...one })),
  };
}

/** Reads the pairs of those stretches alone whose facts do not say enough. */
async function judgeChannel(
  view: PairView,
  series: string,
  rule: DifferenceRule,
  intervals: readonly Interval[],
  stuck: StuckIntervals,
  readPairs: ReadPairs,
): Promise<JudgedStretch[]> {
  const judged: JudgedStretch[] = [];
  for (const stretch of view.stretches) {
    const facts = stretch.factsOf(series);
    const known = facts === null ? null : judgeFacts(facts, rule, stuck, intervals);
    if (known !== null) judged.push(known);
    else {
      const some = readPairs(stretch, series);
      const own = new JudgedInParts(rule, stuck, intervals);
      for await (const pairs of readInOrder(some)) own.add(pairs);
      if (some.length > 0) judged.push(own.finish());
    }
  }
  return judged;
}

/** Reads the pairs of those stretches alone that such a LIMIT begins or ends in, until enough are found. */
async function compareLimits(
  { opened, view, readPairs }: EnvironmentQuestion,
  series: string,
  periodSeconds: Seconds,
  intervals: readonly Interval[],
): Promise<ComparedLimit[]> {
  const lone = loneLimits(opened.limitsOf(series), intervals).map((limit) => ({ ...limit, pairs: 0 }));
  const stuck = opened.stuckOf(series);
  for (const stretch of view.stretches) {
    const left = lone.filter((limit) => !isCompared(limit, periodSeconds));
    if (left.length === 0) break;
    const facts = stretch.factsOf(series);
    const unknown = left.filter((limit) => {
      const known = facts === null ? null : goodPairsOfFacts(facts, stuck, limit.times);
      limit.pairs += known ?? 0;
      return known === null;
    });
    if (unknown.length === 0) continue;
    for await (const pairs of readInOrder(readPairs(stretch, series)))
      for (const limit of unknown) limit.pairs += goodPairsIn(pairs, stuck, limit.times);
  }
  return lone;
}

/** Armed time, no farther than either unit has samples. */
function judgedIntervals(view: PairView, armed: readonly Interval[]): Interval[] {
  const { extent } = view;
  if (extent === null) return [];
  return armed
    .map(({ from, to }) => ({ from: Math.max(from, extent.from), to: Math.min(to, extent.to + 1) }))
    .filter(({ from, to }) => from < to);
}

const INSTANTS = new Set(['from', 'to']);

/** On the wire an instant is text. */
function evidenceOnWire(
  evidence: Readonly<Record<string, string | number | null>>,
): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => {
      if (typeof value !== 'number') return [name, value];
      return [name, INSTANTS.has(name) ? isoOf(value) : derived(value)];
    }),
  );
}

/** What the series of a unit come to in each phase: the values that arms are compared by. */
import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import { type BucketDays, bucketNamed } from '../../domain/bucket/bucket.ts';
import { type HeadRecord, readablePage } from '../../domain/bucket/head.ts';
import { addSamples, type SumOver, sumOfWindows } from '../../domain/comparison/unit-mean.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { type AnswerRules, answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { unitSeries } from '../../domain/experiment/lookups.ts';
import { sourceCells } from '../../domain/experiment/source-cells.ts';
import { seriesFed, type UnitSeries } from '../../domain/experiment/unit-series.ts';
import { unitsAnswered } from '../../domain/experiment/units-read.ts';
import { oncePerOwner } from '../../domain/once-per.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { type Interval, intersection, joined, lengthIn } from '../../domain/timeline/interval.ts';
import type { Ports } from '../../ports.ts';
import { readSamples } from '../heads/read-samples.ts';
import { segmentsIn, visibleEntries } from '../heads/read-segments.ts';
import { readFindings, stuckStretches } from '../judge/read-findings.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { rollupsOf } from './read-rollups.ts';
import { extentOf, headsOf, type UnitAddress } from './read-unit.ts';
import { unitTimes } from './unit-times.ts';

/** Of a series in a phase. */
export interface UnitMean {
  readonly series: string;
  /** Null where the experiment has no phases. */
  readonly phase: string | null;
  /** GOOD, MEASURED samples of a sensor that did not stand still. */
  readonly samples: number;
  /** Null where there is none, and `why` says why. */
  readonly mean: number | null;
  readonly why: string | null;
  /** Share of the phase, as far as it has come, that the samples stand for. */
  readonly coverage: number;
  /** Time of the phase of which nothing counts, since the sensor stood still. */
  readonly stuckMicros: Micros;
}

export interface UnitMeans {
  readonly means: readonly UnitMean[];
  /** What they were read from. */
  readonly heads: readonly HeadRecord[];
  readonly subject: SubjectRecord | null;
}

/**
 * Every series of the unit in every armed phase.
 *
 * @param exclusions that stand: times of the unit that they name do not count
 */
export async function unitMeans(
  ports: Ports,
  loaded: LoadedExperiment,
  unit: string,
  exclusions: readonly Exclusion[] = [],
): Promise<UnitMeans> {
  const { experiment, generation, index } = loaded;
  const at = { experiment, generation, unit, days: bucketDaysOf(index, unit) };
  const heads = await headsOf(ports, at);
  const { record: subject, anomalies } = await readFindings(ports, experiment, generation, 'unit', unit);
  const all = unitSeries(index, unit);
  const extent = extentOf(heads);
  if (extent === null) return { means: [], heads, subject };
  const phases = unitTimes(index, unit, await loaded.events(), { extent, exclusions });
  const stuck = new Map(all.map(({ series }) => [series, stuckStretches(anomalies, series)] as const));
  const asked = phases.flatMap((time) =>
    all.map((one) => ({ ...time, ...one, stuck: stuck.get(one.series)! })),
  );
  const sums = await sumsOf(ports, at, { heads, rules: answerRulesOf(index, unit), index, asked });
  const means = asked.map((one, i): UnitMean => {
    const { n, sum } = sums[i]!;
    const covered = one.seconds === 0 ? 0 : Math.min(1, (n * one.period) / one.seconds);
    return {
      ...{ series: one.series, phase: one.phase, samples: n, mean: n === 0 ? null : sum / n },
      ...{ why: n > 0 ? null : (one.why ?? one.none), coverage: covered },
      stuckMicros: lengthIn(intersection(one.times, joined(one.stuck))),
    };
  });
  return { means, heads, subject };
}

interface AskedSeries extends Pick<UnitSeries, 'series' | 'period'> {
  readonly times: readonly Interval[];
  readonly stuck: readonly Interval[];
}

interface AskedOfUnit {
  readonly heads: readonly HeadRecord[];
  readonly rules: AnswerRules;
  readonly index: DefinitionIndex;
  readonly asked: readonly AskedSeries[];
}

async function sumsOf(ports: Ports, at: UnitAddress, of: AskedOfUnit): Promise<readonly SumOver[]> {
  const { heads, rules, index, asked } = of;
  const unread = withoutPage(heads, at.days);
  const units = unitsAnswered(rules);
  const parts: { readonly sum: SumOver; readonly left: readonly Interval[] }[] = [];
  for (const { series, times, stuck } of asked) {
    const isMeasured = !notMeasured(index, at.unit).has(series);
    const rollups = isMeasured ? await rollupsOf(ports, at, heads, { series, level: 'coarse', units }) : [];
    const { known, left } = sumOfWindows(rollups, times, stuck);
    parts.push({ sum: known, left: isMeasured ? [...left, ...intersection(times, unread)] : times });
  }
  await addLeft(ports, at, of, parts);
  return parts.map(({ sum }) => sum);
}

/** Buckets whose page is still to be computed, or is damaged: what they hold is read from the samples. */
function withoutPage(heads: readonly HeadRecord[], days: BucketDays): Interval[] {
  return joined(
    heads.filter((head) => readablePage(head) === null).map(({ bucket }) => bucketNamed(bucket, days)),
  );
}

/** Series of which some source brings what nobody measured, such as set-points: their rollups do not tell the two apart. */
export const notMeasured = oncePerOwner(
  (index: DefinitionIndex, unit: string): ReadonlySet<string> =>
    new Set(
      index.definition.sources
        .flatMap((source) => sourceCells(index, source))
        .filter((cell) => cell.unit === unit && cell.origin !== 'MEASURED')
        .map((cell) => seriesFed(index, unit, cell).series),
    ),
);

const DAY = 86_400 * MICROS_PER_SECOND;

/** Reads what is left a day at a time, all series of it at once. */
async function addLeft(
  ports: Ports,
  { experiment }: UnitAddress,
  { heads, rules, asked }: AskedOfUnit,
  parts: readonly { readonly sum: SumOver; readonly left: readonly Interval[] }[],
): Promise<void> {
  const lefts = parts.map(({ left }) => joined(left));
  const all = joined(lefts.flat());
  if (all.length === 0) return;
  const entries = await Promise.all(heads.map((head) => visibleEntries(ports, experiment, head)));
  for (const range of daysIn(all)) {
    const wanted = lefts.map((left) => intersection(left, [range]));
    const names = new Set(asked.flatMap(({ series }, i) => (wanted[i]!.length > 0 ? [series] : [])));
    const segments = segmentsIn(entries.flat(), range);
    const read = new Map(
      (await readSamples(ports, rules, segments, { series: names, range })).map((one) => [one.series, one]),
    );
    for (const [i, { series, stuck }] of asked.entries()) {
      const samples = read.get(series);
      if (samples !== undefined) addSamples(parts[i]!.sum, samples, wanted[i]!, stuck);
    }
  }
}

/** A range for each day, however many times lie in it: samples are read once a day. */
function daysIn(all: readonly Interval[]): Interval[] {
  const byDay = Map.groupBy(all.flatMap(inDays), ({ from }) => Math.floor(from / DAY));
  return [...byDay.values()].map((times) => ({ from: times[0]!.from, to: times.at(-1)!.to }));
}

function inDays({ from, to }: Interval): Interval[] {
  const days: Interval[] = [];
  for (let begin = from; begin < to; begin = (Math.floor(begin / DAY) + 1) * DAY)
    days.push({ from: begin, to: Math.min(to, (Math.floor(begin / DAY) + 1) * DAY) });
  return days;
}

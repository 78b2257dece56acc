/** The readings of a unit's g-level, part by part of its time, and as many as an answer has time for. */
import { answerRulesOf } from '../../domain/experiment/answer-rules.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import { unitsAnswered } from '../../domain/experiment/units-read.ts';
import type { GSource } from '../../domain/g-level/g-source.ts';
import { type ReadingsTogether, readingsTogether } from '../../domain/g-level/readings-together.ts';
import type { RollupLevels } from '../../domain/g-level/sure-windows.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { type Interval, joined } from '../../domain/timeline/interval.ts';
import type { Ports } from '../../ports.ts';
import { readSamples } from '../heads/read-samples.ts';
import { segmentsIn, visibleEntries } from '../heads/read-segments.ts';
import { readFindings, stuckStretches } from '../judge/read-findings.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { rollupsOf } from './read-rollups.ts';
import { extentOf, headsOf } from './read-unit.ts';
import { notMeasured } from './unit-means.ts';

/** Readings at once: 40 MB of three axes. */
const MOST_OF_A_PART = 400_000;
/** A reading beyond the part says for how long the last one stands, and one before it where the first began to. */
const PERIODS_AROUND = 2;

/** How many samples may still be read. */
export interface SampleBudget {
  left: number;
}

export interface PartRead {
  /** The times that were asked for, as far as they lie in the part. */
  readonly within: readonly Interval[];
  /** All from two periods before the first of them to two after the last, also between them. */
  readonly readings: ReadingsTogether;
}

export interface OpenG {
  readonly source: GSource;
  /** First and last sample of the unit, whatever it measures; null where nothing came. */
  readonly extent: Interval | null;
  /** When one of the sensors stood still. */
  readonly stuck: readonly Interval[];
  /** By series; nothing where a source brings what nobody measured, such as set-points. */
  rollups(): Promise<readonly RollupLevels[]>;
  /**
   * In order of time; what is left when the budget is spent is not read.
   *
   * @param areApart whether what lies between the times is to stay unread, which takes a look for each of them
   */
  parts(times: readonly Interval[], budget: SampleBudget, areApart: boolean): AsyncGenerator<PartRead>;
}

export async function openG(
  ports: Ports,
  { experiment, generation, index }: LoadedExperiment,
  unit: string,
  source: GSource,
): Promise<OpenG> {
  const at = { experiment, generation, unit, days: bucketDaysOf(index, unit) };
  const heads = await headsOf(ports, at);
  const { anomalies } = await readFindings(ports, experiment, generation, 'unit', unit);
  const stuck = source.series.map((series) => stuckStretches(anomalies, series));
  const rules = answerRulesOf(index, unit);
  const entries = (await Promise.all(heads.map((head) => visibleEntries(ports, experiment, head)))).flat();
  const period = source.period * MICROS_PER_SECOND;
  const around = PERIODS_AROUND * period;
  const isMeasured = source.series.every((series) => !notMeasured(index, unit).has(series));
  return {
    source,
    extent: extentOf(heads),
    stuck: joined(stuck.flat()),
    rollups: () =>
      Promise.all(
        source.series.map(async (series) => {
          const units = unitsAnswered(rules);
          const of = async (level: 'coarse' | 'fine') =>
            isMeasured ? rollupsOf(ports, at, heads, { series, level, units }) : [];
          return { coarse: await of('coarse'), fine: await of('fine') };
        }),
      ),
    async *parts(times, budget, areApart) {
      // No part is larger than what may be read of all of them.
      const most = Math.min(MOST_OF_A_PART, Math.ceil(budget.left / source.series.length));
      for (const within of inParts(times, most * period, areApart)) {
        if (budget.left <= 0) return;
        const range = { from: within[0]!.from - around, to: within.at(-1)!.to + around };
        const segments = segmentsIn(entries, range);
        const wanted = { series: new Set(source.series), range };
        const read = segments.length === 0 ? [] : await readSamples(ports, rules, segments, wanted);
        budget.left -= read.reduce((sum, one) => sum + one.times.length, 0);
        const all = source.series.map((name) => read.find(({ series }) => series === name));
        yield { within, readings: readingsTogether(all, stuck, period) };
      }
    },
  };
}

/** Some times together that are read at once: no longer than a part from the first to the last. */
function inParts(times: readonly Interval[], most: Micros, areApart: boolean): Interval[][] {
  const cut = times.flatMap(({ from, to }) => {
    const places = Array.from({ length: Math.ceil((to - from) / most) }, (_, i) => from + i * most);
    return places.map((begin) => ({ from: begin, to: Math.min(to, begin + most) }));
  });
  const parts: Interval[][] = [];
  for (const time of cut) {
    const last = parts.at(-1);
    if (!areApart && last !== undefined && time.to - last[0]!.from <= most) last.push(time);
    else parts.push([time]);
  }
  return parts;
}

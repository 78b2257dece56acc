import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import type { UnitSeries } from '../../domain/experiment/unit-series.ts';
import { completenessOf } from '../../domain/telemetry/completeness.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { factsOf, headsOf } from './read-unit.ts';

/** Where samples of a series lack within the range, in order of time: shorter than a window of it, too. */
export async function knownGaps(
  ports: Ports,
  { experiment, generation, index }: LoadedExperiment,
  unit: string,
  { series, period }: UnitSeries,
  range: Partial<Interval>,
): Promise<Interval[]> {
  const at = { experiment, generation, unit, days: bucketDaysOf(index, unit) };
  const pages = await factsOf(ports, await headsOf(ports, at, range));
  const receptions = pages.flatMap((page) =>
    page.series.flatMap(({ rule, reception }) => (rule.series === series ? [reception] : [])),
  );
  const { gaps } = completenessOf(receptions, period, null);
  const { from: first = -Infinity, to: last = Infinity } = range;
  return gaps.filter(({ from, to }) => from < last && to > first);
}

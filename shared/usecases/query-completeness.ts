import type { CompletenessOnWire } from '../contract/completeness.ts';
import { bucketDaysOf } from '../domain/experiment/bucket-days.ts';
import { completenessOf } from '../domain/telemetry/completeness.ts';
import { isoOf } from '../domain/time.ts';
import type { Ports } from '../ports.ts';
import { loadExperiment } from './load-experiment.ts';
import { factsOf, headsOf } from './read-unit.ts';
import { seriesAsked } from './series-asked.ts';

/** How much of a channel arrived, and where it is missing. Refuses unknown units and channels. */
export async function queryCompleteness(
  ports: Ports,
  experiment: string,
  { unit, channel }: { readonly unit: string; readonly channel: string },
): Promise<CompletenessOnWire> {
  const { definition, record } = await loadExperiment(ports, experiment);
  const { series, period } = seriesAsked(definition, unit, channel);
  const days = bucketDaysOf(definition, unit);
  const heads = await headsOf(ports, { experiment, generation: record.serving, unit, days });
  const pages = await factsOf(ports, heads);
  const receptions = pages.flatMap((page) => page.series.filter(({ rule }) => rule.series === series));
  const { received, expected, completeness, gaps } = completenessOf(
    receptions.map(({ reception }) => reception),
    period,
  );
  return {
    unit,
    channel,
    received,
    expected,
    completeness,
    gaps: gaps.map((gap) => ({ ...gap, from: isoOf(gap.from), to: isoOf(gap.to) })),
    pending: heads.filter((head) => head.due).length,
  };
}

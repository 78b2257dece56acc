import type { CompletenessOnWire } from '../../contract/completeness.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { unitSeries } from '../../domain/experiment/lookups.ts';
import { type Completeness, completenessOf, sharedGaps } from '../../domain/telemetry/completeness.ts';
import { isoOf, type Seconds } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { outlookOf } from '../known/load-contacts.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { owedNow } from '../known/owe.ts';
import { GapCauses } from './gap-causes.ts';
import { factsOf, headsOf } from './read-unit.ts';
import { refuseUnmeasured, seriesAsked } from './series-asked.ts';

export interface CompletenessQuery {
  readonly unit?: string | undefined;
  readonly channel?: string | undefined;
}

interface Counted extends Completeness {
  readonly unit: string;
  readonly channel: string;
  readonly periodSeconds: Seconds;
}

/** Units that are counted at once: each takes a round trip or two. */
const AT_ONCE = 8;

/**
 * How much of each channel of each unit arrived, and where it is missing and why. Without a unit all of them, without
 * a channel all that they measure. Refuses unknown units and channels.
 */
export async function queryCompleteness(
  ports: Ports,
  experiment: string,
  query: CompletenessQuery,
): Promise<CompletenessOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const counted: Counted[] = [];
  let pending = (await owedNow(ports, loaded)).upstream;
  const asked = [...seriesOf(loaded.index, query)];
  for (let i = 0; i < asked.length; i += AT_ONCE) {
    const some = asked.slice(i, i + AT_ONCE).map(([unit, series]) => countUnit(ports, loaded, unit, series));
    for (const answer of await Promise.all(some)) {
      counted.push(...answer.counted);
      pending += answer.pending;
    }
  }
  const causes = await GapCauses.load(ports, loaded);
  const shared = sharedGaps(counted).map((gap) => ({ ...gap, samples: gap.expected }));
  const gaps = await causes.told(shared);
  return {
    ...(query.unit !== undefined && { unit: query.unit }),
    ...(query.channel !== undefined && { channel: query.channel }),
    ...totalOf(counted),
    gaps: gaps.map(({ unit, channels, from, to, cause, reason, expected }) => ({
      ...{ unit, channels: [...channels], from: isoOf(from), to: isoOf(to) },
      ...{ cause, reason, expected },
    })),
    series: counted.map(({ unit, channel, received, expected, completeness, gaps: own }) => ({
      ...{ unit, channel, received, expected, completeness, gaps: own.length },
    })),
    contacts: outlookOf(causes.plan, causes.now),
    pending,
  };
}

/** By unit, the series that are asked for. */
function seriesOf(
  index: DefinitionIndex,
  { unit, channel }: CompletenessQuery,
): Map<string, { series: string; period: Seconds }[]> {
  if (unit !== undefined && channel !== undefined) {
    return new Map([[unit, [seriesAsked(index, unit, channel)]]]);
  }
  if (channel !== undefined) refuseUnmeasured(index, channel);
  const units = unit === undefined ? [...index.units.keys()] : [unit];
  return new Map(
    units.map((id) => [
      id,
      unitSeries(index, id).filter(({ series }) => channel === undefined || series === channel),
    ]),
  );
}

async function countUnit(
  ports: Ports,
  { experiment, generation, index }: LoadedExperiment,
  unit: string,
  wanted: readonly { readonly series: string; readonly period: Seconds }[],
): Promise<{ counted: Counted[]; pending: number }> {
  const days = bucketDaysOf(index, unit);
  const heads = await headsOf(ports, { experiment, generation, unit, days });
  const pages = await factsOf(ports, heads);
  const counted = wanted.map(({ series, period }) => {
    const receptions = pages.flatMap((page) => page.series.filter(({ rule }) => rule.series === series));
    const completeness = completenessOf(
      receptions.map(({ reception }) => reception),
      period,
    );
    return { unit, channel: series, periodSeconds: period, ...completeness };
  });
  return { counted, pending: heads.filter((head) => head.due).length };
}

function totalOf(counted: readonly Counted[]) {
  const received = counted.reduce((sum, one) => sum + one.received, 0);
  const expected = counted.reduce((sum, one) => sum + one.expected, 0);
  return { received, expected, completeness: received === 0 ? null : received / expected };
}

/** SPIKE (docs/design.md#spike): a few samples far from those before, and back. */
import * as z from 'zod';
import { anomalyId } from '../../anomaly/anomaly.ts';
import { type Aim, detectorOf, lookingWith, notLooking } from '../../anomaly/detector.ts';
import { type SeriesAt, seriesDetector } from '../../anomaly/series-detector.ts';
import type { UnitContext } from '../../anomaly/unit-detector.ts';
import { channelNamed } from '../../experiment/lookups.ts';
import {
  isDriven,
  jumpsByNature,
  stepOf,
  WHY_NOT_DRIVEN,
  WHY_NOT_JUMPS,
} from '../../experiment/reading-step.ts';
import type { UnitSeries } from '../../experiment/unit-series.ts';
import { settlingsOf } from '../../nominal/settling.ts';
import { joined } from '../../timeline/interval.ts';
import { derived } from '../../words/derived.ts';
import { SPIKE } from './kind.ts';
import {
  foldSpikes,
  type ListedSpike,
  SPIKE_START,
  spikeFactsOf,
  spikeFactsSchema,
  spikeReach,
  spikeStateSchema,
} from './spike.ts';

const ruleSchema = z.object({
  resolution: z.number().positive(),
  periodSeconds: z.number().positive(),
  /** When the series settles: disjoint, ascending. */
  settling: z.array(z.object({ from: z.number(), to: z.number() })),
});

export const spikeDetector = seriesDetector({
  ...SPIKE,
  needs: 'JUDGED',
  rule: ruleSchema,
  facts: spikeFactsSchema.extend(ruleSchema.shape),
  state: spikeStateSchema,
  start: SPIKE_START,
  aimAt,
  ruleWithin: (rule, { from, to }) => {
    const begin = from - spikeReach(rule.periodSeconds);
    return { ...rule, settling: rule.settling.filter((one) => one.from < to && one.to > begin) };
  },
  factsOf: ({ rule, judged }) =>
    judged.times.length === 0 ? null : { ...rule, ...spikeFactsOf(judged, rule) },
  fold: (before, facts, at) => {
    if (facts === null) return { state: before, closed: [] };
    const { state, spikes } = foldSpikes(before, facts, facts);
    return { state, closed: spikes.map((spike) => spikeAnomaly(spike, at)) };
  },
  // What the next sample would decide is no spike yet.
  finish: () => [],
});

function aimAt(
  { series, channel: id, period }: UnitSeries,
  { index, unit, events }: UnitContext,
): Aim<z.infer<typeof ruleSchema>> {
  const channel = channelNamed(index, id);
  if (channel.spike === 'none') return notLooking('the channel declares `spike: none`');
  if (jumpsByNature(channel)) return notLooking(WHY_NOT_JUMPS);
  if (isDriven(channel)) return notLooking(WHY_NOT_DRIVEN);
  const resolution = stepOf(channel);
  if (resolution === null) return notLooking('the channel declares neither `resolution` nor decimal storage');
  const settling = joined(settlingsOf(index, unit, events, series));
  return lookingWith({ resolution, periodSeconds: period, settling });
}

function spikeAnomaly(
  { from, to, samples, value, median, deviation, ofDay }: ListedSpike,
  { unit, series }: SeriesAt,
) {
  return {
    id: anomalyId(SPIKE.kind, unit, series, from),
    kind: SPIKE.kind,
    unit,
    channels: [series],
    from,
    to,
    severity: 'WATCH' as const,
    blame: unit,
    evidence: { value, median, deviation: derived(deviation), samples, ofDay },
    detector: detectorOf(SPIKE),
  };
}

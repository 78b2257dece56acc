/** RATE (docs/design.md#rate): a reading that changes faster than its channel allows. */
import * as z from 'zod';
import { lookingWith, notLooking } from '../../anomaly/detector.ts';
import { seriesDetector } from '../../anomaly/series-detector.ts';
import { channelNamed } from '../../experiment/lookups.ts';
import { bandsWithin, rateBandSchema } from '../limit/band.ts';
import { bandOf, entriesInForce } from '../limit/bands-in-force.ts';
import { boundAnomaly } from '../limit/bound-anomaly.ts';
import type { BoundEpisode } from '../limit/limit.ts';
import { RATE } from './kind.ts';
import { foldRates, openRates, RATE_START, ratePageSchema, ratePagesOf, rateStateSchema } from './rate.ts';

const bandsSchema = z.array(rateBandSchema);

export const rateDetector = seriesDetector({
  ...RATE,
  needs: 'JUDGED',
  rule: bandsSchema,
  facts: z.object({ bands: bandsSchema, rates: z.array(ratePageSchema) }),
  state: rateStateSchema,
  start: RATE_START,
  aimAt: ({ channel }, context) => {
    const { rate } = channelNamed(context.index, channel);
    if (rate.length === 0) return notLooking('the channel declares no rate');
    const bands = entriesInForce(rate, context).map(({ entry, ...extent }) => ({
      ...bandOf(entry, extent),
      rate: { overSeconds: entry.over, perSeconds: entry.per },
    }));
    return bands.length === 0 ? notLooking('no rate of the channel has come into force') : lookingWith(bands);
  },
  ruleWithin: bandsWithin,
  factsOf: ({ rule, judged, periodSeconds }) =>
    rule.length === 0 ? null : { bands: rule, rates: ratePagesOf(judged, rule, periodSeconds) },
  fold: (before, facts, { unit, series, periodSeconds, last }) => {
    const { bands, rates } = facts ?? { bands: [], rates: [] };
    const { state, closed } = foldRates(before, { series, periodSeconds, bands, rates, last });
    const isEmpty = state.monitors.length === 0 && state.newest === null;
    return { state: isEmpty ? null : state, closed: closed.map((episode) => rateAnomaly(unit, episode)) };
  },
  finish: (state, { unit, periodSeconds, last }) =>
    openRates(state, periodSeconds, last).map((episode) => rateAnomaly(unit, episode, episode.to !== null)),
});

function rateAnomaly(unit: string, episode: BoundEpisode, isUnknown = false) {
  const { rate } = episode.band;
  if (rate === undefined) throw new RangeError(`the band of ${episode.series} bounds readings, not rates`);
  return boundAnomaly(RATE, { unit }, episode, {
    ...episode.evidence,
    ...rate,
    ...(isUnknown && { isUnknown: true as const }),
  });
}

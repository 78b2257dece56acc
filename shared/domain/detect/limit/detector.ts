/** LIMIT (docs/design.md#limit): readings beyond the bounds of a channel's limits. */
import * as z from 'zod';
import { lookingWith, notLooking } from '../../anomaly/detector.ts';
import { seriesDetector } from '../../anomaly/series-detector.ts';
import { bandsWithin, limitBandSchema } from './band.ts';
import { bandOf, entriesInForce } from './bands-in-force.ts';
import { boundAnomaly } from './bound-anomaly.ts';
import { LIMIT } from './kind.ts';
import { foldLimits, limitMonitorSchema, openLimit } from './limit.ts';
import { limitTraceSchema, limitTracesOf } from './limit-runs.ts';

const bandsSchema = z.array(limitBandSchema);

export const limitDetector = seriesDetector({
  ...LIMIT,
  needs: 'JUDGED',
  rule: bandsSchema,
  facts: z.object({ bands: bandsSchema, traces: z.array(limitTraceSchema) }),
  state: z.array(limitMonitorSchema),
  start: [],
  aimAt: ({ limits }, context) => {
    if (limits.length === 0) return notLooking('the channel declares no limits');
    const bands = entriesInForce(limits, context).map(({ entry, ...extent }) => bandOf(entry, extent));
    return bands.length === 0
      ? notLooking('no limit of the channel has come into force')
      : lookingWith(bands);
  },
  ruleWithin: bandsWithin,
  factsOf: ({ rule, judged }) =>
    rule.length === 0 ? null : { bands: rule, traces: limitTracesOf(judged, rule) },
  fold: (before, facts, { unit, series, last }) => {
    const { bands, traces } = facts ?? { bands: [], traces: [] };
    const { monitors, closed } = foldLimits(before, { series, bands, traces, last });
    const state = monitors.length === 0 ? null : monitors;
    return {
      state,
      closed: closed.map((episode) => boundAnomaly(LIMIT, { unit }, episode, episode.evidence)),
    };
  },
  finish: (monitors, { unit, last }) =>
    monitors.flatMap((monitor) => {
      const episode = openLimit(monitor, last, true);
      return episode === null ? [] : [boundAnomaly(LIMIT, { unit }, episode, episode.evidence)];
    }),
});

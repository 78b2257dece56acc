/** LIMIT of a pair (docs/design.md#limit): flight minus ground beyond the limits that the channel's `twin` declares. */
import * as z from 'zod';
import { lookingWith, notLooking } from '../../anomaly/detector.ts';
import { pairDetector, type TwinsNamed } from '../../anomaly/pair-detector.ts';
import type { ChannelPairs } from '../../twins/channel-pairs.ts';
import type { PairFilter } from '../../twins/pair-filter.ts';
import { derived } from '../../words/derived.ts';
import { bandsWithin, limitBandSchema } from './band.ts';
import { boundAnomaly } from './bound-anomaly.ts';
import { deltaBandsOf } from './delta-bands.ts';
import { LIMIT } from './kind.ts';
import { type BoundEpisode, foldLimits, limitMonitorSchema, openLimit } from './limit.ts';
import { type Judged, limitTraceSchema, limitTracesOf } from './limit-runs.ts';

const stateSchema = z.object({
  monitors: z.array(limitMonitorSchema),
  /** The newest pair's time on the flight's axis. */
  last: z.number(),
});
const runSchema = z.object({ traces: z.array(limitTraceSchema), last: z.number() });

export const deltaLimitDetector = pairDetector({
  ...LIMIT,
  // One good pair is held against its bounds; a block needs hours of them.
  needs: 'SENSED',
  rule: z.array(limitBandSchema),
  state: z.record(z.string(), stateSchema),
  start: {},
  aimAt: ({ twin: { limits } }, context) => {
    if (limits.length === 0) return notLooking('the channel declares no limits on flight minus ground');
    const bands = deltaBandsOf(limits, context);
    return bands.length === 0
      ? notLooking('no limit on flight minus ground holds while both units are armed')
      : lookingWith(bands);
  },
  ruleWithin: bandsWithin,
  lookWith: (bands) =>
    bands.length === 0
      ? null
      : (pairs, counts) => ({
          traces: limitTracesOf(differencesOf(pairs, counts), bands),
          last: pairs.flightTimes.at(-1) ?? 0,
        }),
  fold: (before, { pair, channels }) => {
    const states = new Map(Object.entries(before));
    const closed = channels.flatMap(({ channel: { series }, rule: bands, paged }) => {
      if (paged.last === null) return [];
      const runs = z.array(runSchema).parse(paged.seen[LIMIT.kind] ?? []);
      // A page that no band reaches into ends those of before.
      const pages = runs.length === 0 ? [{ traces: [], last: paged.last }] : runs;
      let { monitors } = states.get(series) ?? { monitors: [] };
      const over: BoundEpisode[] = [];
      for (const { traces, last } of pages) {
        const folded = foldLimits(monitors, { series, bands, traces, last });
        ({ monitors } = folded);
        over.push(...folded.closed);
      }
      if (monitors.length === 0) states.delete(series);
      else states.set(series, { monitors, last: paged.last });
      return over.map((episode) => deltaAnomaly(pair, episode));
    });
    const kept = [...states.keys()].sort().map((series) => [series, states.get(series)!] as const);
    return { state: Object.fromEntries(kept), closed };
  },
  finish: (states, { pair, judged }) =>
    judged.flatMap(({ channel: { series } }) => {
      const known = Object.hasOwn(states, series) ? states[series]! : { monitors: [], last: 0 };
      return known.monitors.flatMap((monitor) => {
        const episode = openLimit(monitor, known.last, true);
        return episode === null ? [] : [deltaAnomaly(pair, episode)];
      });
    }),
});

/** Flight minus ground of the pairs that count, by the flight's time. What was computed is held against a bound as it is written. */
function differencesOf(pairs: ChannelPairs, counts: PairFilter): Judged {
  const { flightTimes, flight, ground } = pairs;
  const times = new Float64Array(flight.length);
  const values = new Float64Array(flight.length);
  let n = 0;
  for (let i = 0; i < flight.length; i++) {
    if (!counts(pairs, i)) continue;
    times[n] = flightTimes[i]!;
    values[n++] = derived(flight[i]! - ground[i]!);
  }
  return { times: times.subarray(0, n), values: values.subarray(0, n) };
}

/** Which of the two units is off cannot be told from their difference. */
function deltaAnomaly({ id, flight, ground }: TwinsNamed, episode: BoundEpisode) {
  const evidence = { ...episode.evidence, twins: { flight, ground } };
  return boundAnomaly(LIMIT, { pair: id }, episode, evidence);
}

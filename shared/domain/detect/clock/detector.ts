/** CLOCK (docs/design.md#clock): the two clocks of a pair run apart. */
import * as z from 'zod';
import { anomalyId, holdingAt } from '../../anomaly/anomaly.ts';
import { type AnomalyOf, detectorOf, lookingWith, notLooking } from '../../anomaly/detector.ts';
import { pairDetector } from '../../anomaly/pair-detector.ts';
import { derived } from '../../words/derived.ts';
import { type ClockDrift, clockDrift, lagAtSchema, withLags } from './clock.ts';
import { CLOCK, type clockEvidenceSchema } from './kind.ts';

const channelStateSchema = z.object({
  lags: z.array(lagAtSchema),
  /** The newest pair's time on the flight's axis; null where nothing was paired yet. */
  last: z.number().nullable(),
});

export const clockDetector = pairDetector({
  ...CLOCK,
  needs: 'JUDGED',
  rule: z.number(),
  state: z.record(z.string(), channelStateSchema),
  start: {},
  aimAt: ({ twin }) =>
    twin.margin === null
      ? notLooking('the channel declares no margin for its twin')
      : lookingWith(twin.margin),
  fold: (before, { channels }) => {
    const state = { ...before };
    for (const { paged } of channels) {
      const known = Object.hasOwn(state, paged.series) ? state[paged.series] : undefined;
      const lags = withLags(known?.lags ?? [], paged.lags);
      state[paged.series] = { lags, last: paged.last ?? known?.last ?? null };
    }
    return { state, closed: [] };
  },
  finish: (state, { pair, judged }) => {
    const voting = judged.flatMap(({ channel }) => {
      const known = Object.hasOwn(state, channel.series) ? state[channel.series] : undefined;
      if (known === undefined || known.lags.length < 3) return [];
      const drift = clockDrift(known.lags, channel.period);
      return [{ series: channel.series, last: known.last, drift }];
    });
    const drifting = voting.flatMap(({ drift, ...one }) => (drift === null ? [] : [{ ...one, drift }]));
    const [most, ...others] = drifting.toSorted((a, b) => unsureness(a.drift) - unsureness(b.drift));
    // A clock stamps all channels of its unit: where most of them see no drift, it is none.
    if (most === undefined || 2 * drifting.length <= voting.length) return [];
    const isSame = ({ drift }: { readonly drift: ClockDrift }) =>
      Math.sign(drift.secondsPerDay) === Math.sign(most.drift.secondsPerDay);
    if (!others.every(isSame)) return [];
    const channels = drifting.map(({ series }) => series).sort();
    const asOf = Math.max(...drifting.map(({ last }) => last ?? 0));
    return [holdingAt(clockAnomaly(pair.id, channels, most.drift), asOf)];
  },
});

function unsureness({ stretches }: ClockDrift): number {
  return stretches.reduce((sum, { uncertaintySeconds }) => sum + uncertaintySeconds, 0);
}

/** Which of the two clocks is wrong cannot be told from their difference. */
function clockAnomaly(
  pair: string,
  channels: string[],
  { stretches, secondsPerDay }: ClockDrift,
): AnomalyOf<'CLOCK', z.infer<typeof clockEvidenceSchema>> {
  const from = stretches[0]!.from;
  return {
    id: anomalyId(CLOCK.kind, pair, 'lag', from),
    kind: CLOCK.kind,
    pair,
    channels,
    from,
    to: null,
    severity: 'WATCH',
    blame: null,
    evidence: {
      lagsSeconds: stretches.map(({ lagSeconds }) => derived(lagSeconds)),
      uncertaintiesSeconds: stretches.map(({ uncertaintySeconds }) => derived(uncertaintySeconds)),
      secondsPerDay: derived(secondsPerDay),
    },
    detector: detectorOf(CLOCK),
  };
}

/** SPIKE (docs/design.md#spike): a few samples far from those before, and back. */
import * as z from 'zod';
import { anomalyId } from '../../anomaly/anomaly.ts';
import { type Aim, detectorOf, lookingWith, notLooking } from '../../anomaly/detector.ts';
import { type SeriesAt, seriesDetector } from '../../anomaly/series-detector.ts';
import type { UnitContext } from '../../anomaly/unit-detector.ts';
import { channelNamed } from '../../experiment/lookups.ts';
import type { UnitSeries } from '../../experiment/unit-series.ts';
import { derived } from '../../words/derived.ts';
import { figureText } from '../../words/figure.ts';
import {
  foldSpikes,
  type ListedSpike,
  MOST_A_DAY,
  SPIKE_START,
  spikeFactsOf,
  spikeFactsSchema,
  spikeStateSchema,
} from './spike.ts';

const SPIKE = { kind: 'SPIKE', version: '1' } as const;

const evidenceSchema = z.object({
  /** The one farthest off. */
  value: z.number(),
  /** Of the fifteen samples before. */
  median: z.number(),
  /** Their robust deviation, at least two steps of the resolution. */
  deviation: z.number(),
  samples: z.number(),
  /** Which of the series it is in its UTC day; after the tenth none is listed. */
  ofDay: z.number(),
});

const ruleSchema = z.object({ resolution: z.number().positive() });

/** What counts or switches jumps by nature. */
const JUMPS = /(?:^|[^a-z])(?:flag|counter)s?(?:$|[^a-z])/i;

export const spikeDetector = seriesDetector({
  ...SPIKE,
  needs: 'JUDGED',
  evidence: evidenceSchema,
  evidenceOnWire: evidenceSchema,
  instants: [],
  confounds: false,
  isLogOnly: true,
  hasOwnLine: false,
  phrase: 'spiking',
  figures: ({ channels, evidence: { value, median, ofDay } }, unitOf) => {
    const unit = unitOf(channels[0] ?? '');
    const last = ofDay === MOST_A_DAY ? `, number ${ofDay} of the day: later ones are not listed` : '';
    return `${figureText(value)}${unit} between readings around ${figureText(median)}${unit}${last}`;
  },
  rule: ruleSchema,
  facts: spikeFactsSchema.extend(ruleSchema.shape),
  state: spikeStateSchema,
  start: SPIKE_START,
  aimAt,
  ruleWithin: (rule) => rule,
  factsOf: ({ rule, judged, periodSeconds }) =>
    judged.times.length === 0 ? null : { ...rule, ...spikeFactsOf(judged, { ...rule, periodSeconds }) },
  fold: (before, facts, at) => {
    if (facts === null) return { state: before, closed: [] };
    const { resolution } = facts;
    const { state, spikes } = foldSpikes(before, facts, { resolution, periodSeconds: at.periodSeconds });
    return { state, closed: spikes.map((spike) => spikeAnomaly(spike, at)) };
  },
  // What the next sample would decide is no spike yet.
  finish: () => [],
});

function aimAt({ channel, storage }: UnitSeries, { index }: UnitContext): Aim<z.infer<typeof ruleSchema>> {
  const { spike, quantity, resolution } = channelNamed(index, channel);
  if (spike === 'none') return notLooking('the channel declares `spike: none`');
  if (quantity !== undefined && JUMPS.test(quantity)) return notLooking('a flag or counter jumps by nature');
  if (resolution !== undefined) return lookingWith({ resolution });
  if (storage.kind === 'decimal') return lookingWith({ resolution: 10 ** -storage.scale });
  return notLooking('the channel declares neither `resolution` nor decimal storage');
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

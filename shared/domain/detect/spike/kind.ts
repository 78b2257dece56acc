/** SPIKE (docs/design.md#spike), as it is told. */
import * as z from 'zod';
import { anomalyKind } from '../../anomaly/detector.ts';
import { figureText } from '../../words/figure.ts';
import { MOST_A_DAY } from './most-a-day.ts';

export const spikeEvidenceSchema = z.object({
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

export const SPIKE = anomalyKind({
  kind: 'SPIKE',
  version: '3',
  evidence: spikeEvidenceSchema,
  evidenceOnWire: spikeEvidenceSchema,
  instants: [],
  confounds: false,
  isLogOnly: true,
  isLearnt: true,
  hasOwnLine: false,
  phrase: 'spiking',
  figures: ({ channels, evidence: { value, median, ofDay } }, unitOf) => {
    const unit = unitOf(channels[0] ?? '');
    const last = ofDay === MOST_A_DAY ? `, number ${ofDay} of the day: later ones are not listed` : '';
    return `${figureText(value)}${unit} between readings around ${figureText(median)}${unit}${last}`;
  },
});

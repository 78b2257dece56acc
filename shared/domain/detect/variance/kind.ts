/** VARIANCE (docs/design.md#variance), as it is told. */
import * as z from 'zod';
import { anomalyKind } from '../../anomaly/detector.ts';
import { instantText } from '../../instant-text.ts';
import { figureText } from '../../words/figure.ts';

export const varianceEvidenceSchema = z.object({
  /** Standard deviations from reading to reading: what it was, and what it is since. */
  before: z.number(),
  since: z.number(),
  /** The one over the other: above 1 it scatters more. */
  factor: z.number(),
  /** Blocks since the onset that show it. */
  hours: z.number(),
  /** End of the block in which it was seen. */
  raised: z.number(),
});

export const VARIANCE = anomalyKind({
  kind: 'VARIANCE',
  version: '1',
  evidence: varianceEvidenceSchema,
  evidenceOnWire: varianceEvidenceSchema.extend({ raised: instantText }),
  instants: ['raised'],
  confounds: false,
  isLearnt: true,
  isLogOnly: false,
  hasOwnLine: false,
  phrase: 'noisier or quieter than before',
  figures: ({ channels, evidence: { before, since, factor, hours } }, unitOf) => {
    const unit = unitOf(channels[0] ?? '');
    const figured = (value: number) => figureText(Number(value.toPrecision(2)));
    return `scatters ${figured(factor)} times as much as before: ${figured(since)}${unit} from reading to reading over ${figureText(hours)} h, ${figured(before)}${unit} before`;
  },
});

/** OFFSET (docs/design.md#offset), as it is told. */
import * as z from 'zod';
import { anomalyKind } from '../../anomaly/detector.ts';
import { figureText } from '../../words/figure.ts';

export const offsetEvidenceSchema = z.object({
  margin: z.number(),
  /** 1: flight reads higher. */
  sign: z.union([z.literal(1), z.literal(-1)]),
  /** Of the three blocks that opened it. */
  medians: z.array(z.number()),
  worstMedian: z.number(),
  triggerValue: z.number(),
});

export const OFFSET = anomalyKind({
  kind: 'OFFSET',
  version: '1',
  evidence: offsetEvidenceSchema,
  evidenceOnWire: offsetEvidenceSchema,
  instants: [],
  confounds: true,
  isExplainable: true,
  isLogOnly: false,
  hasOwnLine: false,
  phrase: 'different from its twin',
  figures: ({ channels, evidence: { worstMedian, margin } }, unitOf) => {
    const unit = unitOf(channels[0] ?? '');
    return `flight minus ground at worst ${figureText(worstMedian)}${unit} (median of 6 h), ${figureText(margin)}${unit} allowed`;
  },
});

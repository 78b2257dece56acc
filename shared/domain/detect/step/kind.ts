/** STEP (docs/design.md#step), as it is told. */
import * as z from 'zod';
import { anomalyKind } from '../../anomaly/detector.ts';
import { instantText } from '../../instant-text.ts';
import { MICROS_PER_SECOND } from '../../time.ts';
import { figureText } from '../../words/figure.ts';
import { utcText } from '../../words/instant.ts';
import { spanText } from '../../words/span.ts';
import { SIDES } from './side.ts';

export const stepEvidenceSchema = z.object({
  found: z.enum(['COMMANDED_NOT_SEEN', 'SEEN_NOT_COMMANDED']),
  /** The threshold that shows the step, and for how long readings are to be beyond it. */
  side: z.enum(SIDES),
  threshold: z.number(),
  forSeconds: z.number(),
  /** The reading that came nearest to it, or lies farthest beyond. */
  farthest: z.number(),
  /** The command, and until when it should have been seen; absent where nobody commanded it. */
  event: z.string().optional(),
  commandedAt: z.number().optional(),
  expectedBy: z.number().optional(),
});

export const STEP = anomalyKind({
  kind: 'STEP',
  version: '1',
  evidence: stepEvidenceSchema,
  evidenceOnWire: stepEvidenceSchema.extend({
    commandedAt: instantText.optional(),
    expectedBy: instantText.optional(),
  }),
  instants: ['commandedAt', 'expectedBy'],
  confounds: false,
  isLogOnly: false,
  isToldUnarmed: true,
  hasOwnLine: false,
  phrase: 'not as commanded',
  figures: ({ channels: [channel = ''], evidence }, unitOf) => {
    const { side, threshold, forSeconds, farthest, event, expectedBy } = evidence;
    const unit = unitOf(channel);
    const is = `${side.toLowerCase()} ${figureText(threshold)}${unit}`;
    const held = `for ${spanText(forSeconds * MICROS_PER_SECOND)}`;
    const extreme = `${side === 'ABOVE' ? 'highest' : 'lowest'} ${figureText(farthest)}${unit}`;
    return event === undefined || expectedBy === undefined
      ? `seen, not commanded: ${is} ${held} or longer, ${extreme}`
      : `${event} was commanded and is not seen: not ${is} ${held} by ${utcText(expectedBy)}, ${extreme}`;
  },
});

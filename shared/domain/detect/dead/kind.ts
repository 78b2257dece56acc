/** DEAD (docs/design.md#dead), as it is told. */
import * as z from 'zod';
import { anomalyKind } from '../../anomaly/detector.ts';
import { instantText } from '../../instant-text.ts';
import { MICROS_PER_SECOND } from '../../time.ts';
import { countText } from '../../words/count.ts';
import { utcText } from '../../words/instant.ts';
import { spanText } from '../../words/span.ts';

export const deadEvidenceSchema = z.object({
  /** The last valid reading; absent where there never was one. */
  lastValid: z.number().optional(),
  /** Readings that the series' step promised, and what came in their place. */
  missingSamples: z.number(),
  /** Declared missing codes. */
  missingCodes: z.number(),
  /** Outside of the valid range. */
  outOfRange: z.number(),
  /** Nothing that could be read as a number: an empty cell, a text, or no column. */
  absent: z.number(),
  stepSeconds: z.number(),
  lengthSeconds: z.number(),
  /** The whole unit has no valid reading; the counts are of the channels whose readings began and ended to lack with it. */
  ofUnit: z.literal(true).optional(),
});

export const DEAD = anomalyKind({
  kind: 'DEAD',
  version: '2',
  evidence: deadEvidenceSchema,
  evidenceOnWire: deadEvidenceSchema.extend({ lastValid: instantText.optional() }),
  instants: ['lastValid'],
  confounds: false,
  isLogOnly: false,
  hasOwnLine: false,
  phrase: 'dead',
  figures: ({ evidence }) => {
    const { lastValid, lengthSeconds, missingCodes, outOfRange, absent, ofUnit } = evidence;
    const parts = [
      ...(absent > 0 ? [`${countText(absent, 'reading')} absent or unreadable`] : []),
      ...(missingCodes > 0 ? [countText(missingCodes, 'missing code')] : []),
      ...(outOfRange > 0 ? [`${countText(outOfRange, 'reading')} outside its valid range`] : []),
    ];
    const since = lastValid === undefined ? ', never before' : `, the last ${utcText(lastValid)}`;
    const what = `no valid reading${ofUnit ? ' of the whole unit' : ''}`;
    const counts = parts.length === 0 ? '' : ` (${parts.join(', ')})`;
    return `${what} for ${spanText(lengthSeconds * MICROS_PER_SECOND)}${since}${counts}`;
  },
});

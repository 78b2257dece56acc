import * as z from 'zod';
import { identifier, instantText, seriesName } from './wire.ts';

export const completenessQuerySchema = z.strictObject({ unit: identifier, channel: seriesName });

export const completenessSchema = z.object({
  unit: z.string(),
  channel: z.string(),
  received: z.number().int(),
  expected: z.number().int(),
  /** received / expected; null before the first sample. */
  completeness: z.number().nullable(),
  gaps: z.array(
    z.object({
      /** The last sample before the gap. */
      from: instantText,
      /** The first sample after it. */
      to: instantText,
      cause: z.enum(['LOS', 'NOT_DOWNLINKED', 'LOST', 'RESET', 'QUARANTINED', 'UNKNOWN']),
      /** Samples that are missing. */
      expected: z.number().int(),
    }),
  ),
  pending: z.number().int(),
});
export type CompletenessOnWire = z.infer<typeof completenessSchema>;

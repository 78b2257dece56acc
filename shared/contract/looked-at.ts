/** Which time of a unit an answer rests on: of any other it says nothing. */
import * as z from 'zod';
import { instantText } from '../domain/instant-text.ts';

export const lookedAtSchema = z.object({
  unit: z.string(),
  /** The part of the range asked for between the unit's first and newest sample; null where nothing of it came then. */
  from: instantText.nullable(),
  to: instantText.nullable(),
  /** Whether a sample with a value that could be right ever came of it. */
  hasValid: z.boolean(),
  /**
   * Stretches that no bound judges: without a valid reading (DEAD), or of a sensor with bounds that stood still (STUCK);
   * the first 50. `to` is null while one lasts.
   */
  unmonitored: z.array(
    z.object({
      channels: z.array(z.string()),
      cause: z.enum(['DEAD', 'STUCK']),
      ...{ from: instantText, to: instantText.nullable() },
    }),
  ),
  moreUnmonitored: z.number().int().optional(),
  /**
   * Stretches in which channels settle after an event, so that these kinds, which go by what they have learnt, look at
   * nothing; the first 50. Absent where there is none.
   */
  settling: z
    .array(
      z.object({
        kinds: z.array(z.string()),
        channels: z.array(z.string()),
        from: instantText,
        to: instantText,
        /** Name of the event, or `calibration`. */
        event: z.string(),
      }),
    )
    .optional(),
  moreSettling: z.number().int().optional(),
});
export type LookedAtOnWire = z.infer<typeof lookedAtSchema>;

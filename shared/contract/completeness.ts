import * as z from 'zod';
import { GAP_CAUSES } from '../domain/contacts/gap-cause.ts';
import { instantText } from '../domain/instant-text.ts';
import { contactOutlookSchema } from './contacts.ts';
import { identifier, seriesName } from './wire.ts';

/** Without a unit all of them, without a channel all that the units measure. */
export const completenessQuerySchema = z.strictObject({
  unit: identifier.optional(),
  channel: seriesName.optional(),
});

const counts = {
  received: z.number().int(),
  expected: z.number().int(),
  /** received / expected; null before the first sample. */
  completeness: z.number().nullable(),
};

const gapSchema = z.object({
  unit: z.string(),
  /** The channels that miss these very samples. */
  channels: z.array(z.string()),
  /** The last sample before the gap. */
  from: instantText,
  /** The first sample after it. */
  to: instantText,
  cause: z.enum(GAP_CAUSES),
  /** Why this cause is told. */
  reason: z.string(),
  /** Samples that are missing, of each of the channels. */
  expected: z.number().int(),
});

export const completenessSchema = z.object({
  /** As asked for. */
  unit: z.string().optional(),
  channel: z.string().optional(),
  /** Of everything asked for together. */
  ...counts,
  /** A gap that channels of a unit share stands here once. */
  gaps: z.array(gapSchema),
  series: z.array(
    z.object({
      unit: z.string(),
      channel: z.string(),
      ...counts,
      /** How many of the gaps it has. */
      gaps: z.number().int(),
    }),
  ),
  contacts: contactOutlookSchema,
  pending: z.number().int(),
});
export type CompletenessOnWire = z.infer<typeof completenessSchema>;

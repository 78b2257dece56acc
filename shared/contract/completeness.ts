import * as z from 'zod';
import { GAP_CAUSES } from '../domain/contacts/told-cause.ts';
import { instantText } from '../domain/instant-text.ts';
import { contactOutlookSchema } from './contacts.ts';
import { stopped } from './stopped.ts';
import { assays, computedBy, damaged, identifier, readUnderOther, seriesName } from './wire.ts';

/** Without a unit or pair all units, without a channel all that they measure. */
export const completenessQuerySchema = z.strictObject({
  unit: identifier.optional(),
  pair: identifier.optional().meta({
    description: 'Both of its units, over the time that both have. Cannot be combined with `unit`.',
  }),
  channel: seriesName.optional(),
});

const counts = {
  /** The time that is counted: from the first sample of the unit to its last, or of the pair; null before any. */
  from: instantText.nullable(),
  to: instantText.nullable(),
  /** Accepted samples. */
  received: z.number().int(),
  /** Of them, GOOD or UNCERTAIN ones: no missing codes, and nothing outside a valid range. */
  valid: z.number().int(),
  /** round(range / period) + 1, of each series; 0 where nothing says what was expected. */
  expected: z.number().int(),
  /** received / expected, 1 at most; null where nothing was expected, or not all pages are there yet (`pending`). */
  completeness: z.number().nullable(),
};

/** Where a series or unit lacks samples at an end: it began late, it ended before others, or nothing ever came. */
const openEnd = z.enum(['START', 'END', 'NEVER']).optional();

const gapSchema = z.object({
  unit: z.string(),
  /** The channels that miss these very samples. */
  channels: z.array(z.string()),
  /** The last sample before the gap, or where samples were expected from. */
  from: instantText,
  /** The first sample after it, or up to where samples were expected. */
  to: instantText,
  cause: z.enum(GAP_CAUSES),
  /** Why this cause is told. */
  reason: z.string(),
  /** Samples that are missing, of each of the channels. */
  expected: z.number().int(),
  open: openEnd,
});

export const completenessSchema = z.object({
  /** As asked for. */
  unit: z.string().optional(),
  pair: z.string().optional(),
  channel: z.string().optional(),
  /** Of everything asked for together. */
  ...counts,
  /** A gap that channels of a unit share stands here once. The 500 longest, in order of time. */
  gaps: z.array(gapSchema),
  /** How many shorter ones there are beside. */
  moreGaps: z.number().int().optional(),
  series: z.array(
    z.object({
      unit: z.string(),
      channel: z.string(),
      ...counts,
      /** As declared, and the median of what came; null below two samples. */
      periodSeconds: z.number(),
      observedSeconds: z.number().nullable(),
      /** How many of the gaps it has. */
      gaps: z.number().int(),
      /** The step that its gaps were judged by, where the samples show the declared period to be wrong by 3 or more. */
      gapsByStepSeconds: z.number().optional(),
      /** Samples of its unit are stored that are not counted yet (`pending`): what is 0 or null may be more. */
      uncounted: z.literal(true).optional(),
    }),
  ),
  contacts: contactOutlookSchema,
  /** Where everything is asked for. */
  assays,
  ...computedBy,
  readUnderOther,
  damaged,
  pending: z.number().int(),
  stopped,
});
export type CompletenessOnWire = z.infer<typeof completenessSchema>;

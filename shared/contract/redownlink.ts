import * as z from 'zod';
import { GAP_CAUSES } from '../domain/contacts/told-cause.ts';
import { instantText } from '../domain/instant-text.ts';
import { contactOutlookSchema } from './contacts.ts';
import { stopped } from './stopped.ts';
import { damaged, identifier, readUnderOther } from './wire.ts';

export const redownlinkQuerySchema = z.strictObject({
  unit: identifier.optional(),
  format: z
    .enum(['json', 'csv'])
    .optional()
    .meta({ description: 'As an Accept header would say; the header is not looked at then.' }),
});

export const redownlinkSchema = z.object({
  /** What to ask for again, in the order of asking, 500 at most. */
  ranges: z.array(
    z.object({
      unit: z.string(),
      channels: z.array(z.string()),
      /** The last sample that is here before, and the first after. */
      from: instantText,
      to: instantText,
      /** Missing samples of all the channels together. */
      samples: z.number().int(),
      cause: z.enum(GAP_CAUSES),
      reason: z.string(),
      priority: z.number().int(),
      /** Where the cause is WITHDRAWN: the downlinks that hold it, and bring it back when they are read again. */
      downlinks: z.array(z.string()).optional(),
      /**
       * Where the definition says how long the payload keeps its data: from when it writes over this stretch, until nothing
       * of it is left; and the same in a sentence.
       */
      overwritten: z.object({ from: instantText, to: instantText, sentence: z.string() }).optional(),
    }),
  ),
  /**
   * What was looked at, unit by unit: from its first sample, or where its twins tell that it should have begun, to its
   * last, or where they end; null before any. Of other times nothing is said.
   */
  lookedAt: z.array(z.object({ unit: z.string(), from: instantText.nullable(), to: instantText.nullable() })),
  /** How many less precious stretches there are beside. */
  more: z.number().int().optional(),
  /** Planned loss of signal until when to ask; null where no plan holds one. */
  until: instantText.nullable(),
  contacts: contactOutlookSchema,
  /** Gaps that are not asked for: still to come, never recorded, or here but not readable. */
  left: z.object({
    NOT_DOWNLINKED: z.number().int(),
    LOS: z.number().int(),
    QUARANTINED: z.number().int().optional(),
    /** Stretches that the payload has written over by now: no contact brings them. */
    OVERWRITTEN: z.number().int().optional(),
  }),
  /** Units whose newest pages are not judged yet. */
  pending: z.number().int(),
  stopped,
  readUnderOther,
  damaged,
});
export type RedownlinkOnWire = z.infer<typeof redownlinkSchema>;

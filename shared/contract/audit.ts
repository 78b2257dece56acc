import * as z from 'zod';
import { instantText } from '../domain/instant-text.ts';
import { damaged, identifier, rangeQuery } from './wire.ts';

export const auditQuerySchema = z.strictObject({
  ...rangeQuery,
  experiment: identifier.optional().meta({ description: 'Only what was asked of this experiment.' }),
  holder: z.string().min(1).max(200).optional().meta({ description: 'Only what this holder asked for.' }),
  next: z.string().optional().meta({ description: 'Of the page before.' }),
});

const auditEntrySchema = z.object({
  at: instantText,
  holder: z.string(),
  /** Of this interface. */
  operation: z.string(),
  experiment: z.string().optional(),
  /** What else it was of: `downlink` and `file`, `alarm`, `holder`. */
  about: z.record(z.string(), z.string()).optional(),
  /** Of the log. */
  requestId: z.string(),
  /** Null: none is known, so that it may have taken effect or not. */
  answer: z.object({ at: instantText, status: z.number().int(), code: z.string().optional() }).nullable(),
});
export type AuditEntryOnWire = z.infer<typeof auditEntrySchema>;

export const auditSchema = z.object({
  /** What was looked through for this page, [from, to). */
  from: instantText,
  to: instantText,
  /** In order of time. */
  entries: z.array(auditEntrySchema),
  /** There is more to look through. */
  next: z.string().optional(),
  damaged,
});
export type AuditOnWire = z.infer<typeof auditSchema>;

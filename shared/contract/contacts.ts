import * as z from 'zod';
import type { Contact } from '../domain/contacts/contact.ts';
import { instantText } from '../domain/instant-text.ts';
import { isoOf } from '../domain/time.ts';
import { noticeSchema } from './wire.ts';

export const contactSchema = z.object({
  /** Acquisition of signal. */
  aos: instantText,
  /** Loss of signal. */
  los: instantText,
  station: z.string().optional(),
  id: z.string().optional(),
});
export type ContactOnWire = z.infer<typeof contactSchema>;

export const putContactsQuerySchema = z.strictObject({
  from: instantText.optional().meta({
    description:
      'From this instant on the table takes the place of what was planned; its first acquisition of signal if not given. Contacts of before it stay.',
  }),
  onlyNew: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ description: 'true: a table that was put once before changes nothing.' }),
});

export const contactsQuerySchema = z.strictObject({
  at: instantText.optional().meta({ description: 'The plan as it was known at this instant.' }),
});

/** A plan as it is put. Times need an offset. */
export const newContactsSchema = z.strictObject({ contacts: z.array(contactSchema) });

/** Answer to putting a plan. The same contacts again are a no-op; the answer says that none is new. */
export const appliedContactsSchema = z.object({
  revision: z.number().int(),
  sha256: z.string(),
  contacts: z.number().int(),
  /** First acquisition and last loss of signal. */
  from: instantText,
  to: instantText,
  /** The instant from which on this table takes the place of what was planned before. */
  effective: instantText,
  /** Contacts of the plan before that stay, that are planned no more, and of this table that are new. */
  stayed: z.number().int(),
  replaced: z.number().int(),
  added: z.number().int(),
  warnings: z.array(noticeSchema),
});
export type AppliedContacts = z.infer<typeof appliedContactsSchema>;

export const contactsSchema = z.object({
  revision: z.number().int(),
  sha256: z.string(),
  appliedAt: instantText,
  appliedBy: z.string(),
  /** Absent of plans that an older version put, which replaced all of those before. */
  effective: instantText.optional(),
  contacts: z.array(contactSchema),
  /** All revisions, the last 100 of many, the oldest first. */
  revisions: z
    .array(
      z.object({
        revision: z.number().int(),
        appliedAt: instantText,
        appliedBy: z.string(),
        effective: instantText.optional(),
        contacts: z.number().int(),
      }),
    )
    .default([]),
});
export type ContactsOnWire = z.infer<typeof contactsSchema>;

/** What an answer knows of contacts, so that a reader sees what its causes rest on. */
export const contactOutlookSchema = z.object({
  /** Whether a contact plan is known at all. */
  isPlanned: z.boolean(),
  /** The contact that goes on, or the next one; absent where no plan holds one. */
  next: contactSchema.optional(),
  /** The same in a sentence. */
  sentence: z.string(),
});

export function contactOnWire({ aos, los, station, id }: Contact): ContactOnWire {
  return {
    aos: isoOf(aos),
    los: isoOf(los),
    ...(station !== null && { station }),
    ...(id !== null && { id }),
  };
}

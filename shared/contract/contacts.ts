import * as z from 'zod';
import type { Contact } from '../domain/contacts/contact.ts';
import { instantText } from '../domain/instant-text.ts';
import { isoOf } from '../domain/time.ts';

export const contactSchema = z.object({
  /** Acquisition of signal. */
  aos: instantText,
  /** Loss of signal. */
  los: instantText,
  station: z.string().optional(),
  id: z.string().optional(),
});
export type ContactOnWire = z.infer<typeof contactSchema>;

/** A plan as it is put. Times need an offset. */
export const newContactsSchema = z.strictObject({ contacts: z.array(contactSchema) });

/** Answer to putting a plan. The same contacts again are a no-op with the same answer. */
export const appliedContactsSchema = z.object({
  revision: z.number().int(),
  sha256: z.string(),
  contacts: z.number().int(),
  /** First acquisition and last loss of signal. */
  from: instantText,
  to: instantText,
});
export type AppliedContacts = z.infer<typeof appliedContactsSchema>;

export const contactsSchema = z.object({
  revision: z.number().int(),
  sha256: z.string(),
  appliedAt: instantText,
  appliedBy: z.string(),
  contacts: z.array(contactSchema),
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

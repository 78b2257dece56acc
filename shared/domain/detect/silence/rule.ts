/** When a unit is silent (docs/design.md#silence): a contact has passed that brought nothing new of it. */
import type { Contact, ContactPlan } from '../../contacts/contact.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../../time.ts';

export interface Silence {
  /** The contact with the earliest deadline of those that should have brought something and did not. */
  readonly contact: Contact;
  /** Its deadline: loss of signal, latency and the longest silence later. */
  readonly from: Micros;
}

/**
 * The silence of a unit whose newest sample was measured at `newest` (null: there is none) at the instant `at`; null
 * where there is none. A contact has to bring what is newer than the acquisition of signal of the contact before it;
 * the first one anything at all.
 */
export function silenceAt(
  { contacts, latency }: ContactPlan,
  maxSilence: Seconds,
  newest: Micros | null,
  at: Micros,
): Silence | null {
  let before: Micros | null = null;
  let first: Silence | null = null;
  for (const contact of contacts) {
    const from = contact.los + (latency + maxSilence) * MICROS_PER_SECOND;
    const hasSpoken = newest !== null && (before === null || newest > before);
    // Contacts of two stations may overlap, so that the one that begins later ends first.
    if (!hasSpoken && from <= at && (first === null || from < first.from)) first = { contact, from };
    before = contact.aos;
  }
  return first;
}

/** Contacts that have passed, and whether they brought a file: what the next on duty must ask the ground station for. */
import type { Contact, ContactPlan } from '../contacts/contact.ts';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';

export interface PassedContact {
  readonly contact: Contact;
  /** NOT_YET: its files may still come, the latency is not over. */
  readonly brought: 'FILES' | 'NOTHING' | 'NOT_YET';
}

/**
 * The contacts whose signal was lost from `since` to before `now`, in order of time. A contact brought what was announced
 * from its acquisition of signal until its latency was over; of contacts that overlap so, each counts the same files.
 */
export function passedContacts(
  { contacts, latency }: ContactPlan,
  announced: readonly Micros[],
  { since, now }: { readonly since: Micros; readonly now: Micros },
): PassedContact[] {
  return contacts
    .filter(({ los }) => los >= since && los < now)
    .sort((a, b) => a.aos - b.aos)
    .map((contact): PassedContact => {
      const until = contact.los + latency * MICROS_PER_SECOND;
      if (announced.some((at) => at >= contact.aos && at <= until)) return { contact, brought: 'FILES' };
      return { contact, brought: until < now ? 'NOTHING' : 'NOT_YET' };
    });
}

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
  return earliest(owedContacts({ contacts, latency }, maxSilence, newest).filter(({ from }) => from <= at));
}

/** The same of what is not silent yet: which contact it will be silent after, if nothing comes; null where no contact says. */
export function nextSilence(
  plan: ContactPlan,
  maxSilence: Seconds,
  newest: Micros | null,
  at: Micros,
): Silence | null {
  return earliest(owedContacts(plan, maxSilence, newest).filter(({ from }) => from > at));
}

/** Contacts that have brought nothing new, each with its deadline. */
function owedContacts(
  { contacts, latency }: ContactPlan,
  maxSilence: Seconds,
  newest: Micros | null,
): Silence[] {
  return contacts.flatMap((contact, i) => {
    const before = contacts[i - 1]?.aos ?? null;
    const hasSpoken = newest !== null && (before === null || newest > before);
    return hasSpoken ? [] : [{ contact, from: contact.los + (latency + maxSilence) * MICROS_PER_SECOND }];
  });
}

/** Contacts of two stations may overlap, so that the one that begins later ends first. */
function earliest(silences: readonly Silence[]): Silence | null {
  return silences.reduce<Silence | null>(
    (first, one) => (first === null || one.from < first.from ? one : first),
    null,
  );
}

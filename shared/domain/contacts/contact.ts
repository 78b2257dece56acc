/** The contact plan: when a ground station is planned to hear the payload. */
import { byText } from '../by-text.ts';
import type { Micros, Seconds } from '../time.ts';

export interface Contact {
  /** Acquisition of signal. */
  readonly aos: Micros;
  /** Loss of signal. */
  readonly los: Micros;
  readonly station: string | null;
  readonly id: string | null;
}

export interface ContactPlan {
  /** By acquisition of signal. Contacts of different stations may overlap: one hands over to the other. */
  readonly contacts: readonly Contact[];
  /** How long after loss of signal the data of a contact may take to reach us (`contacts.latency`). */
  readonly latency: Seconds;
}

/** The contact that goes on at the instant, else the first one after it; null where the plan ends before. */
export function nextContact({ contacts }: ContactPlan, at: Micros): Contact | null {
  return contacts.find(({ los }) => los > at) ?? null;
}

/** The last loss of signal; null of a plan without contacts. */
export function endOfPlan(contacts: readonly Contact[]): Micros | null {
  const last = contacts.reduce((latest, { los }) => Math.max(latest, los), Number.NEGATIVE_INFINITY);
  return Number.isFinite(last) ? last : null;
}

/**
 * When the contact after the next one begins: what is done at the next one takes effect, or is seen to, by then. Contacts
 * that overlap are one, of stations that hand over. Null where the plan ends before.
 *
 * @param at a contact that goes on by then is over as far as anybody can still act in it
 */
export function contactAfterNext(contacts: readonly Contact[], at: Micros): Micros | null {
  let found = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { aos, los } of contacts) {
    if (aos > at && aos > until) found += 1;
    if (found === 2) return aos;
    until = Math.max(until, los);
  }
  return null;
}

/** Orders contacts by acquisition, then loss of signal, then station and id: the same contacts in one order only. */
export function byAcquisition(a: Contact, b: Contact): number {
  return (
    a.aos - b.aos ||
    a.los - b.los ||
    byText(a.station ?? '', b.station ?? '') ||
    byText(a.id ?? '', b.id ?? '')
  );
}

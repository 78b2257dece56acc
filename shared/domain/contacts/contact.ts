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

/** Orders contacts by acquisition, then loss of signal, then station and id: the same contacts in one order only. */
export function byAcquisition(a: Contact, b: Contact): number {
  return (
    a.aos - b.aos ||
    a.los - b.los ||
    byText(a.station ?? '', b.station ?? '') ||
    byText(a.id ?? '', b.id ?? '')
  );
}

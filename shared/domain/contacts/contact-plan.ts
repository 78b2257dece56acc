import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { byAcquisition, type Contact } from './contact.ts';

const contactsSchema = z.object({
  /** Counts the accepted plans from 1. */
  revision: z.number().int(),
  /** Digest of the contacts; names the plan in force. */
  sha256: z.string(),
  contacts: z.number().int(),
  appliedAt: z.number(),
  appliedBy: z.string(),
});
export type ContactsRecord = z.infer<typeof contactsSchema>;
/** Which contact plan is in force. */
export const contactsKind: Kind<ContactsRecord> = {
  name: 'contacts',
  schema: contactsSchema,
  isDue: () => false,
  kept: (record) => record,
};
export const contactsKey = (experiment: string): Key => ({ partition: experiment, sort: 'CONTACTS' });

/** Column by column: a year of contacts has to fit into one item. */
const planSchema = z.object({
  /** µs since the epoch, ascending. */
  aos: z.array(z.number()),
  los: z.array(z.number()),
  stations: z.array(z.string()),
  /** Index into `stations`, -1 where none is named. */
  station: z.array(z.number().int()),
  /** Empty where no contact has one. */
  ids: z.array(z.string().nullable()),
});
export type ContactPlanRecord = z.infer<typeof planSchema>;
/** A contact plan under its digest; never changed. */
export const contactPlanKind: Kind<ContactPlanRecord> = {
  name: 'plan',
  schema: planSchema,
  isDue: () => false,
  kept: (plan) => plan,
  long: ['aos', 'los', 'station', 'ids'],
};
export const contactPlanKey = (experiment: string, sha256: string): Key => ({
  partition: experiment,
  sort: sortKey('CONTACTPLAN', sha256),
});

/** The plan as it is kept, the same for the same contacts in any order. */
export function recordOfContacts(contacts: readonly Contact[]): ContactPlanRecord {
  const ordered = contacts.toSorted(byAcquisition);
  const named = ordered.flatMap(({ station }) => (station === null ? [] : [station]));
  const stations = [...new Set(named)].sort();
  const hasIds = ordered.some(({ id }) => id !== null);
  return {
    aos: ordered.map(({ aos }) => aos),
    los: ordered.map(({ los }) => los),
    stations,
    station: ordered.map(({ station }) => (station === null ? -1 : stations.indexOf(station))),
    ids: hasIds ? ordered.map(({ id }) => id) : [],
  };
}

export function contactsOfRecord({ aos, los, stations, station, ids }: ContactPlanRecord): Contact[] {
  return aos.map((begin, i) => ({
    aos: begin,
    los: los[i]!,
    station: stations[station[i]!] ?? null,
    id: ids[i] ?? null,
  }));
}

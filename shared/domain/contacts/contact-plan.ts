import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';
import type { Micros } from '../time.ts';
import { byAcquisition, type Contact } from './contact.ts';

const revisionSchema = z.object({
  /** Counts the accepted plans from 1. */
  revision: z.number().int(),
  /** Digest of the contacts; names the whole plan. */
  sha256: z.string(),
  contacts: z.number().int(),
  appliedAt: z.number(),
  appliedBy: z.string(),
  /** The instant from which on its table takes the place of what was planned; null in items of an older version. */
  from: z.number().nullable().default(null),
  /** Digest of the table that was put; null in items of an older version. */
  table: z.string().nullable().default(null),
});
export type ContactsRevision = z.infer<typeof revisionSchema>;

const contactsSchema = revisionSchema.extend({
  /** The revisions before, the oldest first: what was known at an instant. */
  history: z.array(revisionSchema).default([]),
});
export type ContactsRecord = z.infer<typeof contactsSchema>;
/** Which contact plan is in force. */
export const contactsKind: Kind<ContactsRecord> = {
  name: 'contacts',
  schema: contactsSchema,
  isDue: () => false,
  kept: (record) => record,
  long: ['history'],
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

/** Many years of weekly plans; of those before nothing is known any more. */
const MOST_REVISIONS = 1000;

/** The revision that follows, with those before it. */
export function followingRevision(
  current: ContactsRecord | null,
  next: Omit<ContactsRevision, 'revision'>,
): ContactsRecord {
  if (current === null) return { revision: 1, ...next, history: [] };
  const { history, ...last } = current;
  return { revision: last.revision + 1, ...next, history: [...history, last].slice(-MOST_REVISIONS) };
}

/** The revision that was in force at the instant; null where none was, or it is not known any more. */
export function revisionAt({ history, ...last }: ContactsRecord, at: Micros): ContactsRevision | null {
  return [...history, last].findLast(({ appliedAt }) => appliedAt <= at) ?? null;
}

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

/**
 * The ledger of what is owed: an item for each thing that is known and not in every answer yet. It is written before
 * the due mark that it speaks of and removed once the work that it owes is done, so that it may name what is done
 * already and never lacks what is not. Unlike the index of due marks it can be read strongly consistent.
 */
import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';

const owedSchema = z.object({
  /** µs since the epoch. */
  since: z.number(),
});
export type OwedRecord = z.infer<typeof owedSchema>;
/** Never due itself: the item that it speaks of is. */
export const owedKind: Kind<OwedRecord> = { name: 'owed', schema: owedSchema, isDue: () => false };

export const OWED = 'OWED';
export const OWED_PREFIX = sortKey(OWED, '');
/**
 * `by` names what made it owed: an attempt at a downlink, a downlink that a head holds, a definition, events. Who did
 * the work removes the entries that stood before it began; another cause has an entry of another name.
 */
export const owedKey = ({ partition, sort }: Key, by: string): Key => ({
  partition,
  sort: sortKey(OWED, sort, by),
});
/** What is owed on one item. */
export const owedPrefix = ({ sort }: Key): string => sortKey(OWED, sort, '');

/** The item on which an entry of the ledger says that work is owed. */
export function itemOwed({ partition, sort }: Key): Key {
  return { partition, sort: sort.slice(OWED_PREFIX.length, sort.lastIndexOf('#')) };
}

/** What made it owed, of an entry of the ledger. */
export const owedBy = ({ sort }: Key): string => sort.slice(sort.lastIndexOf('#') + 1);

export const FAILED = 'FAILED';
export const FAILED_PREFIX = sortKey(FAILED, '');
/** Says that the attempt at the downlink ended as FAILED, until it is redriven. */
export const failedKey = (experiment: string, downlink: string, attempt: number): Key => ({
  partition: experiment,
  sort: sortKey(FAILED, downlink, String(attempt)),
});
export const failedDownlink = ({ sort }: Key): string =>
  sort.slice(FAILED_PREFIX.length, sort.lastIndexOf('#'));

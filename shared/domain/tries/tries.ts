/**
 * How often runs have died on a bucket or subject. It is written only where a run comes again, so that work that goes
 * well at the first time costs nothing.
 */
import * as z from 'zod';
import { isHeldByAnother, leaseOf, leaseSchema, type Run } from '../downlink/lease.ts';
import { COMPUTE_SECONDS } from '../downlink/run-time.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';
import type { Micros } from '../time.ts';

/** So many runs may begin on one version of a bucket or subject under one version of the code. */
export const MOST_RUNS = 3;

/** Once the lease is over, s, nobody works under it. */
const LEASE_SECONDS = COMPUTE_SECONDS + 30;

const triesSchema = z.object({
  /** Of the head or subject: another one is tried anew. */
  v: z.number().int(),
  /** Names the code that tried: other code tries anew. */
  code: z.string(),
  /** Runs that began and did not come to an end, with the first one, which wrote nothing. */
  tries: z.number().int(),
  lease: leaseSchema.nullable(),
  /** All of them died: nobody tries again. */
  stopped: z.boolean(),
});
export type TriesRecord = z.infer<typeof triesSchema>;
/** Never due itself: the item that it speaks of is. */
export const triesKind: Kind<TriesRecord> = { name: 'tries', schema: triesSchema, isDue: () => false };

export const TRIES = 'TRIES';
export const TRIES_PREFIX = sortKey(TRIES, '');
export const triesKey = ({ partition, sort }: Key): Key => ({ partition, sort: sortKey(TRIES, sort) });
/** The head or subject that is tried. */
export const itemTried = ({ partition, sort }: Key): Key => ({
  partition,
  sort: sort.slice(TRIES_PREFIX.length),
});

const STOPPED = 'stopped-';
/** Names the entry in the ledger that says that a version of a head or subject is stopped. */
export const stoppedBy = (v: number): string => `${STOPPED}${v}`;
/** The version that an entry of this name says is stopped; null where it says that work is owed. */
export function versionStopped(by: string): number | null {
  return by.startsWith(STOPPED) ? Number(by.slice(STOPPED.length)) : null;
}

/** A message that somebody acts on, and the code that acts. */
export interface Coming extends Run {
  /** Whether somebody may have died on the same work: the message was received before, or `watch` sent it. */
  readonly isAgain: boolean;
  readonly code: string;
}

/** What becomes of who comes again: it works, it is the one that finds all tries spent, or it leaves the work alone. */
export type Beginning =
  | { readonly how: 'WORKS' | 'STOPS'; readonly record: TriesRecord }
  | { readonly how: 'LEAVES' };

export function beginningOf(current: TriesRecord | null, v: number, coming: Coming, now: Micros): Beginning {
  const standing = current?.v === v && current.code === coming.code ? current : null;
  if (standing?.stopped || isHeldByAnother(standing?.lease ?? null, coming, now)) return { how: 'LEAVES' };
  // Who comes again was preceded by one that wrote nothing.
  const tries = standing?.tries ?? 1;
  const isSpent = tries >= MOST_RUNS;
  return {
    how: isSpent ? 'STOPS' : 'WORKS',
    record: {
      ...{ v, code: coming.code },
      tries: isSpent ? tries : tries + 1,
      lease: isSpent ? null : leaseOf(coming, LEASE_SECONDS),
      stopped: isSpent,
    },
  };
}

/** What newer code finds: it has tried nothing yet. */
export const untried = (v: number, code: string): TriesRecord => ({
  ...{ v, code, tries: 0 },
  ...{ lease: null, stopped: false },
});

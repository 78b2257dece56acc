/**
 * Who works on a downlink. A run writes its lease into the receipt before it begins; others leave the downlink alone
 * until the lease is given back or over. The table alone decides this: no message, and no count of messages, does.
 */
import * as z from 'zod';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { LEASE_SECONDS } from './run-time.ts';

export const leaseSchema = z.object({ run: z.string(), since: z.number(), until: z.number() });
export type Lease = z.infer<typeof leaseSchema>;

/**
 * One run. It bears the name of the message that began it: SQS gives a message to one run at a time, so when the
 * message comes again its earlier run is dead, and the new one need not wait for that one's lease.
 */
export interface Run {
  readonly name: string;
  readonly since: Micros;
}

export function leaseOf({ name, since }: Run, seconds = LEASE_SECONDS): Lease {
  return { run: name, since, until: since + seconds * MICROS_PER_SECOND };
}

/** Whether a run may still be at work under the lease. */
export function isHeld(lease: Lease | null, now: Micros): boolean {
  return lease !== null && now < lease.until;
}

/** Whether the run itself wrote this lease. */
export function isOwn(lease: Lease | null, { name, since }: Run): boolean {
  return lease?.run === name && lease.since === since;
}

export function isHeldByAnother(lease: Lease | null, run: Run, now: Micros): boolean {
  return isHeld(lease, now) && lease?.run !== run.name;
}

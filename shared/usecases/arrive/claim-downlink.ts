/**
 * The states of a receipt on the way to INGESTED, each change one conditional write. A claim takes the lease, so that one
 * run works at a time, and names an attempt: should a run outlive its lease, several runs of one attempt do the very
 * same work, and a run of an earlier one can change nothing any more.
 */
import type { IngestHint } from '../../contract/hints.ts';
import type { IngestMessage } from '../../contract/uploads.ts';
import { NO_TALLY } from '../../domain/archive/count.ts';
import { rawKey } from '../../domain/archive/keys.ts';
import { isHeldByAnother, isOwn, leaseOf, type Run } from '../../domain/downlink/lease.ts';
import { isOpen, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { asRead, type ReadReceipt } from '../../domain/downlink/rereading.ts';
import type { Key } from '../../domain/kind.ts';
import { owedKey } from '../../domain/owed/owed.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Ports } from '../../ports.ts';
import { Overtaken } from '../heads/commit-entries.ts';
import { leaveUpTo } from '../heads/leave-head.ts';
import { owe, payAll, payAttempts } from '../known/owe.ts';
import { updateInHand } from '../known/update.ts';
import { announcedOnce } from './announced-once.ts';
import { failed, isSpent } from './fail-downlink.ts';
import { settleDownlink } from './settle-downlink.ts';
import { updateReading } from './update-reading.ts';

export type Touched = ReceiptRecord['touched'];

/** The receipt where there is anything to ingest: open, its object has arrived, and no other run is at work on it. */
export async function arrivedReceipt(
  ports: Ports,
  { experiment, downlink, isUploaded }: IngestMessage,
  run: Run,
): Promise<ReadReceipt | null> {
  const stored = (await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink)))?.item;
  const known = stored ?? (isUploaded === true ? await announcedOnce(ports, { experiment, downlink }) : null);
  const receipt = known === null ? null : asRead(known);
  if (receipt === null || !isOpen(receipt.state)) return null;
  if (isHeldByAnother(receipt.lease, run, ports.clock.now())) return null;
  if (isUploaded === true || receipt.state === 'RECEIVED' || receipt.state === 'INGESTING') return receipt;
  return (await ports.raw.size(rawKey(experiment, downlink))) === null ? null : receipt;
}

/**
 * Takes the lease and begins, or goes on with, the attempt to ingest the downlink under this reading; null where it is
 * finished, or another run is at work. Another reading begins another attempt. A downlink on which all runs that may
 * begin have died ends as FAILED here.
 */
export async function claim(
  ports: Ports,
  hint: IngestHint,
  run: Run,
  readingRevision: string,
): Promise<ReadReceipt | null> {
  const key = receiptKey(hint.experiment, hint.downlink);
  const noted: Key[] = [];
  const receipt = await updateReading(ports, hint, async (current): Promise<ReadReceipt | null> => {
    if (current === null || !isOpen(current.state)) return null;
    if (isHeldByAnother(current.lease, run, ports.clock.now())) return null;
    const isBegun = isOwn(current.lease, run);
    // Also under a lease of its own name: the message came again, so the run before it is dead.
    if (!isBegun && isSpent({ ...current, lease: null }, ports.clock.now()))
      return failed(ports, hint, { ...current, lease: leaseOf(run) });
    const isSameAttempt = current.state === 'INGESTING' && current.readingRevision === readingRevision;
    if (isBegun && isSameAttempt) return null;
    const attempt = current.attempt + (isSameAttempt ? 0 : 1);
    if (!isSameAttempt) {
      await owe(ports, key, String(attempt));
      noted.push(owedKey(key, String(attempt)));
    }
    const tries = current.tries + (isBegun ? 0 : 1);
    return {
      ...current,
      state: 'INGESTING',
      attempt,
      readingRevision,
      due: true,
      lease: leaseOf(run),
      tries,
    };
  });
  if (receipt?.state === 'INGESTING') return isOwn(receipt.lease, run) ? receipt : null;
  // Another run finished it meanwhile, and may have died before it saw to the rest: what this one noted stands for that,
  // and is removed by whoever sees to it.
  if (noted.length > 0 && (await settleDownlink(ports, hint, run)) !== null) await payAll(ports, noted);
  return null;
}

/** The claimed object is not there (a message said so that S3 did not send, or it was deleted): it is waited for again. */
export async function waitForUpload(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  attempt: number,
): Promise<void> {
  try {
    // An earlier attempt may have found the object, and died.
    await announceHeads(ports, { experiment, downlink }, attempt, []);
  } catch (error) {
    if (error instanceof Overtaken) return;
    throw error;
  }
  const key = receiptKey(experiment, downlink);
  const receipt = await updateReading(ports, { experiment, downlink }, (current): ReadReceipt | null => {
    if (current?.state !== 'INGESTING' || current.attempt !== attempt) return null;
    // Nothing was read: it counts as no try.
    return { ...current, state: 'AWAITING_UPLOAD', lease: null, tries: 0 };
  });
  if (receipt?.state === 'AWAITING_UPLOAD') await payAttempts(ports, key, attempt);
}

/**
 * Writes down which heads will hold an entry before the first does, so that whatever ends this run, the entries can be
 * found. What earlier attempts, or this one before it was seen to be a repetition, left elsewhere leaves.
 */
export async function announceHeads(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  attempt: number,
  heads: readonly Omit<Touched[number], 'counts'>[],
): Promise<void> {
  const names = new Set(heads.map(nameOf));
  let leftovers: Touched = [];
  const read = await updateReading(ports, { experiment, downlink }, (current) => {
    if (current?.state !== 'INGESTING' || current.attempt !== attempt) throw new Overtaken(downlink, attempt);
    leftovers = current.touched.filter((one) => !names.has(nameOf(one)));
    return { ...current, touched: [...heads.map((one) => ({ ...one, counts: NO_TALLY })), ...leftovers] };
  });
  for (const { generation, unit, bucket } of leftovers) {
    const at = { experiment, generation, unit, bucket };
    await leaveUpTo(ports, at, { downlink, attempt, inForce: read?.inForce?.attempt ?? null });
  }
}

function nameOf({ generation, unit, bucket }: Omit<Touched[number], 'counts'>): string {
  return `${generation}#${unit}#${bucket}`;
}

function bucketOf({ generation, unit, bucket }: Touched[number]) {
  return { generation, unit, bucket };
}

/** What a finished attempt writes into its receipt. */
export type Outcome = Pick<
  ReceiptRecord,
  | 'sha256'
  | 'source'
  | 'ownSource'
  | 'duplicateOf'
  | 'counts'
  | 'byReason'
  | 'ranges'
  | 'unmappedColumns'
  | 'warnings'
  | 'events'
  | 'rejects'
  | 'unreadable'
  | 'touched'
  | 'definition'
  | 'readingRevision'
  | 'nameDigest'
  | 'beside'
>;

/** The commit point: after this one write the whole downlink is part of every answer. */
export async function flip(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  attempt: number,
  outcome: Outcome,
): Promise<void> {
  await updateInHand(
    ports,
    receiptKind,
    receiptKey(experiment, downlink),
    (current): ReceiptRecord | null => {
      const read = current === null ? null : asRead(current);
      if (current === null || read?.state !== 'INGESTING' || read.attempt !== attempt) return null;
      const state = outcome.counts.rejected > 0 ? 'INGESTED_WITH_REJECTS' : 'INGESTED';
      const { events, ...others } = current;
      const { source, touched, rejects } = current;
      const before = { attempt: current.attempt, source, readingRevision: current.readingRevision, rejects };
      const left = { ...before, ...(events !== undefined && { events }), buckets: touched.map(bucketOf) };
      return {
        ...{
          ...others,
          ...outcome,
          state,
          attempt,
          rereading: null,
          error: null,
          readUnder: null,
          withdrawn: null,
        },
        replaced: read.inForce === null ? current.replaced : [...current.replaced, left],
        // What is only read as it was read before was taken in then.
        ingestedAt: (current.readUnder === null ? null : current.ingestedAt) ?? ports.clock.now(),
      };
    },
  );
}

/** The file as a whole cannot be taken in, and says why. */
export async function refuse(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  attempt: number,
  { code, message }: Refusal,
): Promise<void> {
  await updateReading(ports, { experiment, downlink }, (current): ReadReceipt | null => {
    if (current?.state !== 'INGESTING' || current.attempt !== attempt) return null;
    return { ...current, state: 'REFUSED', error: { code, message } };
  });
}

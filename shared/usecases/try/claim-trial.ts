/** Who tries a dry run, and how it ends where every run dies: as a downlink's, by the lease and the tries of its receipt. */
import type { IngestHint } from '../../contract/hints.ts';
import { trialRawKey } from '../../domain/archive/keys.ts';
import { isHeld, isHeldByAnother, isOwn, leaseOf, type Run } from '../../domain/downlink/lease.ts';
import { isOpen, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { MOST_TRIES } from '../../domain/downlink/run-time.ts';
import type { Key } from '../../domain/kind.ts';
import { type TrialRecord, trialKey, trialKind } from '../../domain/trial/trial.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

/**
 * The trial under this run's lease; null where its file has not arrived, it has its answer, or another run tries it. One
 * on which all runs that may begin have died ends as FAILED here.
 */
export async function claimTrial(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  run: Run,
): Promise<TrialRecord | null> {
  if ((await ports.raw.size(trialRawKey(experiment, downlink))) === null) return null;
  const trial = await update(ports, trialKind, trialKey(experiment, downlink), (current) => {
    if (!current?.due || isOwn(current.receipt.lease, run)) return null;
    const { receipt } = current;
    if (isHeldByAnother(receipt.lease, run, ports.clock.now())) return null;
    if (receipt.tries >= MOST_TRIES) return failed(current);
    return { ...current, receipt: { ...receipt, lease: leaseOf(run), tries: receipt.tries + 1 } };
  });
  return trial?.due && isOwn(trial.receipt.lease, run) ? trial : null;
}

/** Gives the run's own lease back. */
export async function releaseTrial(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  run: Run,
): Promise<void> {
  await update(ports, trialKind, trialKey(experiment, downlink), (current) =>
    current !== null && isOwn(current.receipt.lease, run) ? withoutLease(current) : null,
  );
}

/** Called for a message that failed as often as the queue allows; a trial that another run tries is left to it. */
export async function failTrial(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  message = ports.clock.newId(),
): Promise<void> {
  const run: Run = { name: message, since: ports.clock.now() };
  await update(ports, trialKind, trialKey(experiment, downlink), (current) => {
    if (!current?.due || !isOpen(current.receipt.state)) return null;
    return isHeldByAnother(current.receipt.lease, run, ports.clock.now()) ? null : failed(current);
  });
}

/** Ends a trial on which all runs that may begin have begun, and none of them works; resolves to whether it did. */
export async function failSpentTrial(ports: Ports, key: Key): Promise<boolean> {
  let isFailed = false;
  await update(ports, trialKind, key, (current) => {
    const { tries = 0, lease = null } = current?.receipt ?? {};
    isFailed = current?.due === true && tries >= MOST_TRIES && !isHeld(lease, ports.clock.now());
    return isFailed && current !== null ? failed(current) : null;
  });
  return isFailed;
}

function failed(trial: TrialRecord): TrialRecord {
  const message =
    'trying it failed each time on our side; nothing of it was taken in, as with every dry run: see the log of ingest-downlink';
  const receipt: ReceiptRecord = {
    ...trial.receipt,
    state: 'FAILED',
    lease: null,
    error: { code: 'downlink.failed', message },
  };
  return { ...trial, receipt, due: false };
}

function withoutLease(trial: TrialRecord): TrialRecord {
  return { ...trial, receipt: { ...trial.receipt, lease: null } };
}

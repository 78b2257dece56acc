/** What `watch` does about a dry run that has no answer yet. */
import { trialRawKey } from '../../domain/archive/keys.ts';
import { isHeld } from '../../domain/downlink/lease.ts';
import type { Key } from '../../domain/kind.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { type TrialRecord, trialKind } from '../../domain/trial/trial.ts';
import type { Ports } from '../../ports.ts';
import { GRACE_SECONDS } from '../arrive/hint-downlink.ts';
import { update } from '../known/update.ts';
import { failSpentTrial } from './claim-trial.ts';

/** Hints at it unless a run holds it; one whose runs all died ends as FAILED, one that never came as EXPIRED. */
export async function hintTrial(ports: Ports, experiment: string, key: Key): Promise<void> {
  const trial = (await ports.catalogue.get(trialKind, key))?.item;
  if (!trial?.due || isHeld(trial.receipt.lease, ports.clock.now())) return;
  const { id, expiresAt } = trial.receipt;
  if (await failSpentTrial(ports, key)) return;
  if ((await ports.raw.size(trialRawKey(experiment, id))) !== null) {
    return ports.queues.ingest.send({ experiment, downlink: id, dryRun: true });
  }
  if (ports.clock.now() < expiresAt + GRACE_SECONDS * MICROS_PER_SECOND) return;
  await update(ports, trialKind, key, (current): TrialRecord | null =>
    current?.receipt.state === 'AWAITING_UPLOAD'
      ? { ...current, receipt: { ...current.receipt, state: 'EXPIRED' }, due: false }
      : null,
  );
}

/** As `forgetRun` of a downlink: at the start of a local stack its run is dead. */
export async function forgetTrialRun(ports: Ports, key: Key, start: Micros): Promise<void> {
  await update(ports, trialKind, key, (current) => {
    const { lease = null, tries = 0 } = current?.receipt ?? {};
    if (current === null || lease === null || lease.since >= start) return null;
    return { ...current, receipt: { ...current.receipt, lease: null, tries: Math.max(0, tries - 1) } };
  });
}

/** What follows from a state that is decided, under the lease of one run; and all of it for a file that is in no answer. */
import type { IngestHint } from '../../contract/hints.ts';
import { isHeldByAnother, isOwn, leaseOf, type Run } from '../../domain/downlink/lease.ts';
import { isOpen, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { asRead, begunOf } from '../../domain/downlink/rereading.ts';
import { mayBeTold } from '../../domain/notify/tell-downlink.ts';
import type { Ports } from '../../ports.ts';
import { leaveUpTo } from '../heads/leave-head.ts';
import { payAttempts } from '../known/owe.ts';
import { update, updateInHand } from '../known/update.ts';

/** What is owed in the states that it knows. */
export interface Settling {
  readonly knows: (receipt: ReceiptRecord) => boolean;
  readonly act: (ports: Ports, hint: IngestHint, receipt: ReceiptRecord) => Promise<void>;
}

/**
 * Does what is owed once the state is decided. Then, if nobody began anew meanwhile, the receipt is done. One that another
 * run holds is left to that run.
 *
 * @returns the decided receipt as it was before, `due` where something was owed; null where it is left, or not decided.
 */
export async function settleDecided(
  ports: Ports,
  hint: IngestHint,
  run: Run,
  { knows, act }: Settling,
): Promise<ReceiptRecord | null> {
  const key = receiptKey(hint.experiment, hint.downlink);
  const receipt = await holdDecided(ports, hint, run, knows);
  if (!receipt?.due) return receipt;
  await act(ports, hint, receipt);
  // Loaded where somebody is to be told: of most files nobody is.
  if (mayBeTold(receipt)) {
    const { tellOfDownlink } = await import('../tell/tell-of-downlink.ts');
    await tellOfDownlink(ports, hint.experiment, receipt);
  }
  // Before its mark: all that was owed on it is seen to, and an entry that outlives the mark would wait for watch.
  await payAttempts(ports, key, begunOf(receipt));
  await updateInHand(ports, receiptKind, key, (current) =>
    current?.due && isAsSettled(current, receipt) ? settled(current) : null,
  );
  return receipt;
}

/** Whether nothing was decided, or begun, since. */
function isAsSettled(current: ReceiptRecord, { state, attempt }: ReceiptRecord): boolean {
  return current.state === state && current.attempt === attempt && !isOpen(asRead(current).state);
}

function settled(receipt: ReceiptRecord): ReceiptRecord {
  const { rereading } = receipt;
  return {
    ...{ ...receipt, due: false, lease: null, replaced: [] },
    touched: receipt.state === 'WITHDRAWN' ? [] : receipt.touched,
    rereading: rereading === null ? null : { ...rereading, touched: [] },
  };
}

/** The decided receipt, under this run's lease where something is owed on it; null where another run holds it. */
async function holdDecided(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  run: Run,
  knows: (receipt: ReceiptRecord) => boolean,
): Promise<ReceiptRecord | null> {
  const isSettled = ({ due, lease }: ReceiptRecord) => !due || isOwn(lease, run);
  const isMeant = (receipt: ReceiptRecord) => !isOpen(asRead(receipt).state) && knows(receipt);
  const receipt = await update(ports, receiptKind, receiptKey(experiment, downlink), (current) => {
    if (current === null || !isMeant(current) || isSettled(current)) return null;
    return isHeldByAnother(current.lease, run, ports.clock.now())
      ? null
      : { ...current, lease: leaseOf(run) };
  });
  return receipt !== null && isMeant(receipt) && isSettled(receipt) ? receipt : null;
}

/** Refused or failed: nothing of it stays in the heads. */
export const UNTAKEN: Settling = {
  knows: ({ state }) => state === 'REFUSED' || state === 'FAILED',
  act: async (ports, { experiment, downlink }, receipt) => {
    for (const { generation, unit, bucket } of receipt.touched) {
      const at = { experiment, generation, unit, bucket };
      await leaveUpTo(ports, at, { downlink, attempt: receipt.attempt, inForce: null });
    }
  },
};

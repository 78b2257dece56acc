import type { IngestHint } from '../../contract/hints.ts';
import { isOwn, type Run } from '../../domain/downlink/lease.ts';
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

/** Gives the run's own lease back: it does no more, whatever the reason. */
export async function releaseLease(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  run: Run,
): Promise<void> {
  await update(ports, receiptKind, receiptKey(experiment, downlink), (current) =>
    current !== null && isOwn(current.lease, run) ? { ...current, lease: null } : null,
  );
}

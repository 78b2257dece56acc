import type { ReceiptOnWire } from '../../contract/downlinks.ts';
import type { IngestHint } from '../../contract/hints.ts';
import { isIngested, isOpen, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { isReread } from '../../domain/downlink/rereading.ts';
import { Refusal } from '../../domain/refusal.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { showReceipt } from '../answer/show-receipt.ts';
import { updateNoted } from './noted-receipt.ts';
import { withdrawalOwed } from './take-out.ts';

/**
 * Says that a downlink is to count no more, or that nothing is expected any more of one that was refused. Its file stays; what follows in the answers is `pending` until it is done.
 * One that is withdrawn stays as it is, with who withdrew it first. Refuses what is in no answer, or not yet.
 */
export async function withdrawDownlink(
  ports: Ports,
  hint: IngestHint,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<ReceiptOnWire> {
  const { experiment, downlink } = hint;
  const receipt = await updateNoted(ports, hint, {
    decide: async (current, note) => {
      if (current === null || current.state === 'WITHDRAWN') return null;
      const mayBeWithdrawn = isIngested(current.state) || current.state === 'REFUSED';
      if (!mayBeWithdrawn || isReread(current)) throw notInForce(current);
      await note(withdrawalOwed(current.attempt));
      const withdrawn = { at: ports.clock.now(), by, reason };
      return { ...current, state: 'WITHDRAWN', withdrawn, due: true, lease: null, tries: 0 };
    },
    owesTheSame: ({ state, due }) => state === 'WITHDRAWN' && due,
  });
  if (receipt?.due) await ports.queues.ingest.send({ ...hint, attempt: receipt.attempt });
  return showReceipt(ports, experiment, downlink);
}

function notInForce(receipt: ReceiptRecord): Refusal {
  const { id, state } = receipt;
  if (isReread(receipt)) {
    const sentence = `the downlink ${id} is being read again: withdraw it once that is over`;
    return new Refusal('conflict', 'downlink.under-way', sentence);
  }
  const sentence = isOpen(state)
    ? `the downlink ${id} is ${state}: nothing of it is in any answer yet; withdraw it once it is INGESTED`
    : `the downlink ${id} is ${state}: nothing of it is in any answer, so there is nothing to withdraw; ${typedCommand(`redrive ${id}`)} reads its file again`;
  const code = isOpen(state) ? 'downlink.under-way' : 'downlink.not-ingested';
  return new Refusal('conflict', code, sentence);
}

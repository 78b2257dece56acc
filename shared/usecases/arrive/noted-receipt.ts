/** A change of a receipt that is noted in the ledger before it is made: the note of one that is not made does not stay. */
import type { IngestHint } from '../../contract/hints.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { owedKey } from '../../domain/owed/owed.ts';
import type { Ports } from '../../ports.ts';
import { owe, pay } from '../known/owe.ts';
import { update } from '../known/update.ts';

export interface Noting {
  /** Gets what notes the change by its name: that goes before the write that makes it. */
  readonly decide: (
    current: ReceiptRecord | null,
    note: (by: string) => Promise<void>,
  ) => Promise<ReceiptRecord | null>;
  /** Whether the receipt as it stands owes the same, because somebody else was first: who sees to that pays. */
  readonly owesTheSame: (now: ReceiptRecord) => boolean;
}

/** Where somebody else was first, and so nothing is to be done, answers would else say `pending` for an hour. */
export async function updateNoted(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  { decide, owesTheSame }: Noting,
): Promise<ReceiptRecord | null> {
  const key = receiptKey(experiment, downlink);
  const noted = new Set<string>();
  let isMade = false;
  const note = async (by: string) => {
    noted.add(by);
    await owe(ports, key, by);
  };
  try {
    return await update(ports, receiptKind, key, async (current) => {
      isMade = false;
      const next = await decide(current, note);
      isMade = next !== null;
      return next;
    });
  } finally {
    if (!isMade && noted.size > 0) {
      const now = (await ports.catalogue.get(receiptKind, key))?.item;
      if (now !== undefined && !owesTheSame(now)) for (const by of noted) await pay(ports, owedKey(key, by));
    }
  }
}

/** What counts of bytes that came, maybe more than once. */
import type { IngestHint } from '../../contract/hints.ts';
import {
  DIGEST,
  digestKind,
  isOriginalOf,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';

export interface BroughtBefore {
  readonly inForce: ReceiptRecord[];
  readonly withdrawn: ReceiptRecord[];
}

/** The downlinks, other than this one, that brought these bytes, by whatever source and however they are read. */
export async function broughtBefore(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  sha256: string,
): Promise<BroughtBefore> {
  const brought = ports.catalogue.list(digestKind, experiment, sortKey(DIGEST, sha256, ''));
  // One that was read again is named once for each of its readings.
  const named = new Set((await Array.fromAsync(brought)).map(({ item }) => item.downlink));
  named.delete(downlink);
  const before: BroughtBefore = { inForce: [], withdrawn: [] };
  for (const id of named) {
    const receipt = (await ports.catalogue.get(receiptKind, receiptKey(experiment, id)))?.item ?? null;
    if (receipt === null) continue;
    if (isOriginalOf(receipt, { ...receipt, sha256 })) before.inForce.push(receipt);
    else if (receipt.state === 'WITHDRAWN') before.withdrawn.push(receipt);
  }
  return before;
}

/** Those of them that count. */
export async function originalsOf(ports: Ports, hint: IngestHint, sha256: string): Promise<ReceiptRecord[]> {
  return (await broughtBefore(ports, hint, sha256)).inForce;
}

import { isPartInForce, type PartRecord, partKind, partPrefix } from '../../domain/assay/part-record.ts';
import type { AssayTable } from '../../domain/assay/tables.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { decodeAssayTable } from '../../formats/assay/table-file.ts';
import { orBadBytes } from '../../formats/checked/bad-bytes.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';

export interface PartInForce {
  readonly part: PartRecord;
  readonly receipt: ReceiptRecord;
}

/** What is in force of an assay, in the order in which it came in. */
export interface AssayParts {
  readonly inForce: readonly PartInForce[];
  /** Those that count no more, or not yet: their receipts say of which attempts. */
  readonly others: readonly { readonly part: PartRecord; readonly receipt: ReceiptRecord | null }[];
}

/** @param assay its id; absent: the parts of all assays, also of those that the definition has no more */
export async function assayParts(
  ports: Ports,
  { experiment, generation }: { readonly experiment: string; readonly generation: number },
  assay?: string,
): Promise<AssayParts> {
  const inForce: PartInForce[] = [];
  const others: { part: PartRecord; receipt: ReceiptRecord | null }[] = [];
  for await (const { item } of ports.catalogue.list(partKind, experiment, partPrefix(generation, assay))) {
    const receipt =
      (await ports.catalogue.get(receiptKind, receiptKey(experiment, item.downlink)))?.item ?? null;
    if (receipt !== null && isPartInForce(item, receipt)) inForce.push({ part: item, receipt });
    else others.push({ part: item, receipt });
  }
  return { inForce: inForce.sort((a, b) => byArrival(a.receipt, b.receipt)), others };
}

/** Two that came in at the same instant in the order of their ids. */
function byArrival(a: ReceiptRecord, b: ReceiptRecord): number {
  return (a.ingestedAt ?? 0) - (b.ingestedAt ?? 0) || (a.id < b.id ? -1 : 1);
}

/** Names the parts in force: what was computed of others is not what is asked now. */
export const partsBasis = (inForce: readonly PartInForce[]): string =>
  digestOf(inForce.map(({ part }) => [part.downlink, part.attempt, part.digest]).sort());

/** The table of a part. Fails with `Damaged` where its object is gone or other than it was written. */
export function readPart(ports: Ports, { table }: PartRecord): Promise<AssayTable> {
  return intact(table, async () => {
    const bytes = await ports.archive.read(table);
    return orBadBytes(table, () => decodeAssayTable(bytes));
  });
}

/** What each part in force adds to those that came in before it, told to the receipts that say otherwise. */
import { addTallies, NO_TALLY, type Tally } from '../../domain/archive/count.ts';
import { isIngested, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import type { TableOfFile } from './names-in-files.ts';
import type { AssayParts } from './parts-in-force.ts';
import { talliedAt } from './tables-by-file.ts';

/**
 * Two files that were taken in beside each other were both counted as new, and what was a duplicate is new once its original
 * is withdrawn: here all are counted in the order in which they came in.
 *
 * @param tables of the parts in force, in their order
 */
export async function recountParts(
  ports: Ports,
  { experiment }: { readonly experiment: string },
  { inForce }: AssayParts,
  tables: readonly TableOfFile[],
): Promise<void> {
  for (const [i, { part, receipt }] of inForce.entries()) {
    const counts = addTallies(talliedAt(tables, i), { ...NO_TALLY, duplicates: part.repeated });
    if (!saysSo(receipt, counts)) await tell(ports, experiment, receipt, counts);
  }
}

const saysSo = ({ counts }: ReceiptRecord, { accepted, duplicates, conflicts }: Tally): boolean =>
  counts.accepted === accepted && counts.duplicates === duplicates && counts.conflicts === conflicts;

async function tell(
  ports: Ports,
  experiment: string,
  { id, attempt }: ReceiptRecord,
  counts: Tally,
): Promise<void> {
  await update(ports, receiptKind, receiptKey(experiment, id), (current) =>
    current !== null && isIngested(current.state) && current.attempt === attempt && !saysSo(current, counts)
      ? { ...current, counts: { ...current.counts, ...counts } }
      : null,
  );
}

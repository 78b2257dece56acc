/** What the results of assays cannot hold: a file that was refused brings nothing that would have them computed anew. */
import { refusedRemarks } from '../../domain/assay/refused-files.ts';
import type { AssayResults } from '../../domain/assay/results.ts';
import type { Remark } from '../../domain/assay/sample-register.ts';
import { DOWNLINK, type ReceiptRecord, receiptKind } from '../../domain/downlink/receipt.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';
import { listSound } from '../known/list-sound.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

/** By assay, the files that were refused; nothing is listed where the definition has no assay. */
export async function refusedFiles(
  ports: Ports,
  loaded: LoadedExperiment,
): Promise<ReadonlyMap<string, Remark>> {
  if (loaded.definition.assays.length === 0) return new Map();
  const receipts: ReceiptRecord[] = [];
  let damaged = 0;
  const listed = { partition: loaded.experiment, prefix: sortKey(DOWNLINK, '') };
  for await (const { item } of listSound(ports, receiptKind, listed, () => damaged++)) receipts.push(item);
  return refusedRemarks(loaded, receipts, damaged);
}

/** Results with what was refused among their remarks. */
export const withRefused = (
  results: AssayResults | null,
  refused: Remark | undefined,
): AssayResults | null =>
  results === null || refused === undefined
    ? results
    : { ...results, remarks: [...results.remarks, refused] };

/** What is said where nothing was computed: it may have come, and been refused. */
export const orRefused = (awaited: Remark, refused: Remark | undefined): Remark =>
  refused === undefined ? awaited : { ...awaited, message: `${awaited.message}; ${refused.message}` };

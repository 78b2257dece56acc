/** A file whose very bytes are in force is taken in as their repetition: the same bytes of a source never count twice. */
import type { IngestHint } from '../../contract/hints.ts';
import { isIngested, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { ReadReceipt } from '../../domain/downlink/rereading.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { Outcome } from './claim-downlink.ts';
import { originalOf, originalsReadOtherwise } from './find-repetition.ts';
import type { Inspection } from './inspect-upload.ts';
import { readDownlink } from './read-downlink.ts';
import { haveReadAgain } from './reread-downlink.ts';

export interface Arrived {
  readonly experiment: LoadedExperiment;
  readonly source: Source;
  readonly inspection: Inspection;
}

/** The downlink in force that the file repeats, however that one is read; null where the file itself is to be taken in. */
export async function originalInForce(
  ports: Ports,
  hint: IngestHint,
  receipt: ReadReceipt,
  arrived: Arrived,
): Promise<ReceiptRecord | null> {
  const { experiment, source, inspection } = arrived;
  const { readingRevision } = experiment;
  const bytes = { sha256: inspection.sha256, source: source.id, readingRevision };
  const original = await originalOf(ports, hint, bytes);
  if (original !== null || experiment.revision === 1) return original;
  // Two that are both in force would each take the other for its original.
  if (receipt.inForce !== null && receipt.duplicateOf === null) return null;
  const [other = null] = await originalsReadOtherwise(ports, hint, bytes);
  if (other === null || receipt.readUnder !== null) return other;
  // What the definition in force refuses is refused here, and what is in force stays.
  await readDownlink(
    { raw: ports.raw, archive: NOTHING_WRITTEN },
    hint,
    experiment,
    source,
    inspection,
    receipt.createdAt,
  );
  return (await followsInto(ports, hint, receipt, other)) ? other : null;
}

/** Has the original read under the definition in force; false where it counts no more. */
async function followsInto(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  { createdBy, rereading }: ReadReceipt,
  other: ReceiptRecord,
): Promise<boolean> {
  const asked = { by: rereading?.by ?? createdBy, reason: `its very bytes are read again as ${downlink}` };
  const isMeant = ({ state, duplicateOf }: ReceiptRecord) => isIngested(state) && duplicateOf === null;
  const stands = await haveReadAgain(ports, { experiment, downlink: other.id }, asked, isMeant);
  return stands !== null && isMeant(stands);
}

const NOTHING_WRITTEN: Pick<Ports['archive'], 'put'> = { put: async () => null };

/** Everything in the repetition is a duplicate, but for what was already rejected in the original. */
export function repetitionOf(original: ReceiptRecord, { sha256 }: Inspection, source: string): Outcome {
  const { counts } = original;
  return {
    sha256,
    source,
    duplicateOf: original.id,
    counts: { ...counts, accepted: 0, duplicates: counts.samples - counts.rejected, conflicts: 0 },
    byReason: original.byReason,
    ranges: original.ranges,
    unmappedColumns: original.unmappedColumns,
    warnings: original.warnings,
    rejects: original.rejects,
    unreadable: original.unreadable,
    touched: [],
    // As the original counts: where that one is read again, this one follows.
    readingRevision: original.readingRevision,
    definition: original.definition,
  };
}

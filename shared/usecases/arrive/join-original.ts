/** A file whose very bytes are in force is taken in as their repetition: the same bytes never count twice. */
import type { IngestHint } from '../../contract/hints.ts';
import { isIngested, type ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { ReadReceipt } from '../../domain/downlink/rereading.ts';
import { baseNameOf, type FileReader } from '../../domain/experiment/file-reader.ts';
import { matchesGlob } from '../../domain/experiment/glob.ts';
import { quoted } from '../../domain/quoted.ts';
import { listText } from '../../domain/words/list.ts';
import { sha256 } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { Outcome } from './claim-downlink.ts';
import { originalOf } from './find-repetition.ts';
import type { Inspection } from './inspect-upload.ts';
import { readDownlink } from './read-downlink.ts';
import { readRecords } from './read-records.ts';
import { haveReadAgain } from './reread-downlink.ts';
import { countsBefore, type Rival, sameBytesInForce } from './same-bytes.ts';

export interface Arrived {
  readonly experiment: LoadedExperiment;
  readonly reader: FileReader;
  readonly inspection: Inspection;
}

/** What the file repeats. */
export interface Original {
  readonly receipt: ReceiptRecord;
  /** Where the file's own source is another one: that, and what it would read otherwise. */
  readonly other: { readonly source: string; readonly channels: Rival['channels'] } | null;
}

/**
 * The downlink in force that the file repeats, however that one is read; null where the file itself is to be taken in.
 *
 * @param originals those in force that brought the very bytes
 */
export async function originalInForce(
  ports: Ports,
  hint: IngestHint,
  receipt: ReadReceipt,
  arrived: Arrived,
  originals: readonly ReceiptRecord[],
): Promise<Original | null> {
  const { experiment, reader, inspection } = arrived;
  const { readingRevision } = experiment;
  if (originals.length === 0) return null;
  const bytes = {
    ...{ sha256: inspection.sha256, source: reader.id, readingRevision },
    nameDigest: nameDigestOf(reader, receipt.fileName),
  };
  const original = await originalOf(ports, hint, bytes);
  if (original !== null) return { receipt: original, other: null };
  const { readOtherwise, rivals } = await sameBytesInForce(
    ports,
    hint.experiment,
    originals,
    bytes,
    experiment,
  );
  // Two that are both in force would each take the other for its original: who comes to be in force sees to that.
  const isInForce = receipt.inForce !== null && receipt.duplicateOf === null;
  const followed = async (other: ReceiptRecord) =>
    receipt.readUnder !== null || (await followsInto(ports, hint, receipt, other, arrived));
  const [same = null] = isInForce ? [] : readOtherwise;
  if (same !== null) return (await followed(same)) ? { receipt: same, other: null } : null;
  for (const { receipt: rival, channels } of rivals) {
    const isReadNow = rival.readingRevision === readingRevision || receipt.readUnder !== null;
    const counts = isReadNow ? countsBefore(rival, hint.downlink) : !isInForce && (await followed(rival));
    if (counts) return { receipt: rival, other: { source: reader.id, channels } };
  }
  return null;
}

/** Undefined where the file says itself what it is of. */
export function nameDigestOf(reader: FileReader, fileName: string): string | undefined {
  if (reader.reads === 'samples' || reader.assay.kind !== 'pit-image' || reader.role === 'sheet') return;
  return sha256(baseNameOf(fileName)).slice(0, 32);
}

/** Has the original read under the definition in force; false where it counts no more. */
async function followsInto(
  ports: Ports,
  hint: IngestHint,
  { fileName, createdBy, createdAt, rereading }: ReadReceipt,
  other: ReceiptRecord,
  arrived: Arrived,
): Promise<boolean> {
  const { experiment, downlink } = hint;
  // What the definition in force refuses is refused here, and what is in force stays.
  const reading = { raw: ports.raw, archive: NOTHING_WRITTEN };
  const { reader, inspection } = arrived;
  if (reader.reads === 'records') await readRecords(reading, reader, inspection, fileName);
  else await readDownlink(reading, hint, arrived.experiment, reader.source, inspection, createdAt);
  const asked = { by: rereading?.by ?? createdBy, reason: `its very bytes are read again as ${downlink}` };
  const isMeant = ({ state, duplicateOf }: ReceiptRecord) => isIngested(state) && duplicateOf === null;
  const stands = await haveReadAgain(ports, { experiment, downlink: other.id }, asked, isMeant);
  return stands !== null && isMeant(stands);
}

const NOTHING_WRITTEN: Pick<Ports['archive'], 'put'> = { put: async () => null };

/** Everything in the repetition is a duplicate, but for what was already rejected in the original. */
export function repetitionOf(
  { receipt: original, other }: Original,
  { reader, inspection: { sha256 } }: Arrived,
  fileName: string,
): Outcome {
  const { counts } = original;
  return {
    sha256,
    // As the original counts: where that one is read again, this one follows.
    source: original.source,
    ownSource: other?.source ?? null,
    readingRevision: original.readingRevision,
    definition: original.definition,
    duplicateOf: original.id,
    nameDigest: original.nameDigest,
    counts: {
      ...counts,
      accepted: 0,
      duplicates: counts.samples + counts.records - counts.rejected,
      conflicts: 0,
    },
    byReason: original.byReason,
    ranges: original.ranges,
    unmappedColumns: original.unmappedColumns,
    warnings:
      other === null
        ? [...otherSample(original, reader, fileName), ...original.warnings]
        : [otherSource(original, other)],
    rejects: original.rejects,
    unreadable: original.unreadable,
    touched: [],
  };
}

const MOST_NAMED = 10;

function otherSource({ id, source }: ReceiptRecord, other: NonNullable<Original['other']>) {
  const channels = other.channels.map(({ unit, channel }) => `${channel} of ${unit}`);
  return {
    code: 'source.other',
    message: `the same bytes count as ${id}, read by source ${source}; source ${other.source} reads ${listText(channels, ', ', MOST_NAMED)} otherwise, and no sample counts twice. Where ${other.source} is the right one, withdraw ${id}: this file is then read by ${other.source}`,
  };
}

/** A table that names no unit is of the sample that its name fits: the same bytes under the name of another one. */
function otherSample({ id, fileName }: ReceiptRecord, reader: FileReader, again: string) {
  if (reader.reads === 'samples' || reader.assay.kind !== 'pit-table' || reader.role === 'sheet') return [];
  const { samples } = reader.assay;
  const sampleOf = (file: string) => samples.find(({ name }) => matchesGlob(name, baseNameOf(file)))?.name;
  const [first, now] = [sampleOf(fileName), sampleOf(again)];
  if (first === now) return [];
  const named = (sample: string | undefined) =>
    sample === undefined ? 'no sample' : `sample ${quoted(sample)}`;
  const message = `the same bytes count as ${id}, whose name ${quoted(baseNameOf(fileName))} is of ${named(first)}; ${quoted(baseNameOf(again))} is of ${named(now)}, and no object counts twice. Where this name is the right one, withdraw ${id}: this file then counts`;
  return [{ code: 'pit.other-sample', message }];
}

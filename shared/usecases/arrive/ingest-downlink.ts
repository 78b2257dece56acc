/**
 * One downlink from its raw bytes to samples that every answer sees. One run works at a time, under a lease. Each step
 * can be done again: a message may come twice, a run may die anywhere, or outlive its lease and work beside the next,
 * and the end is the same (docs/promises.md#p11).
 */
import type { IngestHint } from '../../contract/hints.ts';
import type { IngestMessage } from '../../contract/uploads.ts';
import { addTallies, NO_TALLY } from '../../domain/archive/count.ts';
import { rawKey } from '../../domain/archive/keys.ts';
import { Damaged } from '../../domain/damaged.ts';
import type { Run } from '../../domain/downlink/lease.ts';
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { ReadReceipt } from '../../domain/downlink/rereading.ts';
import { withdrawnBefore } from '../../domain/downlink/withdrawn-before.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { Refusal } from '../../domain/refusal.ts';
import { ObjectMissing, type Ports } from '../../ports.ts';
import { commitEntry, Overtaken, type Replaced, unmarkEntry } from '../heads/commit-entries.ts';
import { underWay } from '../heads/under-way.ts';
import { withItemsInHand } from '../known/in-hand.ts';
import { type LoadedExperiment, loadExperiment, loadRecord } from '../known/load-experiment.ts';
import { loadReading } from '../known/load-reading.ts';
import { broughtBefore } from '../known/originals-of.ts';
import { readerOfFile } from '../known/source-of-file.ts';
import {
  announceHeads,
  arrivedReceipt,
  claim,
  flip,
  type Outcome,
  refuse,
  type Touched,
  waitForUpload,
} from './claim-downlink.ts';
import { CrowdedUnits } from './crowded-units.ts';
import { failDamaged, hasFailedNow } from './fail-downlink.ts';
import { noteRepeated, rememberBytes } from './find-repetition.ts';
import { copyWarnings, inspectKept, type KeptInspection } from './inspect-kept.ts';
import { type Inspection, inspectUpload } from './inspect-upload.ts';
import { nameDigestOf, originalInForce, repetitionOf } from './join-original.ts';
import { noteAssay } from './note-assay.ts';
import { readAgainFrom } from './read-again.ts';
import { type DownlinkReading, readDownlink } from './read-downlink.ts';
import { type AssayReader, readRecords } from './read-records.ts';
import { refuseTooManyBuckets } from './refuse-too-many-buckets.ts';
import { releaseLease } from './release-lease.ts';
import { settleDownlink } from './settle-downlink.ts';
import { takeInRecords } from './take-in-records.ts';
import { joinHeader, withHeader } from './with-header.ts';

/**
 * Ingests the downlink as far as it can go; one whose object has not arrived, or that another run works on, is left as it
 * is. However it ends, short of dying, it gives back the lease that it took. Resolves to whether the downlink is FAILED
 * now and was not before.
 *
 * @param message the name of the message, which its runs bear; a run without a message gets a name of its own
 */
export async function ingestDownlink(
  allPorts: Ports,
  hint: IngestMessage,
  message = allPorts.clock.newId(),
): Promise<boolean> {
  const ports = withItemsInHand(allPorts);
  const run: Run = { name: message, since: ports.clock.now() };
  try {
    const arrived = await arrivedReceipt(ports, hint, run);
    const damage = arrived === null ? null : await ingestArrived(ports, hint, run, arrived);
    const settled = await settleDownlink(ports, hint, run);
    if (settled === null) await releaseLease(ports, hint, run);
    else await joinHeader(ports, hint, settled);
    // Only once all is done from the copy: the log and the alarm have to know of it.
    if (damage !== null) throw damage;
    return hasFailedNow(settled);
  } catch (error) {
    // Where the table does not answer either, the lease ends by the clock; what went wrong first is what is told.
    await releaseLease(ports, hint, run).catch(() => {});
    throw error;
  }
}

async function ingestArrived(
  ports: Ports,
  hint: IngestHint,
  run: Run,
  arrived: ReceiptRecord,
): Promise<Damaged | null> {
  const key = rawKey(hint.experiment, hint.downlink);
  let inspection: KeptInspection | null = null;
  // The reading is asked for before the work and before the flip; where it changed between, another attempt is begun.
  for (let known = arrived; ; ) {
    const experiment = await readingFor(ports, hint, known);
    const receipt = await claim(ports, hint, run, experiment.readingRevision);
    if (receipt === null) return null;
    known = receipt;
    try {
      inspection ??=
        receipt.ingestedAt === null
          ? { ...(await inspectUpload(ports, key, receipt)), copy: null }
          : await inspectKept(ports, hint, receipt);
      const outcome = await takeInOrRecognize(ports, hint, receipt, experiment, inspection);
      if (await isReadOtherwiseNow(ports, receipt, experiment)) continue;
      const warnings = [...outcome.warnings, ...copyWarnings(inspection)];
      await flip(ports, hint, receipt.attempt, { ...outcome, warnings });
    } catch (error) {
      if (error instanceof Overtaken) return null;
      if (error instanceof Damaged && error.key === key)
        await failDamaged(ports, hint, receipt.attempt, error);
      if (error instanceof ObjectMissing && error.key === key)
        await (receipt.inForce === null
          ? waitForUpload(ports, hint, receipt.attempt)
          : refuse(ports, hint, receipt.attempt, fileMissing(hint)));
      else if (error instanceof Refusal) await refuse(ports, hint, receipt.attempt, error);
      else throw error;
    }
    return inspection?.copy?.damage ?? null;
  }
}

function fileMissing({ downlink }: IngestHint): Refusal {
  const sentence = `the file of ${downlink} is not there any more, so it cannot be read again; what was read stays`;
  return new Refusal('conflict', 'downlink.file-missing', sentence);
}

/** The reading in force, or in a table that is rebuilt the one that the file was read with. */
async function readingFor(
  ports: Ports,
  { experiment }: IngestHint,
  { readUnder: readingRevision, definition }: ReceiptRecord,
): Promise<LoadedExperiment> {
  if (readingRevision === null) return loadExperiment(ports, experiment);
  return loadReading(ports, experiment, { readingRevision, definition });
}

async function isReadOtherwiseNow(
  ports: Ports,
  { readUnder }: ReceiptRecord,
  loaded: LoadedExperiment,
): Promise<boolean> {
  if (readUnder !== null) return false;
  const now = await loadRecord(ports, loaded.experiment);
  return now.readingRevision !== loaded.readingRevision;
}

async function takeInOrRecognize(
  ports: Ports,
  hint: IngestHint,
  receipt: ReadReceipt,
  experiment: LoadedExperiment,
  bytes: Inspection,
): Promise<Outcome> {
  const reader = await readerOfFile(ports, experiment, receipt);
  const { readingRevision } = experiment;
  const file = { reader, file: receipt, isAgain: false };
  const inspection = await withHeader(ports, hint.experiment, file, bytes);
  const arrived = { experiment, reader, inspection };
  const before = await broughtBefore(ports, hint, inspection.sha256);
  const original = await originalInForce(ports, hint, receipt, arrived, before.inForce);
  if (original !== null) {
    await announceHeads(ports, hint, receipt.attempt, []);
    const repetition = repetitionOf(original, arrived, receipt.fileName);
    await noteRepeated(ports, hint.experiment, repetition);
    await unmarkOthers(ports, hint, receipt, []);
    return repetition;
  }
  const outcome =
    reader.reads === 'samples'
      ? await takeIn(ports, hint, receipt, experiment, reader.source, inspection)
      : await takeInTable(ports, hint, receipt, experiment, reader, inspection);
  // Before the flip: whoever reads INGESTED and sends the file again finds the original.
  await rememberBytes(ports, hint, { sha256: inspection.sha256, source: reader.id, readingRevision });
  const warnings = [...withdrawnBefore(before.withdrawn, receipt), ...outcome.warnings];
  return { ...outcome, warnings, definition: experiment.sha256, readingRevision };
}

type TakenIn = Omit<Outcome, 'definition' | 'readingRevision'>;

async function takeIn(
  ports: Ports,
  hint: IngestHint,
  receipt: ReadReceipt,
  loaded: LoadedExperiment,
  source: Source,
  inspection: Inspection,
): Promise<TakenIn> {
  const { downlink } = hint;
  const { attempt, createdAt } = receipt;
  const { experiment, generation, readingRevision } = loaded;
  // As announced, so that every attempt and every later reading of the file judges its times alike.
  const reading = await readDownlink(
    ports,
    hint,
    loaded,
    source,
    inspection,
    createdAt,
    attempt === 1 ? null : attempt,
  );
  const heads = reading.buckets.map(({ unit, bucket }) => ({ generation, unit, bucket }));
  refuseTooManyBuckets(heads.length);
  await announceHeads(ports, hint, attempt, heads);
  const isUnderWay = underWay(ports, experiment, { downlink, attempt });
  const touched: Touched = [];
  const crowded = new CrowdedUnits(ports, loaded);
  for (const { unit, bucket, ...brought } of reading.buckets) {
    const at = { experiment, generation, unit, bucket };
    const { counts, others } = await commitEntry(
      ports,
      at,
      { downlink, attempt, readingRevision, ...brought },
      isUnderWay,
      replacedBy(ports, receipt),
    );
    touched.push({ generation, unit, bucket, counts });
    await crowded.add(unit, brought.segments, others);
  }
  await unmarkOthers(ports, hint, receipt, heads);
  const warnings = [...reading.warnings, ...(await crowded.warnings())];
  return outcomeOf({ ...reading, warnings }, inspection, touched);
}

/** Of an assay nothing enters heads: what was in them of an earlier reading leaves. */
async function takeInTable(
  ports: Ports,
  hint: IngestHint,
  receipt: ReadReceipt,
  loaded: LoadedExperiment,
  reader: AssayReader,
  inspection: Inspection,
): Promise<TakenIn> {
  const { attempt, fileName } = receipt;
  const file = await readRecords(ports, reader, inspection, fileName);
  await noteAssay(ports, hint, reader.id);
  await announceHeads(ports, hint, attempt, []);
  const taken = await takeInRecords(ports, hint, loaded, reader, { attempt, fileName, file });
  await unmarkOthers(ports, hint, receipt, []);
  const { sha256 } = inspection;
  const nothing = { ranges: [], unmappedColumns: [], events: [], unreadable: null, touched: [] };
  const own = {
    source: reader.id,
    ownSource: null,
    duplicateOf: null,
    nameDigest: nameDigestOf(reader, fileName),
  };
  return { sha256, ...own, ...nothing, ...taken };
}

function replacedBy(ports: Ports, { inForce }: ReadReceipt): Replaced | null {
  return inForce === null ? null : { attempt: inForce.attempt, again: readAgainFrom(ports) };
}

/** What is in force in buckets to which this attempt brings nothing loses its mark there as elsewhere, before the flip. */
async function unmarkOthers(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  receipt: ReadReceipt,
  heads: readonly { readonly generation: number; readonly unit: string; readonly bucket: string }[],
): Promise<void> {
  const replaced = replacedBy(ports, receipt);
  if (replaced === null) return;
  const { attempt, inForce } = receipt;
  const isUnderWay = underWay(ports, experiment, { downlink, attempt });
  for (const { generation, unit, bucket } of inForce?.touched ?? []) {
    const isDone = heads.some(
      (one) => one.generation === generation && one.unit === unit && one.bucket === bucket,
    );
    const at = { experiment, generation, unit, bucket };
    if (!isDone) await unmarkEntry(ports, at, { downlink, attempt }, isUnderWay, replaced);
  }
}

function outcomeOf(reading: DownlinkReading, inspection: Inspection, touched: Touched): TakenIn {
  const { lines, rows, samples, rejected } = reading;
  const counts = touched.map((one) => one.counts).reduce(addTallies, NO_TALLY);
  const accounted = counts.accepted + counts.duplicates + counts.conflicts + rejected;
  if (accounted !== samples) {
    throw new Error(
      `the file holds ${samples} samples but ${accounted} were accounted for: this is a defect`,
    );
  }
  return {
    sha256: inspection.sha256,
    beside: inspection.before?.downlink,
    source: reading.source,
    ownSource: null,
    duplicateOf: null,
    counts: { lines, rows, samples, records: 0, ...counts, rejected },
    byReason: reading.byReason,
    ranges: reading.ranges,
    unmappedColumns: reading.unmappedColumns,
    warnings: reading.warnings,
    events: reading.events,
    rejects: reading.rejects,
    unreadable: reading.unreadable,
    touched,
  };
}

/**
 * One downlink from its raw bytes to samples that every answer sees. Each step can be done again: a message may come
 * twice, a run may die anywhere, and the next one ends in the same state (DESIGN section 4, P11).
 */
import type { IngestHint } from '../contract/hints.ts';
import { addTallies, NO_TALLY, type Tally } from '../domain/archive/count.ts';
import { rawKey } from '../domain/archive/keys.ts';
import { sourceFor } from '../domain/experiment/lookups.ts';
import {
  type DownlinkState,
  isIngested,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../domain/records/receipt.ts';
import { Refusal } from '../domain/refusal.ts';
import { ObjectMissing, type Ports } from '../ports.ts';
import { type BucketAddress, commitEntry, markVisible, withdrawEntry } from './commit-entries.ts';
import { originalOf, rememberBytes } from './find-repetition.ts';
import { type Inspection, inspectUpload } from './inspect-upload.ts';
import { type LoadedExperiment, loadExperiment } from './load-experiment.ts';
import { type DownlinkReading, readDownlink } from './read-downlink.ts';
import { update } from './update.ts';

/** Ingests the downlink as far as it can go; a downlink whose object has not arrived is left as it is. */
export async function ingestDownlink(ports: Ports, hint: IngestHint): Promise<void> {
  const begun = await begin(ports, hint);
  if (begun === null) return;
  if (begun.state === 'INGESTING') {
    try {
      await ingest(ports, hint, begun);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await refuse(ports, hint, error);
    }
  }
  await settle(ports, hint);
}

/** Claims the work: RECEIVED and INGESTING go on, finished ones only need settling. */
async function begin(ports: Ports, hint: IngestHint): Promise<ReceiptRecord | null> {
  const key = receiptKey(hint.experiment, hint.downlink);
  const receipt = await ports.catalogue.get(receiptKind, key);
  if (receipt === null) return null;
  const { state, due } = receipt.item;
  if (!due && state !== 'EXPIRED') return null;
  if (state === 'AWAITING_UPLOAD' || state === 'EXPIRED') {
    const size = await ports.raw.size(rawKey(hint.experiment, hint.downlink));
    if (size === null) return null;
  }
  return update(ports, receiptKind, key, (current) => {
    if (current === null || !isOpen(current.state)) return null;
    return { ...current, state: 'INGESTING', due: true };
  });
}

/** Nothing was decided yet. An upload that comes after its link was given up is still taken: it exists only once. */
function isOpen(state: DownlinkState): boolean {
  return state === 'AWAITING_UPLOAD' || state === 'RECEIVED' || state === 'INGESTING' || state === 'EXPIRED';
}

async function ingest(ports: Ports, hint: IngestHint, receipt: ReceiptRecord): Promise<void> {
  const inspection = await inspect(ports, hint, receipt);
  if (inspection === null) return;
  // The definition is read after INGESTING was set, and again before the flip: a change in between is seen by one of
  // the two, and the reading is done again under the definition in force.
  for (;;) {
    const experiment = await loadExperiment(ports, hint.experiment);
    const source = sourceFor(experiment.definition, receipt.fileName, receipt.declaredSource);
    const { readingRevision } = experiment.record;
    const bytes = { sha256: inspection.sha256, source: source.id, readingRevision };
    const original = await originalOf(ports, hint, bytes);
    const outcome =
      original === null
        ? await takeIn(ports, hint, receipt, experiment, inspection)
        : repetitionOf(original, inspection, source.id);
    const now = await loadExperiment(ports, hint.experiment);
    if (now.record.readingRevision !== readingRevision) continue;
    // Before the flip: whoever reads INGESTED and sends the file again finds the original.
    if (original === null) await rememberBytes(ports, hint, bytes);
    await flip(ports, hint, { ...outcome, readingRevision });
    return;
  }
}

async function inspect(ports: Ports, hint: IngestHint, receipt: ReceiptRecord): Promise<Inspection | null> {
  try {
    return await inspectUpload(ports, rawKey(hint.experiment, hint.downlink), receipt);
  } catch (error) {
    if (error instanceof ObjectMissing) return null;
    throw error;
  }
}

type Outcome = Pick<
  ReceiptRecord,
  | 'sha256'
  | 'source'
  | 'duplicateOf'
  | 'counts'
  | 'byReason'
  | 'ranges'
  | 'unmappedColumns'
  | 'warnings'
  | 'rejects'
  | 'touched'
>;

/** Everything in the repetition is a duplicate, but for what was already rejected in the original. */
function repetitionOf(original: ReceiptRecord, inspection: Inspection, source: string): Outcome {
  const { counts } = original;
  return {
    sha256: inspection.sha256,
    source,
    duplicateOf: original.duplicateOf ?? original.id,
    counts: { ...counts, accepted: 0, duplicates: counts.samples - counts.rejected, conflicts: 0 },
    byReason: original.byReason,
    ranges: original.ranges,
    unmappedColumns: original.unmappedColumns,
    warnings: original.warnings,
    rejects: original.rejects,
    touched: [],
  };
}

async function takeIn(
  ports: Ports,
  hint: IngestHint,
  receipt: ReceiptRecord,
  experiment: LoadedExperiment,
  inspection: Inspection,
): Promise<Outcome> {
  const reading = await readDownlink(ports, hint, receipt, experiment, inspection);
  const generation = experiment.record.serving;
  const touched = reading.buckets.map(({ unit, bucket }) => ({ generation, unit, bucket }));
  await announce(ports, hint, touched);
  let counts: Tally = NO_TALLY;
  for (const { unit, bucket, segments, repeated } of reading.buckets) {
    const at = { experiment: hint.experiment, generation, unit, bucket };
    counts = addTallies(
      counts,
      await commitEntry(ports, at, { downlink: hint.downlink, segments, repeated }),
    );
  }
  return outcomeOf(reading, inspection, counts, touched);
}

/**
 * Writes down which heads will hold an entry before the first does, so that whatever ends this run, the entries can be
 * found. Those of an earlier run under another definition, in buckets that this one does not touch, leave.
 */
async function announce(ports: Ports, hint: IngestHint, touched: ReceiptRecord['touched']): Promise<void> {
  const names = new Set(touched.map(nameOf));
  let leftovers: ReceiptRecord['touched'] = [];
  const key = receiptKey(hint.experiment, hint.downlink);
  await update(ports, receiptKind, key, (current) => {
    if (current === null || current.state !== 'INGESTING') return null;
    leftovers = current.touched.filter((one) => !names.has(nameOf(one)));
    return { ...current, touched: [...touched, ...leftovers] };
  });
  for (const one of leftovers)
    await withdrawEntry(ports, { experiment: hint.experiment, ...one }, hint.downlink);
}

function nameOf({ generation, unit, bucket }: ReceiptRecord['touched'][number]): string {
  return `${generation}#${unit}#${bucket}`;
}

function outcomeOf(
  reading: DownlinkReading,
  inspection: Inspection,
  counts: Tally,
  touched: ReceiptRecord['touched'],
): Outcome {
  const { rows, samples, rejected } = reading;
  const accounted = counts.accepted + counts.duplicates + counts.conflicts + rejected;
  if (accounted !== samples) {
    throw new Error(
      `the file holds ${samples} samples but ${accounted} were accounted for: this is a defect`,
    );
  }
  return {
    sha256: inspection.sha256,
    source: reading.source,
    duplicateOf: null,
    counts: { rows, samples, records: 0, ...counts, rejected },
    byReason: reading.byReason,
    ranges: reading.ranges,
    unmappedColumns: reading.unmappedColumns,
    warnings: reading.warnings,
    rejects: reading.rejects,
    touched,
  };
}

/** The commit point: after this one write the whole downlink is part of every answer. */
async function flip(
  ports: Ports,
  hint: IngestHint,
  outcome: Outcome & { readingRevision: string },
): Promise<void> {
  await update(
    ports,
    receiptKind,
    receiptKey(hint.experiment, hint.downlink),
    (current): ReceiptRecord | null => {
      if (current === null || current.state !== 'INGESTING') return null;
      const state = outcome.counts.rejected > 0 ? 'INGESTED_WITH_REJECTS' : 'INGESTED';
      return { ...current, ...outcome, state, ingestedAt: ports.clock.now() };
    },
  );
}

async function refuse(ports: Ports, hint: IngestHint, refusal: Refusal): Promise<void> {
  await update(
    ports,
    receiptKind,
    receiptKey(hint.experiment, hint.downlink),
    (current): ReceiptRecord | null => {
      if (current === null || current.state !== 'INGESTING') return null;
      return { ...current, state: 'REFUSED', error: { code: refusal.code, message: refusal.message } };
    },
  );
}

/**
 * What is owed once the state is decided. Ingested: marks, hints, and the digest that finds repetitions.
 * Refused or failed: nothing of it stays in the heads. Then the receipt is done.
 */
export async function settle(ports: Ports, hint: IngestHint): Promise<void> {
  const key = receiptKey(hint.experiment, hint.downlink);
  const receipt = (await ports.catalogue.get(receiptKind, key))?.item;
  if (!receipt || isOpen(receipt.state)) return;
  if (!isIngested(receipt.state)) {
    for (const one of receipt.touched) {
      await withdrawEntry(ports, { experiment: hint.experiment, ...one }, hint.downlink);
    }
  } else {
    for (const touched of receipt.touched) await showEntry(ports, hint, touched);
    const { sha256, source, readingRevision, duplicateOf } = receipt;
    if (sha256 !== null && source !== null && readingRevision !== null && duplicateOf === null)
      await rememberBytes(ports, hint, { sha256, source, readingRevision });
  }
  await update(ports, receiptKind, key, (current) =>
    current?.due && !isOpen(current.state) ? { ...current, due: false } : null,
  );
}

async function showEntry(
  ports: Ports,
  hint: IngestHint,
  { generation, unit, bucket }: Omit<BucketAddress, 'experiment'>,
): Promise<void> {
  await markVisible(ports, { experiment: hint.experiment, generation, unit, bucket }, hint.downlink);
  await ports.queues.align.send({ experiment: hint.experiment, unit, bucket });
}

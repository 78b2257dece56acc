import type { NewDownlink, ReceiptOnWire } from '../../contract/downlinks.ts';
import { rawKey, trialRawKey } from '../../domain/archive/keys.ts';
import { NO_COUNTS, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { sourceFor } from '../../domain/experiment/lookups.ts';
import type { Source } from '../../domain/experiment/source-schema.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { trialKey, trialKind } from '../../domain/trial/trial.ts';
import type { Ports } from '../../ports.ts';
import { receiptOnWire } from '../answer/receipt-on-wire.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { LINK_SECONDS } from './open-upload.ts';
import { linksOf } from './upload-parts.ts';

const MEBIBYTE = 1024 ** 2;
/** One function reads the file twice within its time; more than this cannot be promised. */
const MOST_BYTES = 5 * 1024 * MEBIBYTE;
/** Above this a broken line would cost too much: the file comes in parts, each of which can be sent again. */
const ONE_PUT_BYTES = 100 * MEBIBYTE;
const PART_BYTES = 64 * MEBIBYTE;

/**
 * Opens a receipt and hands out a link to upload the file once, or one a part. Refuses what could never be read: an
 * unknown experiment or source, a file that no source reads, too many bytes. A dry run gets a receipt of its own kind,
 * and its file goes where files do not stay.
 */
export async function announceDownlink(
  ports: Ports,
  experiment: string,
  request: NewDownlink,
  by: string,
): Promise<ReceiptOnWire> {
  const { index } = await loadExperiment(ports, experiment);
  const source = sourceFor(index, request.fileName, request.source ?? null);
  refuseUnsupported(request, source);
  const id = ports.clock.newId();
  const isTrial = request.dryRun === true;
  const key = isTrial ? trialRawKey(experiment, id) : rawKey(experiment, id);
  const parts = request.bytes > ONE_PUT_BYTES ? await begin(ports, key, request.partDigests === true) : null;
  const receipt = newReceipt(id, request, by, ports.clock.now(), parts);
  // Beside what a cold start of the API loads.
  const { NO_FACTS, verdictOf } = await import('../../domain/verdict/verdict.ts');
  const verdict = verdictOf(receipt, NO_FACTS);
  const isNew = isTrial
    ? await ports.catalogue.put(
        trialKind,
        trialKey(experiment, id),
        { receipt, verdict, moves: null, due: true },
        null,
      )
    : await ports.catalogue.put(receiptKind, receiptKey(experiment, id), receipt, null);
  if (!isNew) throw new Error(`the id ${id} was already taken`);
  return {
    ...receiptOnWire(receipt, verdict),
    ...(isTrial && { dryRun: true as const }),
    upload: await linksOf(ports, { key, receipt }, []),
  };
}

async function begin(ports: Ports, key: string, digests: boolean): Promise<ReceiptRecord['parts']> {
  return { upload: await ports.uploads.begin(key, digests), bytes: PART_BYTES, digests };
}

function refuseUnsupported(request: NewDownlink, { id, format }: Source): void {
  if (request.format !== undefined && request.format !== format) {
    throw new Refusal(
      'invalid',
      'downlink.format-unsupported',
      `the downlink says its format is ${quoted(request.format)}, but the source ${id}, which reads it, reads ${format}`,
      { field: 'format' },
    );
  }
  if (request.bytes > MOST_BYTES) {
    throw new Refusal(
      'too-large',
      'downlink.too-large',
      `the file has ${request.bytes} bytes, one downlink takes ${MOST_BYTES}: cut it into pieces, each with the header`,
      { field: 'bytes' },
    );
  }
}

function newReceipt(
  id: string,
  request: NewDownlink,
  by: string,
  now: number,
  parts: ReceiptRecord['parts'],
): ReceiptRecord {
  return {
    id,
    state: 'AWAITING_UPLOAD',
    fileName: request.fileName,
    bytes: request.bytes,
    sha256: request.sha256?.toLowerCase() ?? null,
    declaredSource: request.source ?? null,
    parts,
    source: null,
    readingRevision: null,
    createdAt: now,
    createdBy: by,
    expiresAt: now + LINK_SECONDS * MICROS_PER_SECOND,
    ingestedAt: null,
    duplicateOf: null,
    counts: NO_COUNTS,
    byReason: {},
    ranges: [],
    unmappedColumns: [],
    warnings: [],
    rejects: [],
    unreadable: null,
    attempt: 0,
    lease: null,
    tries: 0,
    touched: [],
    definition: null,
    withdrawn: null,
    error: null,
    due: true,
  };
}

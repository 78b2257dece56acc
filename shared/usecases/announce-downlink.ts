import type { NewDownlink, ReceiptOnWire } from '../contract/downlinks.ts';
import { rawKey } from '../domain/archive/keys.ts';
import { NO_FACTS, verdictOf } from '../domain/downlink/verdict.ts';
import { sourceFor } from '../domain/experiment/lookups.ts';
import { NO_COUNTS, type ReceiptRecord, receiptKey, receiptKind } from '../domain/records/receipt.ts';
import { Refusal } from '../domain/refusal.ts';
import { isoOf, MICROS_PER_SECOND } from '../domain/time.ts';
import type { Ports } from '../ports.ts';
import { loadExperiment } from './load-experiment.ts';
import { receiptOnWire } from './receipt-on-wire.ts';

const LINK_SECONDS = 3600;
/** S3 takes this much in one PUT. */
const MOST_BYTES = 5 * 1024 ** 3;

/**
 * Opens a receipt and hands out a link to upload the file once. Refuses what could never be read: an unknown
 * experiment or source, a file that no source reads, too many bytes.
 */
export async function announceDownlink(
  ports: Ports,
  experiment: string,
  request: NewDownlink,
  by: string,
): Promise<ReceiptOnWire> {
  const { definition } = await loadExperiment(ports, experiment);
  refuseUnsupported(request);
  sourceFor(definition, request.fileName, request.source ?? null);
  const now = ports.clock.now();
  const receipt = newReceipt(ports.clock.newId(), request, by, now);
  if (!(await ports.catalogue.put(receiptKind, receiptKey(experiment, receipt.id), receipt, null))) {
    throw new Error(`the id ${receipt.id} was already taken`);
  }
  const upload = await ports.raw.presignPut(rawKey(experiment, receipt.id), LINK_SECONDS);
  return {
    ...receiptOnWire(receipt, verdictOf(receipt, NO_FACTS)),
    upload: { ...upload, expiresAt: isoOf(receipt.expiresAt) },
  };
}

function refuseUnsupported(request: NewDownlink): void {
  if (request.dryRun === true) {
    throw new Refusal(
      'invalid',
      'downlink.dry-run-unsupported',
      'a dry run is not served yet; leave dryRun out to take the file in',
      { field: 'dryRun' },
    );
  }
  if (request.format !== undefined && request.format !== 'csv') {
    throw new Refusal(
      'invalid',
      'downlink.format-unsupported',
      `the format "${request.format}" is not read yet; telemetry as csv is`,
      { field: 'format' },
    );
  }
  if (request.bytes > MOST_BYTES) {
    throw new Refusal(
      'too-large',
      'downlink.too-large',
      `the file has ${request.bytes} bytes, one upload takes ${MOST_BYTES}: cut it into pieces, each with the header`,
      { field: 'bytes' },
    );
  }
}

function newReceipt(id: string, request: NewDownlink, by: string, now: number): ReceiptRecord {
  return {
    id,
    state: 'AWAITING_UPLOAD',
    fileName: request.fileName,
    bytes: request.bytes,
    sha256: request.sha256?.toLowerCase() ?? null,
    declaredSource: request.source ?? null,
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
    attempt: 0,
    touched: [],
    error: null,
    due: true,
  };
}

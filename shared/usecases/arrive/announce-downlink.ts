import type { NewDownlink, ReceiptOnWire } from '../../contract/downlinks.ts';
import { rawKey, trialRawKey } from '../../domain/archive/keys.ts';
import { announcedReceipt, type Declaration, declarationText } from '../../domain/downlink/declaration.ts';
import { type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { type FileReader, readerFor } from '../../domain/experiment/file-reader.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { trialKey, trialKind } from '../../domain/trial/trial.ts';
import { refuseLargeTable } from '../../formats/assay/limits.ts';
import { refuseLargeFile } from '../../formats/image/image-limits.ts';
import type { Ports } from '../../ports.ts';
import { receiptOnWire } from '../answer/receipt-on-wire.ts';
import { keep } from '../known/keep.ts';
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
  const { index, readingRevision } = await loadExperiment(ports, experiment);
  refuseUnsupported(request, readerFor(index, request.fileName, request.source ?? null));
  const id = ports.clock.newId();
  const isTrial = request.dryRun === true;
  const key = isTrial ? trialRawKey(experiment, id) : rawKey(experiment, id);
  const at = ports.clock.now();
  const { fileName, bytes, sha256, source: declaredSource = null } = request;
  const declared = {
    ...{ fileName, bytes, sha256: sha256?.toLowerCase() ?? null, source: declaredSource },
    ...{ at, by, reading: readingRevision },
  };
  const length = partLength(request);
  const parts = length === null ? null : await begin(ports, key, declared, request, length);
  const expiresAt = at + LINK_SECONDS * MICROS_PER_SECOND;
  const receipt = announcedReceipt(id, declared, { parts, expiresAt });
  // Beside what a cold start of the API loads.
  const { NO_FACTS, verdictOf } = await import('../../domain/verdict/verdict.ts');
  const verdict = verdictOf(receipt, NO_FACTS);
  if (!isTrial && receipt.announcedUnder === null)
    await keep(ports, receiptKind, receiptKey(experiment, id), receipt);
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

/** Null where the file goes whole. */
function partLength({ bytes, partBytes }: NewDownlink): number | null {
  if (partBytes !== undefined && bytes >= partBytes) return partBytes;
  return bytes > ONE_PUT_BYTES ? PART_BYTES : null;
}

async function begin(
  ports: Ports,
  key: string,
  declared: Declaration,
  { partDigests: digests = false }: NewDownlink,
  bytes: number,
): Promise<ReceiptRecord['parts']> {
  const upload = await ports.uploads.begin(key, digests, declarationText(declared));
  return { upload, bytes, digests };
}

function refuseUnsupported(request: NewDownlink, reader: FileReader): void {
  const [word, format] =
    reader.reads === 'samples' ? ['source', reader.source.format] : ['assay', reader.assay.kind];
  if (request.format !== undefined && request.format !== format) {
    throw new Refusal(
      'invalid',
      'downlink.format-unsupported',
      `the downlink says its format is ${quoted(request.format)}, but the ${word} ${reader.id}, which reads it, reads ${format}`,
      { field: 'format' },
    );
  }
  refuseTooLarge(request.bytes, reader);
}

/** @param reader null where none reads the file */
export function refuseTooLarge(bytes: number, reader: FileReader | null): void {
  if (bytes > MOST_BYTES) {
    throw new Refusal(
      'too-large',
      'downlink.too-large',
      `the file has ${bytes} bytes, one downlink takes ${MOST_BYTES}: cut it into pieces, each with the header`,
      { field: 'bytes' },
    );
  }
  // Packed it is larger still once it is read.
  if (reader?.reads === 'records') refuseLargeFor(reader, bytes);
}

/** Of an assay a file is held whole: what cannot be, is not to be uploaded first. */
function refuseLargeFor({ assay, role }: Extract<FileReader, { reads: 'records' }>, bytes: number): void {
  if (assay.kind === 'pit-image' && role !== 'sheet') refuseLargeFile(bytes);
  else refuseLargeTable(bytes);
}

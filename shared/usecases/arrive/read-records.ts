/** A file of an assay, unpacked and read as its role says; nothing is written. */
import type { AssayRead } from '../../domain/assay/tables.ts';
import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import type { FileReader } from '../../domain/experiment/file-reader.ts';
import type { PitImageAssay } from '../../domain/experiment/pit-assay.ts';
import { Refusal } from '../../domain/refusal.ts';
import { readAssayFile } from '../../formats/assay/read-assay-file.ts';
import { readSheet } from '../../formats/assay/read-sheet.ts';
import { readEndpointTable } from '../../formats/endpoint/read-endpoint-table.ts';
import { readPitFile } from '../../formats/pit/read-pit-file.ts';
import { readQpcrFile } from '../../formats/qpcr/read-qpcr-file.ts';
import type { Ports } from '../../ports.ts';
import { openDownlink } from './downlink-sink.ts';
import type { Inspection } from './inspect-upload.ts';

export type AssayReader = Extract<FileReader, { reads: 'records' }>;

export interface ReadRecords {
  readonly read: AssayRead;
  readonly warnings: ReceiptRecord['warnings'];
}

/** Fails with a Refusal where the file as a whole cannot be read; what fails in parts is rejected and counted. */
export async function readRecords(
  ports: { readonly raw: Pick<Ports['raw'], 'open'> },
  reader: AssayReader,
  inspection: Inspection,
  fileName: string,
): Promise<ReadRecords> {
  const { chunks, unpacked } = openDownlink(ports, inspection);
  const read = await readAs(reader, chunks, fileName);
  const { endedEarly, warnings } = unpacked?.outcome() ?? { endedEarly: null, warnings: [] };
  // A table that breaks off lacks genes, or samples of its last ones: a part of it is no measurement.
  if (endedEarly !== null) throw new Refusal('invalid', endedEarly.code, endedEarly.message);
  return { read, warnings: [...warnings, ...read.warnings] };
}

function readAs(
  { assay, role }: AssayReader,
  chunks: AsyncIterable<Uint8Array>,
  fileName: string,
): Promise<AssayRead> {
  if (role === 'mask') return measuredMask(chunks, assay, fileName);
  if (role !== 'values') return readSheet(chunks, fileName);
  if (assay.kind === 'qpcr') return readQpcrFile(chunks, fileName);
  if (assay.kind === 'endpoint-table') return readEndpointTable(chunks, fileName);
  if (assay.kind === 'pit-table') return readPitFile(chunks, fileName);
  if (assay.kind === 'pit-image') return measuredImage(chunks, assay, fileName);
  const strandedness = assay.kind === 'counts' ? (assay.strandedness ?? null) : null;
  return readAssayFile(chunks, { kind: assay.kind, strandedness }, fileName);
}

/** Rare, and much code: loaded where an image comes. */
async function measuredImage(
  chunks: AsyncIterable<Uint8Array>,
  assay: PitImageAssay,
  fileName: string,
): Promise<AssayRead> {
  const { readPitImage } = await import('../../formats/image/read-pit-image.ts');
  return readPitImage(chunks, assay, fileName);
}

async function measuredMask(
  chunks: AsyncIterable<Uint8Array>,
  assay: AssayReader['assay'],
  fileName: string,
): Promise<AssayRead> {
  if (assay.kind !== 'pit-image' || assay.masks === undefined)
    throw new Error(`expected an assay that has masks, got ${assay.id}: this is a defect`);
  const { readPitMask } = await import('../../formats/image/read-pit-mask.ts');
  return readPitMask(chunks, { assay, match: assay.masks.match }, fileName);
}

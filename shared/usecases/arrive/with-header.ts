/**
 * Records of a PAD say nothing without their header, which is a file of its own: they are read with it, whichever of the two
 * comes first. Each side looks for the other once it stands itself, so that none is missed.
 */
import type { IngestHint } from '../../contract/hints.ts';
import { rawKey } from '../../domain/archive/keys.ts';
import { DOWNLINK, isIngested, type ReceiptRecord, receiptKind } from '../../domain/downlink/receipt.ts';
import { baseNameOf, type FileReader } from '../../domain/experiment/file-reader.ts';
import { isPadHeader, padHeaderName } from '../../domain/experiment/pad-names.ts';
import { sortKey } from '../../domain/kind.ts';
import { Refusal } from '../../domain/refusal.ts';
import { listText } from '../../domain/words/list.ts';
import { MOST_HEADER_BYTES, PAD_HEADER, PAD_WAITING, saysMore } from '../../formats/sams/pad-parts.ts';
import type { Ports } from '../../ports.ts';
import { listSound } from '../known/list-sound.ts';
import type { Inspection } from './inspect-upload.ts';
import { haveReadAgain } from './reread-downlink.ts';

type OfFile = Pick<ReceiptRecord, 'fileName' | 'beside'>;

/**
 * The inspection with the header before the bytes, where the file is records alone and their header is here.
 *
 * @param isAgain of what is in force: it is read with the header that it was read with, whatever became of that since
 */
export async function withHeader<I extends Inspection>(
  ports: Ports,
  experiment: string,
  {
    reader,
    file,
    isAgain,
  }: { readonly reader: FileReader; readonly file: OfFile; readonly isAgain: boolean },
  inspection: I,
): Promise<I> {
  if (reader.reads !== 'samples' || reader.source.format !== 'sams-pad') return inspection;
  if (isPadHeader(baseNameOf(file.fileName))) return inspection;
  if (inspection.packing === null && saysMore(await startOf(ports, inspection))) return inspection;
  const known = isAgain ? file.beside : undefined;
  const downlink = known ?? (await headerOf(ports, experiment, file.fileName));
  if (downlink === null) return inspection;
  return { ...inspection, before: { downlink, bytes: await headerBytes(ports, experiment, downlink) } };
}

async function startOf(ports: Pick<Ports, 'raw'>, { key, content }: Inspection): Promise<Uint8Array> {
  if (content?.[0] !== undefined) return content[0];
  for await (const chunk of ports.raw.open(key)) return chunk;
  return new Uint8Array(0);
}

async function headerBytes(
  ports: Pick<Ports, 'raw'>,
  experiment: string,
  downlink: string,
): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of ports.raw.open(rawKey(experiment, downlink))) {
    kept.push(chunk);
    length += chunk.length;
    if (length > MOST_HEADER_BYTES) break;
  }
  return Buffer.concat(kept).subarray(0, MOST_HEADER_BYTES);
}

/** The header in force; of several that hold the same, the first. Null where none is. Refuses headers that differ. */
async function headerOf(ports: Ports, experiment: string, fileName: string): Promise<string | null> {
  const wanted = padHeaderName(baseNameOf(fileName));
  const found: ReceiptRecord[] = [];
  for await (const { item } of receiptsOf(ports, experiment))
    if (isIngested(item.state) && baseNameOf(item.fileName) === wanted) found.push(item);
  const [first, ...others] = found;
  if (first === undefined) return null;
  if (others.every(({ sha256 }) => sha256 === first.sha256)) return first.id;
  const ids = listText(
    found.map(({ id }) => id),
    ', ',
    6,
  );
  throw new Refusal(
    'conflict',
    'sams.headers-differ',
    `expected one header ${wanted}, got several that differ (${ids}): withdraw the one that is wrong, then read this file again`,
  );
}

const receiptsOf = (ports: Ports, experiment: string) =>
  listSound(ports, receiptKind, { partition: experiment, prefix: sortKey(DOWNLINK, '') }, () => {});

/**
 * Once the downlink is decided: records that waited for it, where it is a header, are read; and it is, where it waited and its
 * header has come meanwhile. Doing it again changes nothing.
 */
export async function joinHeader(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  receipt: ReceiptRecord,
): Promise<void> {
  const { state, fileName, createdBy } = receipt;
  if (isWaiting(receipt)) {
    const header = await headerOf(ports, experiment, fileName).catch(orNone);
    if (header !== null) await haveRead(ports, { experiment, downlink }, createdBy, header);
    return;
  }
  const isHeader = isIngested(state) && receipt.warnings.some(({ code }) => code === PAD_HEADER);
  if (!isHeader) return;
  const waiting: string[] = [];
  for await (const { item } of receiptsOf(ports, experiment))
    if (isWaiting(item) && padHeaderName(baseNameOf(item.fileName)) === baseNameOf(fileName))
      waiting.push(item.id);
  for (const id of waiting) await haveRead(ports, { experiment, downlink: id }, createdBy, downlink);
}

const isWaiting = ({ state, error }: ReceiptRecord): boolean =>
  state === 'REFUSED' && error?.code === PAD_WAITING;

/** Headers that differ are told when the file is read. */
function orNone(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}

async function haveRead(ports: Ports, hint: IngestHint, by: string, header: string): Promise<void> {
  try {
    await haveReadAgain(ports, hint, { by, reason: `its header came as ${header}` }, isWaiting);
  } catch (error) {
    // It was refused a moment ago, and is not settled: it looks for its header itself once it is.
    if (!(error instanceof Refusal)) throw error;
  }
}

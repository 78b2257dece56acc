/** What is in force of the very bytes that a downlink brings, and would count twice beside it. */
import type { KnownBytes, ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { type ReadBy, readTwice } from '../../domain/experiment/read-twice.ts';
import { sourceNow } from '../../domain/experiment/source-now.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { readingNamed } from '../known/load-reading.ts';

export interface SameBytes {
  /** Of the same source, also under the id that it had before; read under another definition. */
  readonly readOtherwise: readonly ReceiptRecord[];
  /** Of other sources that read some of the same cells, to the same channels, otherwise. */
  readonly rivals: readonly Rival[];
}

export interface Rival {
  readonly receipt: ReceiptRecord;
  readonly channels: readonly { readonly unit: string; readonly channel: string }[];
}

/**
 * @param originals those in force with the bytes (`originalsOf`)
 * @param loaded the definition that the downlink is read under; null where no definition gives that reading any more
 */
export async function sameBytesInForce(
  ports: Ports,
  experiment: string,
  originals: readonly ReceiptRecord[],
  bytes: KnownBytes,
  loaded: LoadedExperiment | null,
): Promise<SameBytes> {
  const readOtherwise: ReceiptRecord[] = [];
  const rivals: Rival[] = [];
  for (const receipt of originals) {
    // Of another slice by its name.
    if (receipt.nameDigest !== bytes.nameDigest) continue;
    const isOther = receipt.readingRevision !== bytes.readingRevision;
    if (receipt.source === bytes.source) {
      if (isOther) readOtherwise.push(receipt);
      continue;
    }
    const source = loaded?.index.sources.get(bytes.source);
    const was = loaded === null ? null : await howItWasRead(ports, experiment, receipt);
    if (loaded === null || source === undefined || was === null) continue;
    if (isOther && sourceNow(loaded.index, { ...receipt, source: was.source })?.id === source.id) {
      readOtherwise.push(receipt);
      continue;
    }
    const channels = readTwice({ ...loaded, source }, was);
    if (channels.length > 0) rivals.push({ receipt, channels });
  }
  return { readOtherwise, rivals };
}

async function howItWasRead(
  ports: Ports,
  experiment: string,
  { source: id, readingRevision, definition }: ReceiptRecord,
): Promise<ReadBy | null> {
  if (id === null || readingRevision === null) return null;
  const past = await readingNamed(ports, experiment, { readingRevision, definition });
  const source = past?.index.sources.get(id);
  return past === null || source === undefined ? null : { index: past.index, readingRevision, source };
}

/** Of two that are read under one definition the one that was announced first counts, in whichever order they are read. */
export function countsBefore({ id }: ReceiptRecord, downlink: string): boolean {
  return id < downlink;
}

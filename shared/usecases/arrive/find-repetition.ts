/** Finds that a downlink brings what another one brought before: equal bytes, source and reading revision. */
import type { IngestHint } from '../../contract/hints.ts';
import {
  type DigestRecord,
  digestKey,
  digestKind,
  isOriginalOf,
  type KnownBytes,
  knownBytes,
  type ReadBytes,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import type { Ports } from '../../ports.ts';
import { update, updateInHand } from '../known/update.ts';

/** The finished downlink that already brought these bytes under this source and reading, if there is one. */
export async function originalOf(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  bytes: KnownBytes,
): Promise<ReceiptRecord | null> {
  const first = await ports.catalogue.get(digestKind, digestKey(experiment, bytes));
  if (first === null || first.item.downlink === downlink) return null;
  return originalNamed(ports, experiment, first.item.downlink, bytes);
}

/** The downlink of that id, where it still stands for the bytes as they were read. */
async function originalNamed(
  ports: Ports,
  experiment: string,
  downlink: string,
  bytes: ReadBytes,
): Promise<ReceiptRecord | null> {
  const receipt = (await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink)))?.item ?? null;
  return isOriginalOf(receipt, bytes) ? receipt : null;
}

/** Notes that the bytes have a repetition, before that is taken in: who withdraws the original looks for it. */
export async function noteRepeated(ports: Ports, experiment: string, repetition: ReadBytes): Promise<void> {
  const bytes = knownBytes(repetition);
  if (bytes === null) return;
  await update(ports, digestKind, digestKey(experiment, bytes), (current) =>
    current?.hasRepetition === false ? { ...current, hasRepetition: true } : null,
  );
}

/** Whether there may be repetitions of bytes that the downlink brought; also where its digest was lost. */
export async function mayBeRepeated(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  bytes: KnownBytes,
): Promise<boolean> {
  const first = await ports.catalogue.get(digestKind, digestKey(experiment, bytes));
  if (first === null) return true;
  const { downlink: named, hasRepetition } = first.item;
  return named === downlink ? hasRepetition !== false : hasRepetition === undefined;
}

/**
 * Remembers this downlink as the one that brought the bytes, unless one that stands for them did. Resolves to the one that
 * is remembered.
 */
export async function rememberBytes(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  bytes: KnownBytes,
): Promise<string> {
  const remember = async (current: DigestRecord | null): Promise<DigestRecord | null> => {
    if (current?.downlink === downlink) return null;
    const isTaken =
      current !== null && (await originalNamed(ports, experiment, current.downlink, bytes)) !== null;
    if (isTaken) return null;
    const isKnown = current === null || current.hasRepetition !== undefined;
    return { downlink, ...(isKnown && { hasRepetition: false }) };
  };
  const stands = await updateInHand(ports, digestKind, digestKey(experiment, bytes), remember);
  return stands?.downlink ?? downlink;
}

/**
 * A file that somebody put below the drop prefix is taken in as if it had been announced and uploaded
 * (docs/adr/0068-a-drop-is-copied-and-stays.md). Its downlink is named by the object's time, key and version, so that
 * whoever comes again, in whatever order, finds what was done.
 */
import { createHash } from 'node:crypto';
import type { IngestHint } from '../../contract/hints.ts';
import { rawKey } from '../../domain/archive/keys.ts';
import {
  announcedReceipt,
  type Declaration,
  declarationOf,
  declarationText,
} from '../../domain/downlink/declaration.ts';
import { DOWNLINK, type ReceiptRecord, receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { type RefusedDrop, refusedDropKey, refusedDropKind } from '../../domain/drop/drop-records.ts';
import { type DroppedFile, isFolder, parseDroppedKey } from '../../domain/drop/dropped-key.ts';
import { readerFor } from '../../domain/experiment/file-reader.ts';
import { sortKey } from '../../domain/kind.ts';
import { orRefusal, Refusal } from '../../domain/refusal.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import type { Dropped, ObjectVersion, Ports } from '../../ports.ts';
import { keep } from '../known/keep.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { update } from '../known/update.ts';
import { refuseTooLarge } from './announce-downlink.ts';
import { LINK_SECONDS } from './open-upload.ts';

/** Who stands as the sender. */
export const BY_DROP = 'drop';

/** Resolves to why the object has no receipt, where that is known now and was not before; else to null. */
export async function takeDropped(ports: Ports, object: ObjectVersion): Promise<RefusedDrop | null> {
  const dropped = await ports.drop.look(object);
  if (dropped !== null && isFolder(dropped)) return null;
  try {
    const file = parseDroppedKey(object.key);
    const loaded = await loadExperiment(ports, file.experiment);
    if (dropped === null) await refuseGone(ports, object, file);
    else {
      await takeIn(ports, loaded, file, dropped);
      await forgetRefusal(ports, dropped);
    }
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return noteRefusal(ports, object, dropped, error);
  }
}

/** Of the key and the version: the same whoever looks, and another for what is put there later. */
export function digestOfObject({ key, version }: ObjectVersion): string {
  return createHash('sha256')
    .update(JSON.stringify([key, version]))
    .digest('hex')
    .slice(0, 32);
}

/** Sorts by when the object was put there, as announced downlinks do by when they were announced. */
export function downlinkOf({ at, ...object }: Dropped): string {
  const millis = Math.floor(at / 1000);
  return `${millis.toString(36).padStart(9, '0')}-${digestOfObject(object).slice(0, 12)}`;
}

/** Receipt, then file, then everything that follows from a file that has come. Each can be done again. */
async function takeIn(
  ports: Ports,
  loaded: LoadedExperiment,
  { experiment, fileName }: DroppedFile,
  dropped: Dropped,
): Promise<void> {
  const hint: IngestHint = { experiment, downlink: downlinkOf(dropped) };
  const raw = rawKey(experiment, hint.downlink);
  const stored = (await ports.catalogue.get(receiptKind, receiptKey(experiment, hint.downlink)))?.item;
  if (stored !== undefined && !isAwaited(stored)) return;
  if ((await ports.raw.size(raw)) !== null) {
    // Without a receipt the table has lost it: a rebuild makes it of the file and of what was kept.
    if (stored !== undefined) await ports.queues.ingest.send({ ...hint, attempt: stored.attempt + 1 });
    return;
  }
  const receipt = stored ?? (await announce(ports, loaded, fileName, dropped));
  if (receipt.state === 'REFUSED') await ports.queues.ingest.send({ ...hint, attempt: receipt.attempt });
  else await ports.drop.copyToRaw(dropped, raw, declarationText(declarationOf(receipt)));
}

/** Whether the receipt still waits for its file: the copy has failed, or is not made yet. */
export function isAwaited({ state }: ReceiptRecord): boolean {
  return state === 'AWAITING_UPLOAD' || state === 'EXPIRED';
}

/** What is too large to be read is refused at once, and not copied. A name that no source reads is refused when it is read. */
async function announce(
  ports: Ports,
  { experiment, readingRevision, index }: LoadedExperiment,
  fileName: string,
  { key, version, bytes, at }: Dropped,
): Promise<ReceiptRecord> {
  const declared: Declaration = {
    ...{ fileName, bytes, sha256: null, source: null },
    ...{ at, by: BY_DROP, reading: readingRevision, dropped: { key, version } },
  };
  const expiresAt = ports.clock.now() + LINK_SECONDS * MICROS_PER_SECOND;
  const id = downlinkOf({ key, version, bytes, at });
  const announced = announcedReceipt(id, declared, { parts: null, expiresAt });
  const reader = orRefusal(() => readerFor(index, fileName, null));
  const refusal = orRefusal(() => refuseTooLarge(bytes, reader instanceof Refusal ? null : reader));
  const receipt: ReceiptRecord =
    refusal instanceof Refusal
      ? {
          ...{ ...announced, state: 'REFUSED', dropped: { key, version, isLeft: true } },
          error: { code: refusal.code, message: refusal.message },
        }
      : announced;
  if (receipt.announcedUnder === null) await keep(ports, receiptKind, receiptKey(experiment, id), receipt);
  // Where somebody was first, that run has written the same.
  await ports.catalogue.put(receiptKind, receiptKey(experiment, id), receipt, null);
  return receipt;
}

/** What was taken in before it went is no loss: of that only its name in the receipt is left to find it by. */
async function refuseGone(ports: Ports, { key, version }: ObjectVersion, { experiment }: DroppedFile) {
  for await (const { item } of ports.catalogue.list(receiptKind, experiment, sortKey(DOWNLINK, '')))
    if (item.dropped?.key === key && item.dropped.version === version) return;
  throw new Refusal(
    'gone',
    'drop.gone',
    'the object was deleted before it was read: drop the file again, and delete nothing before its receipt is there',
  );
}

async function noteRefusal(
  ports: Ports,
  object: ObjectVersion,
  dropped: Dropped | null,
  { code, message }: Refusal,
): Promise<RefusedDrop | null> {
  const { key, version } = dropped ?? object;
  const refused = {
    ...{ key, version, bytes: dropped?.bytes ?? null },
    ...{ at: dropped?.at ?? ports.clock.now(), code, message },
  };
  let isNew = false;
  await update(ports, refusedDropKind, refusedDropKey(digestOfObject({ key, version })), (current) => {
    isNew = current?.code !== code;
    return isNew ? refused : null;
  });
  return isNew ? refused : null;
}

async function forgetRefusal(ports: Ports, { key, version }: Dropped): Promise<void> {
  const at = refusedDropKey(digestOfObject({ key, version }));
  const stored = await ports.catalogue.get(refusedDropKind, at);
  if (stored !== null) await ports.catalogue.remove(refusedDropKind, at, stored.version);
}

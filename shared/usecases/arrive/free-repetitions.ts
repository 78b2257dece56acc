/**
 * A downlink that only repeats another is read in its place where that other is in force no more, and follows it into its
 * reading where that other was read again.
 */
import type { IngestHint } from '../../contract/hints.ts';
import {
  DOWNLINK,
  isIngested,
  isOpen,
  isOriginalOf,
  type KnownBytes,
  type ReceiptRecord,
  receiptKey,
  receiptKind,
} from '../../domain/downlink/receipt.ts';
import { asRead, begunOf, isReread } from '../../domain/downlink/rereading.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';
import { mayBeRepeated } from './find-repetition.ts';
import { keepOneReading } from './keep-one-reading.ts';
import { type Noting, updateNoted } from './noted-receipt.ts';

/**
 * Sends the repetitions of what the downlink brought, and does not stand for any more, to be read themselves. Of one that
 * an earlier version took in beside it as another original this is remembered, so that it follows, too.
 */
export async function freeRepetitions(ports: Ports, hint: IngestHint, bytes: KnownBytes): Promise<void> {
  if (!(await mayBeRepeated(ports, hint, bytes))) return;
  const { experiment } = hint;
  for await (const { item } of ports.catalogue.list(receiptKind, experiment, sortKey(DOWNLINK, ''))) {
    const other = { experiment, downlink: item.id };
    if (item.duplicateOf === hint.downlink) await freeIfAlone(ports, other);
    else if (item.id !== hint.downlink && isOriginalOf(item, bytes))
      await keepOneReading(ports, other, item, bytes);
  }
}

/** Sends a repetition to be read itself, unless its original still stands for it: as the original is read now, if it is in force. */
export async function freeIfAlone(ports: Ports, { experiment, downlink }: IngestHint): Promise<void> {
  let freed = 0;
  const decide: Noting['decide'] = async (current, note) => {
    freed = 0;
    if (current === null || current.duplicateOf === null || !isIngested(current.state)) return null;
    // One that is being read again looks for itself once it is in.
    if (isReread(current)) return null;
    const originalKey = receiptKey(experiment, current.duplicateOf);
    const original = (await ports.catalogue.get(receiptKind, originalKey))?.item ?? null;
    if (isOriginalOf(original, current)) return null;
    const attempt = begunOf(current);
    freed = attempt + 1;
    // Under the name that the next claim will note it by.
    await note(String(freed));
    return {
      ...current,
      state: 'RECEIVED',
      attempt,
      duplicateOf: null,
      ownSource: null,
      rereading: null,
      // As it counted so far where that other is gone: nobody asked for another reading of it. By its own source it never did.
      ...(current.ownSource === null
        ? readUnder(original !== null && isIngested(original.state) ? original : current)
        : { readUnder: null, source: current.ownSource }),
      due: true,
      lease: null,
      tries: 0,
    };
  };
  const owesTheSame = (now: ReceiptRecord) => isOpen(asRead(now).state);
  await updateNoted(ports, { experiment, downlink }, { decide, owesTheSame });
  if (freed > 0) await ports.queues.ingest.send({ experiment, downlink, attempt: freed });
}

function readUnder({ readingRevision, definition, source }: ReceiptRecord) {
  return { readUnder: readingRevision, definition, source };
}

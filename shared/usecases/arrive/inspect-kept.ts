/** A file that was taken in before is inspected again; where ours was damaged, another downlink may have the same bytes. */
import type { IngestHint } from '../../contract/hints.ts';
import { rawKey } from '../../domain/archive/keys.ts';
import { Damaged } from '../../domain/damaged.ts';
import { DOWNLINK, isOpen, type ReceiptRecord, receiptKind } from '../../domain/downlink/receipt.ts';
import { sortKey } from '../../domain/kind.ts';
import { Refusal } from '../../domain/refusal.ts';
import { ObjectMissing, type Ports } from '../../ports.ts';
import { type Inspection, inspectAgain, inspectUpload } from './inspect-upload.ts';

export interface KeptInspection extends Inspection {
  /** Where the bytes of another downlink are read in its place; else null. */
  readonly copy: { readonly downlink: string; readonly damage: Damaged } | null;
}

/** Fails with `Damaged` where the file has other bytes than when it was taken in, and no other downlink has these. */
export async function inspectKept(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  known: Pick<ReceiptRecord, 'bytes' | 'sha256'>,
): Promise<KeptInspection> {
  try {
    return { ...(await inspectAgain(ports, rawKey(experiment, downlink), known)), copy: null };
  } catch (error) {
    const isGone = error instanceof ObjectMissing;
    if (!(isGone || error instanceof Damaged)) throw error;
    const copy = known.sha256 === null ? null : await copyOf(ports, { experiment, downlink }, known);
    if (copy === null) throw error;
    const damage = isGone ? new Damaged(rawKey(experiment, downlink), error) : error;
    return { ...copy.inspection, copy: { downlink: copy.id, damage } };
  }
}

async function copyOf(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  known: Pick<ReceiptRecord, 'bytes' | 'sha256'>,
): Promise<{ id: string; inspection: Inspection } | null> {
  for await (const { item } of ports.catalogue.list(receiptKind, experiment, sortKey(DOWNLINK, ''))) {
    const { id, sha256, state } = item;
    if (id === downlink || sha256 !== known.sha256 || isOpen(state)) continue;
    try {
      return { id, inspection: await inspectUpload(ports, rawKey(experiment, id), known) };
    } catch (error) {
      // That one is damaged, too, or was never as its sender said.
      if (!(error instanceof Refusal || error instanceof ObjectMissing)) throw error;
    }
  }
  return null;
}

/** What the receipt says of it. */
export function copyWarnings({ copy }: KeptInspection): ReceiptRecord['warnings'] {
  if (copy === null) return [];
  const message = `the same bytes were read from the downlink ${copy.downlink}, because ${copy.damage.message}`;
  return [{ code: 'file.read-from-copy', message }];
}

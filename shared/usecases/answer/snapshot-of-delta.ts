import type { DeltaOnWire } from '../../contract/deltas.ts';
import type { SnapshotRecord } from '../../domain/snapshot/snapshot-record.ts';
import { sha256 } from '../../formats/digest.ts';

/** What a snapshot names: all of a delta but what follows the clock or may change while nothing of it does. */
export type DeltaBody = Omit<DeltaOnWire, 'snapshot' | 'since' | 'pending' | 'stopped' | 'readUnderOther'>;

/** A delta as JSON that stays what it is, byte for byte. */
export interface WrittenDelta {
  readonly bytes: Buffer<ArrayBuffer>;
  /** The same, read. */
  delta(): DeltaOnWire;
}

/** The bytes whose digest the snapshot is. */
export const bodyText = (body: DeltaBody): string => JSON.stringify(body);

export const snapshotOf = (text: string | Uint8Array): string => `sha256:${sha256(text)}`;

export function bodyOf(delta: DeltaOnWire): DeltaBody {
  const {
    snapshot: _snapshot,
    since: _since,
    pending: _pending,
    stopped: _stopped,
    readUnderOther: _other,
    ...body
  } = delta;
  return body;
}

/** A pinned answer: beside what the snapshot names, how far the work was when it was pinned. */
export const pinnedBytes = (
  body: Uint8Array,
  { pending, stopped, readUnderOther }: SnapshotRecord,
): Buffer<ArrayBuffer> => answerBytes(body, { snapshot: snapshotOf(body), pending, stopped, readUnderOther });

/** The object that the body is, with some more at its end. */
export const answerBytes = (
  body: Uint8Array,
  beside: Omit<DeltaOnWire, keyof DeltaBody>,
): Buffer<ArrayBuffer> =>
  Buffer.concat([body.subarray(0, -1), Buffer.from(`,${JSON.stringify(beside).slice(1)}`)]);

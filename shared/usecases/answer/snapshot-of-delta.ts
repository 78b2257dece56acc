import type { DeltaOnWire } from '../../contract/deltas.ts';
import type { SnapshotRecord } from '../../domain/snapshot/snapshot-record.ts';
import { sha256 } from '../../formats/digest.ts';

/** What a snapshot names: all of a delta but what follows the clock or may change while nothing of it does. */
export type DeltaBody = Omit<DeltaOnWire, 'snapshot' | 'since' | 'pending' | 'stopped' | 'readUnderOther'>;

/** A delta as JSON that stays what it is, byte for byte. */
export interface WrittenDelta {
  readonly text: string;
  /** The same, read. */
  delta(): DeltaOnWire;
}

/** The bytes whose digest the snapshot is. */
export const bodyText = (body: DeltaBody): string => JSON.stringify(body);

export const snapshotOf = (text: string): string => `sha256:${sha256(text)}`;

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
export const pinnedText = (text: string, { pending, stopped, readUnderOther }: SnapshotRecord): string =>
  answerText(text, { snapshot: snapshotOf(text), pending, stopped, readUnderOther });

/** @param text of the body */
export const answerText = (text: string, beside: Omit<DeltaOnWire, keyof DeltaBody>): string =>
  `${text.slice(0, -1)},${JSON.stringify(beside).slice(1)}`;

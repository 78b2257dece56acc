/** What is kept of an item of the table beside the raw files: its kind, its key and itself, as sealed JSON. */
import * as z from 'zod';
import type { Key, Kind } from '../domain/kind.ts';
import { BadBytes, orBadBytes } from './checked/bad-bytes.ts';
import { openSealed, sealText } from './checked/sealed-text.ts';

const keptSchema = z.object({
  kind: z.string(),
  partition: z.string(),
  sort: z.string(),
  item: z.unknown(),
});

export interface KeptItem {
  /** Name of the kind. */
  readonly kind: string;
  readonly key: Key;
  /** Null where nothing is to be known of it but that its file is there. */
  readonly item: unknown;
}

export function encodeKept<T>(kind: Kind<T>, { partition, sort }: Key, item: T | null): Uint8Array {
  return sealText(JSON.stringify({ kind: kind.name, partition, sort, item }));
}

/** Fails with `BadBytes`. */
export function decodeKept(bytes: Uint8Array): KeptItem {
  if (bytes[0] !== FIRST) throw new BadBytes('the kept item', 'a seal', bytes[0] ?? 'nothing');
  const { kind, partition, sort, item } = orBadBytes('the kept item', () =>
    keptSchema.parse(JSON.parse(openSealed(bytes))),
  );
  return { kind, key: { partition, sort }, item };
}

/** Of a seal: here nothing was ever kept without. */
const FIRST = 'H'.charCodeAt(0);

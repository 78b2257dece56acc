/** The first pass over a downlink: is it all there, and is it what its sender said? Nothing is written before. */
import { createHash } from 'node:crypto';
import { Damaged } from '../../domain/damaged.ts';
import { Refusal } from '../../domain/refusal.ts';
import { PACKING_BYTES, packingOf } from '../../formats/compression/unpack.ts';
import type { Packing } from '../../formats/compression/unpacked.ts';
import type { Ports } from '../../ports.ts';

/** One function lives 15 minutes at most; more compressed bytes than this cannot be promised within them. */
const MOST_PACKED_BYTES = 2 * 1024 ** 3;

/** What a file is refused for that came with other bytes than announced. */
const OTHER_BYTES: ReadonlySet<string> = new Set(['downlink.digest-mismatch', 'downlink.size-mismatch']);
export const isOtherFile = ({ code }: { readonly code: string }): boolean => OTHER_BYTES.has(code);

export interface Inspection {
  /** Of the raw object. */
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly packing: Packing | null;
  /** The file itself where it is small; it need not be fetched again to be read. */
  readonly content: readonly Uint8Array[] | null;
  /** What is read before it: the header of records that say nothing without, and the downlink that it came as. */
  readonly before?: { readonly bytes: Uint8Array; readonly downlink: string } | undefined;
}

/** Small enough to be held while it is read: most of what a contact brings down. */
const MOST_HELD_BYTES = 8 * 1024 ** 2;

/**
 * Streams the raw object once. Refuses what differs from the declaration (`downlink.digest-mismatch`,
 * `downlink.size-mismatch`), what is empty (`file.empty`), and packed files too large to finish (`gzip.too-large`,
 * `zstd.too-large`).
 */
export async function inspectUpload(
  ports: Ports,
  key: string,
  declared: { bytes: number; sha256: string | null },
): Promise<Inspection> {
  const hash = createHash('sha256');
  let bytes = 0;
  let start = new Uint8Array(0);
  let content: Uint8Array[] | null = [];
  for await (const chunk of ports.raw.open(key)) {
    if (start.length < PACKING_BYTES)
      start = Uint8Array.from([...start, ...chunk.subarray(0, PACKING_BYTES)]);
    hash.update(chunk);
    bytes += chunk.length;
    if (bytes > MOST_HELD_BYTES) content = null;
    content?.push(chunk);
  }
  const sha256 = hash.digest('hex');
  if (declared.sha256 !== null && declared.sha256 !== sha256) {
    throw new Refusal(
      'invalid',
      'downlink.digest-mismatch',
      `expected the declared SHA-256 ${declared.sha256}, got ${sha256}: the file was changed on the way; nothing was taken in, upload it again`,
      { field: 'sha256' },
    );
  }
  if (bytes !== declared.bytes) {
    throw new Refusal(
      'invalid',
      'downlink.size-mismatch',
      `expected the declared ${declared.bytes} bytes, got ${bytes}: nothing was taken in, upload it again`,
      { field: 'bytes' },
    );
  }
  if (bytes === 0) {
    throw new Refusal('invalid', 'file.empty', 'the file is empty (0 bytes)');
  }
  const packing = packingOf(start);
  if (packing !== null && bytes > MOST_PACKED_BYTES) {
    throw new Refusal(
      'too-large',
      `${packing}.too-large`,
      `the file has ${bytes} bytes of ${packing}, at most ${MOST_PACKED_BYTES} can be read in one run: cut it into pieces, each with the header, or send it uncompressed`,
    );
  }
  return { key, bytes, sha256, packing, content };
}

/** The same of a file that was taken in before: other bytes than those are no fault of its sender, but `Damaged`. */
export async function inspectAgain(
  ports: Ports,
  key: string,
  known: { bytes: number; sha256: string | null },
): Promise<Inspection> {
  try {
    return await inspectUpload(ports, key, known);
  } catch (error) {
    if (error instanceof Refusal && isOtherFile(error))
      throw new Damaged(key, 'it has other bytes than when it was taken in');
    throw error;
  }
}

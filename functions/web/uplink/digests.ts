/** What a file is, by its bytes: the SHA-256 of the whole, by which an upload goes on, and that of every part. */
import { Sha256 } from './sha256.ts';

/** As the storage takes them at least but for the last; a broken line costs no more than so much of a file. */
export const PART_BYTES = 8 * 1024 ** 2;

export interface Digests {
  readonly whole: string;
  /** Of bytes [i × PART_BYTES, (i + 1) × PART_BYTES). */
  readonly parts: readonly string[];
}

/**
 * Reads a file through, a part at a time.
 *
 * @param read hears how many bytes have been read
 */
export async function digestsOf(file: Blob, read: (bytes: number) => void): Promise<Digests> {
  const whole = new Sha256();
  const parts: string[] = [];
  for (let from = 0; from < file.size; from += PART_BYTES) {
    const bytes = await file.slice(from, from + PART_BYTES).arrayBuffer();
    const part = digestOf(bytes);
    whole.update(new Uint8Array(bytes));
    parts.push(await part);
    read(from + bytes.byteLength);
  }
  return { whole: whole.digest(), parts };
}

export async function digestOf(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

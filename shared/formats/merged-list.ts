/** The list of what was merged into a compacted entry, as an object: JSON under gzip, whose checksum is verified. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { type MergedList, mergedListSchema } from '../domain/bucket/merged-list.ts';

/** A list of 100,000 downlinks; more in an object that we wrote is damage. */
const MOST_BYTES = 64 * 1024 ** 2;

export function encodeMergedList(list: MergedList): Uint8Array {
  return gzipSync(JSON.stringify(list));
}

/** Fails where the object is damaged, or of another shape. */
export function decodeMergedList(bytes: Uint8Array): MergedList {
  const text = gunzipSync(bytes, { maxOutputLength: MOST_BYTES }).toString();
  return mergedListSchema.parse(JSON.parse(text));
}

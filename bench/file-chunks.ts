import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 256 * 1024;

/** The bytes of a file, in one buffer for all of them: whoever takes a chunk copies what it keeps. */
export async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(CHUNK);
  try {
    for (let bytes = readSync(file, buffer); bytes > 0; bytes = readSync(file, buffer)) {
      yield buffer.subarray(0, bytes);
    }
  } finally {
    closeSync(file);
  }
}

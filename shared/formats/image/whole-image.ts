import { collected } from '../assay/whole-text.ts';
import { refuseLargeFile } from './image-limits.ts';

/** Fails with `image.too-large` as soon as so much of the file has come. */
export function wholeImage(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  return collected(bounded(chunks));
}

async function* bounded(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    refuseLargeFile(bytes);
    yield chunk;
  }
}

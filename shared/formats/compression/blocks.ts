/**
 * The same bytes in blocks of one size, the last one shorter, so that what is read does not depend on how the bytes
 * happened to arrive. Each block is fresh and belongs to the receiver.
 */
export async function* blocksOf(
  chunks: AsyncIterable<Uint8Array>,
  blockBytes: number,
): AsyncGenerator<Uint8Array, void> {
  let block = new Uint8Array(blockBytes);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + blockBytes - filled);
      block.set(piece, filled);
      filled += piece.length;
      at += piece.length;
      if (filled < blockBytes) continue;
      yield block;
      block = new Uint8Array(blockBytes);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

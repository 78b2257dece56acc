/** Compressed bytes taken from the front, with the count of what was taken. */
export class CompressedInput {
  private readonly blocks: AsyncIterator<Uint8Array>;
  private block: Uint8Array = new Uint8Array(0);
  /** Bytes taken so far: the offset in the file of the next one. */
  taken = 0;

  constructor(blocks: AsyncIterable<Uint8Array>) {
    this.blocks = blocks[Symbol.asyncIterator]();
  }

  /** What is at hand, at least one byte; empty only at the end of the file. */
  async peek(): Promise<Uint8Array> {
    while (this.block.length === 0) {
      const next = await this.blocks.next();
      if (next.done === true) break;
      this.block = next.value;
    }
    return this.block;
  }

  /** Takes bytes that `peek` has shown. */
  skip(bytes: number): void {
    this.block = this.block.subarray(bytes);
    this.taken += bytes;
  }

  /** The next byte, or null at the end of the file. */
  async byte(): Promise<number | null> {
    const [first] = await this.peek();
    if (first === undefined) return null;
    this.skip(1);
    return first;
  }

  /** The next four bytes as an unsigned little-endian number, or null where the file ends before. */
  async uint32(): Promise<number | null> {
    let value = 0;
    for (let i = 0; i < 4; i++) {
      const byte = await this.byte();
      if (byte === null) return null;
      value += byte * 2 ** (8 * i);
    }
    return value;
  }

  /** Tells the source that nothing more will be asked for. */
  async close(): Promise<void> {
    await this.blocks.return?.();
  }
}

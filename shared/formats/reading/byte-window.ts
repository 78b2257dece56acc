import { LF } from './bytes.ts';
import { SLACK_BYTES } from './cell-words.ts';
import { HEAP, type Room } from './room.ts';

/** Fresh bytes that are gathered before they are read, at most: so many stay in the processor's cache. */
const MOST_STRIDE_BYTES = 256 * 1024;

/** A stretch of a file that moves along it: what was not consumed stays, what follows is put behind it. */
export class ByteWindow {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private chunk: Uint8Array = new Uint8Array(0);
  private readonly strideBytes: number;
  private readonly buffer: Uint8Array;
  private filled = 0;
  /** Offset in the file of the window's first byte. */
  base = 0;
  /** Bytes of the file taken so far. */
  taken = 0;
  /** The file's last line had no line end of its own. */
  lineEndAdded = false;

  /** At most `keptBytes` may stay unconsumed from one filling to the next. */
  constructor(chunks: AsyncIterable<Uint8Array>, keptBytes: number, room: Room = HEAP) {
    this.chunks = chunks[Symbol.asyncIterator]();
    this.strideBytes = Math.min(MOST_STRIDE_BYTES, keptBytes);
    this.buffer = room.bytes(ByteWindow.roomOf(keptBytes));
  }

  /** Bytes that a window takes of its room, at most. */
  static roomOf(keptBytes: number): number {
    return keptBytes + MOST_STRIDE_BYTES + 1 + SLACK_BYTES;
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.filled);
  }

  /**
   * Adds a stride, in whatever pieces it comes. True where the file has ended; then the bytes end with an LF, added
   * where the file's last line has none.
   */
  async fill(): Promise<boolean> {
    for (let room = this.strideBytes; room > 0; ) {
      if (this.chunk.length === 0) {
        const next = await this.chunks.next();
        if (next.done === true) return this.end();
        this.chunk = next.value;
      }
      const piece = this.chunk.subarray(0, room);
      this.buffer.set(piece, this.filled);
      this.filled += piece.length;
      this.taken += piece.length;
      room -= piece.length;
      this.chunk = this.chunk.subarray(piece.length);
    }
    return false;
  }

  /** Forgets the first bytes. */
  consume(bytes: number): void {
    this.buffer.copyWithin(0, bytes, this.filled);
    this.filled -= bytes;
    this.base += bytes;
  }

  /** Tells the source that nothing more will be asked for. */
  async close(): Promise<void> {
    await this.chunks.return?.();
  }

  private end(): true {
    this.lineEndAdded = this.filled > 0 && this.buffer[this.filled - 1] !== LF;
    if (this.lineEndAdded) this.buffer[this.filled++] = LF;
    return true;
  }
}

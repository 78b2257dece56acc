import { createInflateRaw, createZstdDecompress, type InflateRaw, type ZstdDecompress } from 'node:zlib';

/** 256 KiB a piece of output: half the time of zlib's default of 16 KiB. */
const OUTPUT_BYTES = 256 * 1024;

/** What came of feeding compressed bytes. */
interface Fed {
  readonly output: readonly Uint8Array[];
  /** How many of the bytes were used; fewer than given once the stream has ended. */
  readonly used: number;
  /** The bytes are no such stream. What they gave before the fault is lost: zlib does not hand it out. */
  readonly corrupt: boolean;
}

/** One deflate stream, or one frame of zstd, unpacked step by step off the main thread. Close it when done. */
export class Inflater {
  private readonly engine: InflateRaw | ZstdDecompress;
  private output: Uint8Array[] = [];
  private corrupt = false;
  /** Ends the wait for the feeding under way; a failed engine never calls the callback of its write. */
  private settle: () => void = () => {};

  constructor(kind: 'deflate' | 'zstd') {
    const options = { chunkSize: OUTPUT_BYTES };
    this.engine = kind === 'zstd' ? createZstdDecompress(options) : createInflateRaw(options);
    this.engine.on('data', (piece: Uint8Array) => this.output.push(piece));
    this.engine.on('error', () => {
      this.corrupt = true;
      this.settle();
    });
  }

  async feed(bytes: Uint8Array): Promise<Fed> {
    const before = this.engine.bytesWritten;
    await new Promise<void>((resolve) => {
      this.settle = resolve;
      this.engine.write(bytes, () => resolve());
    });
    const { output } = this;
    this.output = [];
    return { output, used: this.engine.bytesWritten - before, corrupt: this.corrupt };
  }

  close(): void {
    this.engine.destroy();
  }
}

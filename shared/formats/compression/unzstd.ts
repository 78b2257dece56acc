import { Refusal } from '../../domain/refusal.ts';
import { blocksOf } from './blocks.ts';
import { CompressedInput } from './compressed-input.ts';
import { Inflater } from './inflater.ts';
import {
  DEFAULT_LIMITS,
  type Ending,
  type Unpacked,
  UnpackLedger,
  type UnpackLimits,
  type UnpackOutcome,
} from './unpacked.ts';
import { type FrameHeader, readBlock, readFrameHeader, takeBytes, ZSTD_MAGIC } from './zstd-frame.ts';

const INPUT_BYTES = 256 * 1024;

/** What a reader must keep at hand at most: the library's own bound. */
const MOST_WINDOW_BYTES = 128 * 1024 ** 2;

/**
 * Unpacks zstd (RFC 8878) of any number of frames, block by block: memory is bounded by the window that the frame
 * asks for, at most 128 MiB. A file that is cut off or damaged gives every whole block before the fault and then
 * ends; `outcome` says where and why. Fails with `zstd.bomb` where it unpacks to more than the limits allow, and with
 * `zstd.window-too-large`.
 */
export function unzstd(chunks: AsyncIterable<Uint8Array>, limits: UnpackLimits = DEFAULT_LIMITS): Unpacked {
  const reading = new UnzstdReading(chunks, limits);
  return { chunks: reading.read(), outcome: () => reading.outcome() };
}

/** True for bytes that begin as zstd does: the first four of a file tell, its name does not. */
export function looksLikeZstd(start: Uint8Array): boolean {
  return ZSTD_MAGIC.every((byte, i) => start[i] === byte);
}

class UnzstdReading {
  readonly #input: CompressedInput;
  readonly #ledger: UnpackLedger;

  constructor(chunks: AsyncIterable<Uint8Array>, limits: UnpackLimits) {
    this.#input = new CompressedInput(blocksOf(chunks, INPUT_BYTES));
    this.#ledger = new UnpackLedger('zstd', this.#input, limits);
  }

  outcome(): UnpackOutcome {
    return this.#ledger.outcome();
  }

  async *read(): AsyncGenerator<Uint8Array, void> {
    try {
      for (let frames = 0; ; frames++) {
        const at = this.#input.taken;
        const header = await readFrameHeader(this.#input);
        if (header === 'end' && frames > 0) return;
        if (header === 'foreign' && frames > 0) return this.#ledger.leaveOut(at);
        if (header === 'end' || header === 'truncated') return this.#ledger.endEarly('truncated');
        if (header === 'foreign' || header === 'corrupt') return this.#ledger.endEarly('corrupt');
        refuseWindow(header);
        const ending = yield* this.#readFrame(header);
        if (ending !== 'whole') return this.#ledger.endEarly(ending);
      }
    } finally {
      await this.#input.close();
    }
  }

  async *#readFrame(header: FrameHeader): AsyncGenerator<Uint8Array, Ending> {
    const inflater = new Inflater('zstd');
    try {
      await inflater.feed(header.bytes);
      for (;;) {
        const block = await readBlock(this.#input);
        if (block === 'truncated' || block === 'corrupt') return block;
        const checksumBytes = block.isLast && header.hasChecksum ? 4 : 0;
        const checksum = await takeBytes(this.#input, checksumBytes);
        const { output, corrupt } = await inflater.feed(Buffer.concat([block.bytes, checksum]));
        if (corrupt) return 'corrupt';
        for (const piece of output) {
          this.#ledger.count(piece);
          yield piece;
        }
        if (block.isLast) return checksum.length < checksumBytes ? 'truncated' : 'whole';
      }
    } finally {
      inflater.close();
    }
  }
}

function refuseWindow({ windowBytes }: FrameHeader): void {
  if (windowBytes <= MOST_WINDOW_BYTES) return;
  throw new Refusal(
    'too-large',
    'zstd.window-too-large',
    `the zstd file asks its reader to keep ${windowBytes} bytes at hand, at most ${MOST_WINDOW_BYTES} are given: pack it without --ultra and --long, or send it uncompressed`,
  );
}

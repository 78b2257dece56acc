import { crc32 } from 'node:zlib';
import { blocksOf } from './blocks.ts';
import { CompressedInput } from './compressed-input.ts';
import { Inflater } from './inflater.ts';
import { GZIP_MAGIC, readMemberHeader } from './member-header.ts';
import {
  DEFAULT_LIMITS,
  type Ending,
  type Unpacked,
  UnpackLedger,
  type UnpackLimits,
  type UnpackOutcome,
} from './unpacked.ts';

/** Small enough that one block cannot unpack to more than 33 MB (deflate's bound is 1032:1). */
const BLOCK_BYTES = 32 * 1024;

/** A member's compressed bytes are kept up to this many, to unpack again up to the very byte of a fault. */
const MOST_KEPT_BLOCKS = 256;

/**
 * Unpacks gzip of any number of members in bounded memory, in pieces of at most 256 KiB. A file that is cut off or
 * damaged gives every byte that can still be read and then ends; `outcome` says where and why. (In a member of more
 * than 8 MiB compressed, damage costs up to 32 KiB of compressed bytes before it.)
 * Fails with `gzip.bomb` where it unpacks to more than the limits allow.
 */
export function gunzip(chunks: AsyncIterable<Uint8Array>, limits: UnpackLimits = DEFAULT_LIMITS): Unpacked {
  const reading = new GunzipReading(chunks, limits);
  return { chunks: reading.read(), outcome: () => reading.outcome() };
}

/** True for bytes that begin as gzip does: the first two of a file tell, its name does not. */
export function looksLikeGzip(start: Uint8Array): boolean {
  return start[0] === GZIP_MAGIC[0] && start[1] === GZIP_MAGIC[1];
}

/** The fault in a damaged block is looked for in such steps, and then byte by byte. */
const COARSE_STEP_BYTES = 256;

class GunzipReading {
  private readonly input: CompressedInput;
  private readonly ledger: UnpackLedger;
  private members = 0;
  /** CRC-32 and length of the member under way. */
  private checksum = 0;
  private memberBytes = 0;

  constructor(chunks: AsyncIterable<Uint8Array>, limits: UnpackLimits) {
    this.input = new CompressedInput(blocksOf(chunks, BLOCK_BYTES));
    this.ledger = new UnpackLedger('gzip', this.input, limits);
  }

  outcome(): UnpackOutcome {
    return this.ledger.outcome();
  }

  async *read(): AsyncGenerator<Uint8Array, void> {
    try {
      while (await this.enterMember()) {
        const body = yield* this.readBody();
        const ending = body === 'whole' ? await this.checkTrailer() : body;
        if (ending !== 'whole') return this.ledger.endEarly(ending);
        this.members++;
      }
    } finally {
      await this.input.close();
    }
  }

  /** Reads the header of the next member; false where there is none, or none that can be read. */
  private async enterMember(): Promise<boolean> {
    const at = this.input.taken;
    if (this.members > 0 && (await this.input.peek()).length === 0) return false;
    const header = await readMemberHeader(this.input);
    this.checksum = 0;
    this.memberBytes = 0;
    if (header === 'read') return true;
    if (header === 'foreign' && this.members > 0) {
      this.ledger.leaveOut(at);
    } else {
      this.ledger.endEarly(header === 'truncated' ? 'truncated' : 'corrupt');
    }
    return false;
  }

  private async *readBody(): AsyncGenerator<Uint8Array, Ending> {
    const inflater = new Inflater('deflate');
    const kept: Uint8Array[] = [];
    try {
      for (let blocks = 1; ; blocks++) {
        const block = await this.input.peek();
        if (block.length === 0) return 'truncated';
        const { output, used, corrupt } = await inflater.feed(block);
        if (corrupt) {
          if (blocks <= MOST_KEPT_BLOCKS) yield* this.salvage(kept, block);
          return 'corrupt';
        }
        this.input.skip(used);
        yield* this.deliver(output);
        if (used < block.length) return 'whole';
        if (blocks < MOST_KEPT_BLOCKS) kept.push(block);
        else kept.length = 0;
      }
    } finally {
      inflater.close();
    }
  }

  /** Gives what the damaged block holds before the fault. */
  private async *salvage(kept: readonly Uint8Array[], damaged: Uint8Array): AsyncGenerator<Uint8Array, void> {
    let sound = 0;
    for (const step of [COARSE_STEP_BYTES, 1]) sound = await soundBytes(kept, damaged, sound, step);
    const inflater = new Inflater('deflate');
    try {
      for (const block of kept) await inflater.feed(block);
      const { output } = await inflater.feed(damaged.subarray(0, sound));
      this.input.skip(sound);
      yield* this.deliver(output);
    } finally {
      inflater.close();
    }
  }

  private *deliver(output: readonly Uint8Array[]): Generator<Uint8Array, void> {
    for (const piece of output) {
      this.memberBytes += piece.length;
      this.checksum = crc32(piece, this.checksum);
      this.ledger.count(piece);
      yield piece;
    }
  }

  /** CRC-32 and length modulo 2^32 follow every member. */
  private async checkTrailer(): Promise<Ending> {
    const checksum = await this.input.uint32();
    const length = checksum === null ? null : await this.input.uint32();
    if (length === null) return 'truncated';
    return checksum === this.checksum && length === this.memberBytes % 2 ** 32 ? 'whole' : 'corrupt';
  }
}

/** How many of the block's first bytes, known to be at least `from`, unpack without fault; counted in steps. */
async function soundBytes(
  kept: readonly Uint8Array[],
  block: Uint8Array,
  from: number,
  step: number,
): Promise<number> {
  const inflater = new Inflater('deflate');
  try {
    for (const piece of [...kept, block.subarray(0, from)]) await inflater.feed(piece);
    let sound = from;
    while (sound < block.length) {
      const { corrupt } = await inflater.feed(block.subarray(sound, sound + step));
      if (corrupt) break;
      sound += step;
    }
    return sound;
  } finally {
    inflater.close();
  }
}

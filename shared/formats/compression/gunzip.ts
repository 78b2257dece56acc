import { crc32 } from 'node:zlib';
import { Refusal } from '../../domain/refusal.ts';
import { blocksOf } from './blocks.ts';
import { CompressedInput } from './compressed-input.ts';
import { Inflater } from './inflater.ts';
import { GZIP_MAGIC, readMemberHeader } from './member-header.ts';

/** What a file may unpack to; beyond it is a bomb, not telemetry (which reaches about 60:1). */
export interface GunzipLimits {
  readonly mostBytes: number;
  /** Unpacked bytes a compressed byte, asked only of what unpacks to more than `ratioFreeBytes`. */
  readonly mostRatio: number;
  readonly ratioFreeBytes: number;
}

/** How the reading ended, once the bytes are through. */
export interface GunzipOutcome {
  /** Unpacked bytes delivered. */
  readonly bytes: number;
  /** Null where every member was whole and its checksum right. */
  readonly endedEarly: {
    readonly code: 'gzip.truncated' | 'gzip.corrupt';
    /** Offset in the file of the first byte that is missing or wrong. */
    readonly atCompressedByte: number;
    /** Offset in the unpacked bytes of the first that could not be delivered. */
    readonly atByte: number;
    readonly message: string;
  } | null;
  readonly warnings: readonly { readonly code: 'gzip.trailing-garbage'; readonly message: string }[];
}

export interface Gunzipped {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** To be asked when `chunks` has ended. */
  outcome(): GunzipOutcome;
}

const DEFAULT_LIMITS: GunzipLimits = {
  mostBytes: 64 * 1024 ** 3,
  mostRatio: 200,
  ratioFreeBytes: 64 * 1024 ** 2,
};

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
export function gunzip(chunks: AsyncIterable<Uint8Array>, limits: GunzipLimits = DEFAULT_LIMITS): Gunzipped {
  const reading = new GunzipReading(chunks, limits);
  return { chunks: reading.read(), outcome: () => reading.outcome() };
}

/** True for bytes that begin as gzip does: the first two of a file tell, its name does not. */
export function looksLikeGzip(start: Uint8Array): boolean {
  return start[0] === GZIP_MAGIC[0] && start[1] === GZIP_MAGIC[1];
}

/** The fault in a damaged block is looked for in such steps, and then byte by byte. */
const COARSE_STEP_BYTES = 256;

/** How a part of a member ended. */
type Ending = 'whole' | 'truncated' | 'corrupt';

class GunzipReading {
  private readonly input: CompressedInput;
  private readonly limits: GunzipLimits;
  private bytes = 0;
  private members = 0;
  /** CRC-32 and length of the member under way. */
  private checksum = 0;
  private memberBytes = 0;
  private endedEarly: GunzipOutcome['endedEarly'] = null;
  private readonly warnings: { code: 'gzip.trailing-garbage'; message: string }[] = [];

  constructor(chunks: AsyncIterable<Uint8Array>, limits: GunzipLimits) {
    this.input = new CompressedInput(blocksOf(chunks, BLOCK_BYTES));
    this.limits = limits;
  }

  outcome(): GunzipOutcome {
    return { bytes: this.bytes, endedEarly: this.endedEarly, warnings: this.warnings };
  }

  async *read(): AsyncGenerator<Uint8Array, void> {
    try {
      while (await this.enterMember()) {
        const body = yield* this.readBody();
        const ending = body === 'whole' ? await this.checkTrailer() : body;
        if (ending !== 'whole') return this.endEarly(ending);
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
      const message = `after the gzip stream, from byte ${at} on, the file holds bytes that are not gzip: they were left out`;
      this.warnings.push({ code: 'gzip.trailing-garbage', message });
    } else {
      this.endEarly(header === 'truncated' ? 'truncated' : 'corrupt');
    }
    return false;
  }

  private async *readBody(): AsyncGenerator<Uint8Array, Ending> {
    const inflater = new Inflater();
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
    const inflater = new Inflater();
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
      this.bytes += piece.length;
      this.memberBytes += piece.length;
      this.checksum = crc32(piece, this.checksum);
      this.refuseBomb();
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

  private endEarly(ending: 'truncated' | 'corrupt'): void {
    const atCompressedByte = this.input.taken;
    const place = `at byte ${atCompressedByte} of the file, after ${this.bytes} unpacked bytes`;
    this.endedEarly = {
      code: ending === 'truncated' ? 'gzip.truncated' : 'gzip.corrupt',
      atCompressedByte,
      atByte: this.bytes,
      message:
        ending === 'truncated'
          ? `the gzip stream breaks off ${place}: what came before was read, ask for the rest`
          : `the gzip stream is damaged ${place}: what came before was read, ask for the file again`,
    };
  }

  private refuseBomb(): void {
    const { mostBytes, mostRatio, ratioFreeBytes } = this.limits;
    const ratio = this.bytes / Math.max(1, this.input.taken);
    if (this.bytes <= mostBytes && (this.bytes <= ratioFreeBytes || ratio <= mostRatio)) return;
    throw new Refusal(
      'too-large',
      'gzip.bomb',
      `the gzip file unpacks to more than ${this.bytes > mostBytes ? `${mostBytes} bytes` : `${mostRatio} times its size`}` +
        ` (${this.bytes} bytes from the first ${this.input.taken}): nothing was taken in, send it uncompressed or in pieces`,
    );
  }
}

/** How many of the block's first bytes, known to be at least `from`, unpack without fault; counted in steps. */
async function soundBytes(
  kept: readonly Uint8Array[],
  block: Uint8Array,
  from: number,
  step: number,
): Promise<number> {
  const inflater = new Inflater();
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

import { Refusal } from '../../domain/refusal.ts';
import type { CompressedInput } from './compressed-input.ts';

export type Packing = 'gzip' | 'zstd';

/** What a file may unpack to; beyond it is a bomb, not telemetry (which reaches about 60:1). */
export interface UnpackLimits {
  readonly mostBytes: number;
  /** Unpacked bytes a compressed byte, asked only of what unpacks to more than `ratioFreeBytes`. */
  readonly mostRatio: number;
  readonly ratioFreeBytes: number;
}

export const DEFAULT_LIMITS: UnpackLimits = {
  mostBytes: 64 * 1024 ** 3,
  mostRatio: 200,
  ratioFreeBytes: 64 * 1024 ** 2,
};

/** How the reading ended, once the bytes are through. */
export interface UnpackOutcome {
  /** Unpacked bytes delivered. */
  readonly bytes: number;
  /** Null where every part was whole and its checksum right. */
  readonly endedEarly: {
    readonly code: `${Packing}.truncated` | `${Packing}.corrupt`;
    /** Offset in the file of the first byte that is missing or wrong. */
    readonly atCompressedByte: number;
    /** Offset in the unpacked bytes of the first that could not be delivered. */
    readonly atByte: number;
    readonly message: string;
  } | null;
  readonly warnings: readonly { readonly code: `${Packing}.trailing-garbage`; readonly message: string }[];
}

export interface Unpacked {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** To be asked when `chunks` has ended. */
  outcome(): UnpackOutcome;
}

/** How a part of a packed file ended. */
export type Ending = 'whole' | 'truncated' | 'corrupt';

/** Keeps the account of a file that is being unpacked, and stops it where it is a bomb. */
export class UnpackLedger {
  readonly #packing: Packing;
  readonly #input: CompressedInput;
  readonly #limits: UnpackLimits;
  #bytes = 0;
  #endedEarly: UnpackOutcome['endedEarly'] = null;
  readonly #warnings: { code: `${Packing}.trailing-garbage`; message: string }[] = [];

  constructor(packing: Packing, input: CompressedInput, limits: UnpackLimits) {
    this.#packing = packing;
    this.#input = input;
    this.#limits = limits;
  }

  outcome(): UnpackOutcome {
    return { bytes: this.#bytes, endedEarly: this.#endedEarly, warnings: this.#warnings };
  }

  /** Counts a piece that is delivered. Fails with `gzip.bomb` or `zstd.bomb`. */
  count(piece: Uint8Array): void {
    this.#bytes += piece.length;
    const { mostBytes, mostRatio, ratioFreeBytes } = this.#limits;
    const ratio = this.#bytes / Math.max(1, this.#input.taken);
    if (this.#bytes <= mostBytes && (this.#bytes <= ratioFreeBytes || ratio <= mostRatio)) return;
    throw new Refusal(
      'too-large',
      `${this.#packing}.bomb`,
      `the ${this.#packing} file unpacks to more than ${this.#bytes > mostBytes ? `${mostBytes} bytes` : `${mostRatio} times its size`}` +
        ` (${this.#bytes} bytes from the first ${this.#input.taken}): nothing was taken in, send it uncompressed or in pieces`,
    );
  }

  endEarly(ending: 'truncated' | 'corrupt'): void {
    const atCompressedByte = this.#input.taken;
    const place = `at byte ${atCompressedByte} of the file, after ${this.#bytes} unpacked bytes`;
    this.#endedEarly = {
      code: `${this.#packing}.${ending}`,
      atCompressedByte,
      atByte: this.#bytes,
      message:
        ending === 'truncated'
          ? `the ${this.#packing} stream breaks off ${place}: what came before was read, ask for the rest`
          : `the ${this.#packing} stream is damaged ${place}: what came before was read, ask for the file again`,
    };
  }

  /** What stands from this byte of the file on is no stream of the kind and is left out. */
  leaveOut(at: number): void {
    const message = `after the ${this.#packing} stream, from byte ${at} on, the file holds bytes that are not ${this.#packing}: they were left out`;
    this.#warnings.push({ code: `${this.#packing}.trailing-garbage`, message });
  }
}

import type { Room } from '../reading/room.ts';
import { OWN_BYTES } from './memory-map.ts';

const PAGE_BYTES = 65_536;
/** Arrays begin at multiples of this, so that no vector of theirs lies across two lines of the cache. */
const LINE_BYTES = 64;

/**
 * One WebAssembly memory for all that the kernel reads and writes: what it keeps for itself, the file's bytes, the batch. The
 * memory does not grow, because its arrays would be lost with that; what is not touched takes no memory of the machine.
 */
export class DumpRoom implements Room {
  readonly memory: WebAssembly.Memory;
  private taken = OWN_BYTES;
  private isClaimed = false;

  /** For arrays of so many bytes together. */
  constructor(bytes: number) {
    const pages = Math.ceil((OWN_BYTES + bytes) / PAGE_BYTES);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  }

  /** Whether the kernel may still be had: there is one, and it is the first's who asks. */
  claim(): boolean {
    const isFree = !this.isClaimed;
    this.isClaimed = true;
    return isFree;
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.take(length), length);
  }

  doubles(length: number): Float64Array {
    return new Float64Array(this.memory.buffer, this.take(8 * length), length);
  }

  shorts(length: number): Uint16Array {
    return new Uint16Array(this.memory.buffer, this.take(2 * length), length);
  }

  private take(bytes: number): number {
    const at = this.taken;
    this.taken += Math.ceil(bytes / LINE_BYTES) * LINE_BYTES;
    return at;
  }
}

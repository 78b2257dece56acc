/**
 * SHA-256 (FIPS 180-4) of bytes that come piece by piece: what a browser has of its own wants them all at once, and a file
 * may be larger than memory.
 */

const BLOCK = 64;
const ROUNDS = 64;
/** The length in bits stands in the last eight bytes. */
const LENGTH_AT = BLOCK - 8;
const TWO_32 = 2 ** 32;

/** Leading 32 bits of the fractional parts of roots of the first primes. */
function rootsOf(count: number, root: (n: number) => number): Uint32Array {
  const found = new Uint32Array(count);
  let length = 0;
  for (let n = 2; length < count; n++) {
    if (isPrime(n)) found[length++] = (root(n) % 1) * TWO_32;
  }
  return found;
}

function isPrime(n: number): boolean {
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
}

const K = new Int32Array(rootsOf(ROUNDS, Math.cbrt));
const START = new Int32Array(rootsOf(8, Math.sqrt));

export class Sha256 {
  readonly #state = START.slice();
  readonly #words = new Int32Array(ROUNDS);
  /** Bytes that do not fill a block yet. */
  readonly #rest = new Uint8Array(BLOCK);
  #held = 0;
  #bytes = 0;

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    let from = 0;
    if (this.#held > 0) {
      from = Math.min(BLOCK - this.#held, bytes.length);
      this.#rest.set(bytes.subarray(0, from), this.#held);
      this.#held += from;
      if (this.#held < BLOCK) return;
      this.#fold(this.#rest, 0);
    }
    for (; from + BLOCK <= bytes.length; from += BLOCK) this.#fold(bytes, from);
    this.#rest.set(bytes.subarray(from));
    this.#held = bytes.length - from;
  }

  /** In hexadecimal digits. Nothing can be added after it. */
  digest(): string {
    const rest = this.#rest;
    rest[this.#held] = 0x80;
    rest.fill(0, this.#held + 1);
    if (this.#held >= LENGTH_AT) {
      this.#fold(rest, 0);
      rest.fill(0);
    }
    const view = new DataView(rest.buffer);
    view.setUint32(LENGTH_AT, Math.floor((this.#bytes * 8) / TWO_32));
    view.setUint32(LENGTH_AT + 4, (this.#bytes * 8) % TWO_32);
    this.#fold(rest, 0);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #fold(bytes: Uint8Array, at: number): void {
    const w = this.#words;
    for (let i = 0; i < 16; i++) {
      const b = at + 4 * i;
      w[i] = (bytes[b]! << 24) | (bytes[b + 1]! << 16) | (bytes[b + 2]! << 8) | bytes[b + 3]!;
    }
    for (let i = 16; i < ROUNDS; i++) {
      const early = w[i - 15]!;
      const late = w[i - 2]!;
      const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
      const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    this.#mix(w);
  }

  #mix(w: Int32Array): void {
    const state = this.#state;
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    let e = state[4]!;
    let f = state[5]!;
    let g = state[6]!;
    let h = state[7]!;
    for (let i = 0; i < ROUNDS; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
    state[4]! += e;
    state[5]! += f;
    state[6]! += g;
    state[7]! += h;
  }
}

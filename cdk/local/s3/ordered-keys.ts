/**
 * Keys in the order S3 lists them, by their UTF-8 bytes. Held as strings with one character a byte, because
 * JavaScript compares strings by UTF-16 units, which puts U+10000 before U+FFFD.
 */
export class OrderedKeys {
  readonly #keys: string[] = [];

  get size(): number {
    return this.#keys.length;
  }

  add(key: string): void {
    const bytes = byteString(key);
    const at = this.#lowerBound(bytes);
    if (this.#keys[at] !== bytes) this.#keys.splice(at, 0, bytes);
  }

  remove(key: string): void {
    const bytes = byteString(key);
    const at = this.#lowerBound(bytes);
    if (this.#keys[at] === bytes) this.#keys.splice(at, 1);
  }

  /** The first key (as a byte string) that is `bound` or follows it; undefined past the end. */
  atOrAfter(bound: string): string | undefined {
    return this.#keys[this.#lowerBound(bound)];
  }

  #lowerBound(bound: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#keys[middle]! < bound) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A key as one character a UTF-8 byte. */
export function byteString(key: string): string {
  return Buffer.from(key, 'utf8').toString('latin1');
}

export function keyOfByteString(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The smallest byte string that follows `bytes` itself. */
export function justAfter(bytes: string): string {
  return `${bytes}\x00`;
}

/** The smallest byte string that follows everything beginning with `prefix` (which ends below 0xFF, as UTF-8 does). */
export function afterPrefix(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
}

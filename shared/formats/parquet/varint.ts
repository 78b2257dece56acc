/**
 * Variable-length integers as Thrift and Parquet write them: seven bits a byte, the lowest first, the top bit set
 * on every byte but the last. Numbers are held in doubles, so the exact range is ±2^53.
 */

/** Writes a whole number of 0 to 2^53 at `at`; gives the offset behind it. */
export function writeVarint(out: Uint8Array, at: number, value: number): number {
  let rest = value;
  let offset = at;
  while (rest >= 128) {
    out[offset++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  out[offset++] = rest;
  return offset;
}

/**
 * Writes a whole number of ±2^53, zigzag coded (0, -1, 1, -2 become 0, 1, 2, 3); gives the offset behind it.
 * The lowest bit holds the sign and goes out with the first six bits, so that nothing needs a 54th bit.
 */
export function writeZigzag(out: Uint8Array, at: number, value: number): number {
  const sign = value < 0 ? 1 : 0;
  const magnitude = value < 0 ? -(value + 1) : value;
  const first = ((magnitude % 64) << 1) | sign;
  if (magnitude < 64) {
    out[at] = first;
    return at + 1;
  }
  out[at] = first | 128;
  return writeVarint(out, at + 1, Math.floor(magnitude / 64));
}

/** A position in bytes that are being read. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** Reads an unsigned number and moves behind it; NaN where the bytes end or the number is beyond 2^53. */
export function readVarint(cursor: Cursor): number {
  let value = 0;
  let unit = 1;
  while (cursor.at < cursor.bytes.length && unit < 2 ** 63) {
    const byte = cursor.bytes[cursor.at++]!;
    value += (byte & 127) * unit;
    unit *= 128;
    if (byte < 128) return value <= 2 ** 53 ? value : Number.NaN;
  }
  return Number.NaN;
}

/** Reads a zigzag coded number and moves behind it; NaN where the bytes end or the number is beyond ±2^53. */
export function readZigzag(cursor: Cursor): number {
  const first = cursor.bytes[cursor.at];
  if (first === undefined) return Number.NaN;
  cursor.at++;
  const low = (first & 127) >> 1;
  const magnitude = first < 128 ? low : readVarint(cursor) * 64 + low;
  if (!(magnitude <= 2 ** 53)) return Number.NaN;
  return first & 1 ? -magnitude - 1 : magnitude;
}

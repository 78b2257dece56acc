/**
 * A rollup as bytes, without loss: about 11 for a window of readings with few decimals, 26 for one of any doubles.
 *
 * Whole numbers go as varints of their differences. Extremes go as scaled integers where a number of decimals gives
 * all of them back, the greatest relative to the least. A mean between equal extremes is left out.
 */
import type { Rollup } from '../domain/telemetry/rollup.ts';
import type { Seconds } from '../domain/time.ts';
import { POWERS_OF_TEN } from './parquet/column.ts';
import { type Cursor, readVarint, readZigzag, writeVarint, writeZigzag } from './parquet/varint.ts';

/** Bits of the first byte; the four above them hold the number of decimals. */
const DENSE = 1;
const SAME_COUNT = 2;
const ALL_GOOD = 4;
const SCALED = 8;
const MOST_DECIMALS = 9;
/** Upper bound of what a window takes: five varints of at most eight bytes and a mean, or fewer and three doubles. */
const MOST_BYTES_A_WINDOW = 52;

/** Equal rollups give equal bytes. */
export function encodeRollup(rollup: Rollup): Uint8Array<ArrayBuffer> {
  const { index, n, min, mean, max, worst } = rollup;
  const decimals = decimalsOf([...min, ...max]);
  const flags =
    (index.every((one, i) => i === 0 || one === index[i - 1]! + 1) ? DENSE : 0) |
    (n.every((one) => one === n[0]) ? SAME_COUNT : 0) |
    (worst.every((one) => one === 0) ? ALL_GOOD : 0) |
    (decimals === null ? 0 : SCALED | (decimals << 4));
  const out = new Uint8Array(32 + index.length * MOST_BYTES_A_WINDOW);
  const view = new DataView(out.buffer);
  out[0] = flags;
  let at = writeVarint(out, 1, index.length);
  if (index.length === 0) return out.slice(0, at);
  at = writeZigzag(out, at, index[0]!);
  at = writeVarint(out, at, n[0]!);
  for (let i = 0; i < index.length; i++) {
    if (i > 0 && !(flags & DENSE)) at = writeVarint(out, at, index[i]! - index[i - 1]!);
    if (i > 0 && !(flags & SAME_COUNT)) at = writeZigzag(out, at, n[i]! - n[i - 1]!);
    if (!(flags & ALL_GOOD)) out[at++] = worst[i]!;
    if (decimals === null) {
      view.setFloat64(at, min[i]!, true);
      view.setFloat64(at + 8, max[i]!, true);
      at += 16;
    } else {
      const scale = POWERS_OF_TEN[decimals]!;
      const low = Math.round(min[i]! * scale);
      const before = i === 0 ? 0 : Math.round(min[i - 1]! * scale);
      at = writeZigzag(out, at, low - before);
      at = writeVarint(out, at, Math.round(max[i]! * scale) - low);
    }
    // A mean lies between the extremes, so it says nothing where they are the same.
    if (Object.is(min[i], max[i])) continue;
    view.setFloat64(at, mean[i]!, true);
    at += 8;
  }
  return out.slice(0, at);
}

/** What `encodeRollup` wrote, to the same doubles. Fails where the bytes end early or go on. */
export function decodeRollup(bytes: Uint8Array, windowSeconds: Seconds): Rollup {
  const cursor: Cursor = { bytes, at: 1 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = bytes[0] ?? 0;
  const scale = POWERS_OF_TEN[flags >> 4]!;
  const length = readVarint(cursor);
  const rollup: Rollup = { windowSeconds, index: [], n: [], min: [], mean: [], max: [], worst: [] };
  if (length === 0 && cursor.at === bytes.length) return rollup;
  let index = readZigzag(cursor);
  let n = readVarint(cursor);
  let low = 0;
  for (let i = 0; i < length; i++) {
    if (i > 0) index += flags & DENSE ? 1 : readVarint(cursor);
    if (i > 0 && !(flags & SAME_COUNT)) n += readZigzag(cursor);
    rollup.index.push(index);
    rollup.n.push(n);
    rollup.worst.push(flags & ALL_GOOD ? 0 : (bytes[cursor.at++] ?? 0));
    let min: number;
    let max: number;
    if (flags & SCALED) {
      low += readZigzag(cursor);
      min = low / scale;
      max = (low + readVarint(cursor)) / scale;
    } else {
      min = view.getFloat64(cursor.at, true);
      max = view.getFloat64(cursor.at + 8, true);
      cursor.at += 16;
    }
    rollup.min.push(min);
    rollup.max.push(max);
    if (Object.is(min, max)) rollup.mean.push(min);
    else {
      rollup.mean.push(view.getFloat64(cursor.at, true));
      cursor.at += 8;
    }
  }
  if (cursor.at !== bytes.length)
    throw new RangeError(`a rollup of ${length} windows ends at byte ${cursor.at} of ${bytes.length}`);
  return rollup;
}

/** The fewest decimals with which every number comes back from its scaled integer; null where none do. */
function decimalsOf(values: readonly number[]): number | null {
  let decimals = 0;
  for (const value of values) {
    while (decimals <= MOST_DECIMALS && !comesBack(value, POWERS_OF_TEN[decimals]!)) decimals++;
    if (decimals > MOST_DECIMALS) return null;
  }
  // More decimals than one number needs may be too many for another.
  return values.every((value) => comesBack(value, POWERS_OF_TEN[decimals]!)) ? decimals : null;
}

function comesBack(value: number, scale: number): boolean {
  const scaled = Math.round(value * scale);
  // A quarter of the exact integers, so that the difference of two is exact as well. A varint has no -0.
  return Math.abs(scaled) < 2 ** 51 && scaled / scale === value && !Object.is(value, -0);
}

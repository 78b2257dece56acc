/**
 * Samples of one series as parallel arrays, and the order that everything about conflicts rests on:
 * by time (the key), then by content (whether its row was ended, value, flags). Arrival is not part of it.
 */
import { byText } from '../by-text.ts';
import { UNENDED } from '../telemetry/flags.ts';
import type { Column, Frame } from '../telemetry/frame.ts';
import { SharedArrays } from './shared-arrays.ts';
import { timeOrder } from './time-order.ts';

export interface Samples {
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly flags: Uint8Array;
  /** Rank of the source each sample came from, or of the one source of all; the lower wins. */
  readonly ranks: number | Float64Array;
}

export interface RankedFrame {
  readonly frame: Frame;
  readonly rank: number;
}

/** What a frame holds of one series. */
export interface Part {
  readonly times: Float64Array;
  readonly column: Column;
  readonly rank: number;
  /** Cells that hold a sample. */
  readonly count: number;
}

/** The parts of every series, in the order of the frames; the series by name. */
export function partsBySeries(frames: readonly RankedFrame[]): ReadonlyMap<string, readonly Part[]> {
  const bySeries = new Map<string, Part[]>();
  for (const { frame, rank } of frames) {
    for (const column of frame.columns) {
      const part = { times: frame.times, column, rank, count: samplesOf(column) };
      const parts = bySeries.get(column.series);
      if (parts === undefined) bySeries.set(column.series, [part]);
      else parts.push(part);
    }
  }
  return new Map([...bySeries].sort(([a], [b]) => byText(a, b)));
}

/** How many cells of a column hold a sample. */
export function samplesOf({ values, isFull }: Column): number {
  if (isFull === true) return values.length;
  let holes = 0;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) holes++;
  return values.length - holes;
}

/**
 * All samples of some parts of a series, part after part. The arrays may be those of a frame, or of other series: they
 * are not written to.
 */
export function gather(parts: readonly Part[], shared: SharedArrays = new SharedArrays()): Samples {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const isWhole = parts.every((part) => part.count === part.times.length);
  return {
    times: isWhole
      ? shared.timesOf(parts.map((part) => part.times))
      : cellsOf(parts, count, ({ times }) => times),
    values: isWhole && parts.length === 1 ? parts[0]!.column.values : cellsOf(parts, count, valuesOf),
    flags: flagsOf(parts, count, isWhole, shared),
    ranks: ranksOf(parts, count),
  };
}

const valuesOf = ({ column }: Part) => column.values;

/** Of the cells that hold a sample, part after part. */
function cellsOf(parts: readonly Part[], count: number, of: (part: Part) => Float64Array): Float64Array {
  const cells = new Float64Array(count);
  let at = 0;
  for (const part of parts) {
    const from = of(part);
    if (part.count === part.times.length) cells.set(from, at);
    else copyHeld(part, from, cells, at);
    at += part.count;
  }
  return cells;
}

function flagsOf(parts: readonly Part[], count: number, isWhole: boolean, shared: SharedArrays): Uint8Array {
  const first = parts[0]?.column.flags ?? 0;
  if (typeof first === 'number' && parts.every(({ column }) => column.flags === first)) {
    return shared.flagsOf(first, count);
  }
  if (isWhole && parts.length === 1 && typeof first !== 'number') return first;
  const flags = new Uint8Array(count);
  let at = 0;
  for (const part of parts) {
    const from = part.column.flags;
    if (typeof from === 'number') flags.fill(from, at, at + part.count);
    else if (part.count === part.times.length) flags.set(from, at);
    else copyHeld(part, from, flags, at);
    at += part.count;
  }
  return flags;
}

/** Copies what stands beside the samples of a part to the index `at` on. */
function copyHeld<T extends Float64Array | Uint8Array>(part: Part, from: T, to: T, at: number): void {
  const { values } = part.column;
  let next = at;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) to[next++] = from[i]!;
}

function ranksOf(parts: readonly Part[], count: number): number | Float64Array {
  const first = parts[0]?.rank ?? 0;
  if (parts.every(({ rank }) => rank === first)) return first;
  const ranks = new Float64Array(count);
  let at = 0;
  for (const part of parts) {
    ranks.fill(part.rank, at, at + part.count);
    at += part.count;
  }
  return ranks;
}

/** True where the parts follow one another in time: no two of their samples share a key. */
export function areInTurn(parts: readonly Part[]): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const { times } of parts) {
    if (times.length === 0) continue;
    if (!(times[0]! > last)) return false;
    last = times[times.length - 1]!;
  }
  return true;
}

/** Indices of the samples by time; of one time, ended ones first, then by rank (if asked), then by content. */
export function orderOf(samples: Samples, by: 'rank-then-content' | 'content'): Uint32Array {
  const { times, values, flags, ranks } = samples;
  const order = timeOrder(times);
  const compare = (a: number, b: number): number => {
    const byRank = by === 'content' || typeof ranks === 'number' ? 0 : ranks[a]! - ranks[b]!;
    return (
      compareEndings(flags[a]!, flags[b]!) ||
      byRank ||
      compareContent(values[a]!, flags[a]!, values[b]!, flags[b]!)
    );
  };
  for (let from = 0; from < order.length; ) {
    const to = endOfKey(times, order, from);
    if (to - from > 1) order.subarray(from, to).sort(compare);
    from = to;
  }
  return order;
}

/** Where, in an order by time, the samples of the key that begins at `from` end. */
export function endOfKey(times: Float64Array, order: Uint32Array, from: number): number {
  const at = times[order[from]!]!;
  let to = from + 1;
  while (to < order.length && times[order[to]!] === at) to++;
  return to;
}

/** Equal value, bit for bit (0 is not -0), and equal flags. */
export function sameContent(a: Samples, i: number, b: Samples, j: number): boolean {
  return Object.is(a.values[i], b.values[j]) && a.flags[i] === b.flags[j];
}

/** Ended ones first, then by value, then by flags; 0 for the same content only. */
export function compareContent(value: number, flags: number, otherValue: number, otherFlags: number): number {
  return compareEndings(flags, otherFlags) || compareValues(value, otherValue) || flags - otherFlags;
}

function compareEndings(flags: number, otherFlags: number): number {
  return (flags & UNENDED) - (otherFlags & UNENDED);
}

/** Numeric order with -0 before 0, so that different bits never compare equal. */
function compareValues(a: number, b: number): number {
  if (a !== b) return a < b ? -1 : 1;
  if (a !== 0) return 0;
  return Number(Object.is(a, 0)) - Number(Object.is(b, 0));
}

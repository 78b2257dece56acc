/**
 * Which series share a frame. Every object costs a PUT, every further time vector its bytes, every empty cell a little:
 * series with the same times share a frame, and frames are joined while that costs less than keeping them apart.
 */
import { byText } from '../by-text.ts';
import type { Column, Frame } from '../telemetry/frame.ts';
import { firstAtOrAfter } from '../telemetry/search-times.ts';
import type { Layer } from './layers.ts';

/** What a PUT and a footer cost, in bytes kept for a year ($0.000005 against $0.023 a GB and month). */
const OBJECT_BYTES = 16_384;
/** Times that an estimate looks at. */
const WINDOW = 4096;
/** A series may always stand among this many rows, and else among so many times its own. */
const FEW_ROWS = 65_536;
const MOST_DILUTED = 64;

/** Series that have the very same times. */
interface Group {
  readonly times: Float64Array;
  readonly layers: Layer[];
}

interface Plan {
  times: Float64Array;
  columns: number;
  readonly groups: Group[];
}

/** Lays one layer of each series into as few frames as is cheap; the outcome does not depend on their order. */
export function joinSeries(layers: readonly Layer[]): Frame[] {
  const plans: Plan[] = [];
  for (const group of groupsOf(layers)) {
    const columns = group.layers.length;
    const plan = cheapestFor(group, plans);
    if (plan === null) plans.push({ times: group.times, columns, groups: [group] });
    else {
      plan.times = unionOf(plan.times, group.times);
      plan.columns += columns;
      plan.groups.push(group);
    }
  }
  return plans.map(frameOf);
}

/** Groups of series with the same times, the longest first, by name where equally long. */
function groupsOf(layers: readonly Layer[]): Group[] {
  const groups = new Map<string, Group[]>();
  for (const layer of [...layers].sort((a, b) => byText(a.series, b.series))) {
    const { times } = layer;
    const key = `${times.length} ${times[0]} ${times[times.length >> 1]} ${times.at(-1)}`;
    const alike = groups.get(key) ?? [];
    groups.set(key, alike);
    const group = alike.find((one) => areEqual(one.times, times));
    if (group === undefined) alike.push({ times, layers: [layer] });
    else group.layers.push(layer);
  }
  return [...groups.values()].flat().sort((a, b) => b.times.length - a.times.length);
}

function areEqual(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The plan that the group makes dearer by least, if by less than an object of its own would cost. */
function cheapestFor(group: Group, plans: readonly Plan[]): Plan | null {
  let cheapest: Plan | null = null;
  let least = OBJECT_BYTES;
  for (const plan of plans) {
    const more = bytesOfJoining(plan, group);
    if (more > least) continue;
    cheapest = plan;
    least = more;
  }
  return cheapest;
}

/** Bytes that the group takes in the plan's frame more than in one of its own; infinite where it would be lost in it. */
function bytesOfJoining(plan: Plan, { times, layers }: Group): number {
  const own = times.subarray(0, WINDOW);
  const from = firstAtOrAfter(plan.times, own[0]!);
  const to = firstAtOrAfter(plan.times, own[own.length - 1]! + 1);
  const held = plan.times.subarray(from, to);
  const union = unionOf(held, own);
  const scale = times.length / own.length;
  const rows = plan.times.length + (union.length - held.length) * scale;
  const shortest = Math.min(times.length, ...plan.groups.map((group) => group.times.length));
  if (rows > FEW_ROWS && rows > MOST_DILUTED * shortest) return Number.POSITIVE_INFINITY;
  const vectors = bytesOfSteps(union) - bytesOfSteps(held) - bytesOfSteps(own);
  const holesThere = plan.columns * bytesOfSteps(rowsOf(union, without(own, held)));
  const holesHere = layers.length * bytesOfSteps(rowsOf(union, own));
  return scale * (vectors + holesThere + holesHere);
}

/** What ascending whole numbers take where their steps are coded as well as steps can be, one by one. */
function bytesOfSteps(numbers: Float64Array): number {
  const counts = new Map<number, number>();
  for (let i = 1; i < numbers.length; i++) {
    const step = numbers[i]! - numbers[i - 1]!;
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  let bits = 0;
  for (const count of counts.values()) bits += count * Math.log2((numbers.length - 1) / count);
  return bits / 8;
}

/** All times of two ascending lists, ascending, each once; the first itself where it has them all. */
function unionOf(a: Float64Array, b: Float64Array): Float64Array {
  const more = without(b, a);
  if (more.length === 0) return a;
  const union = new Float64Array(a.length + more.length);
  for (let i = 0, j = 0, n = 0; n < union.length; n++) {
    union[n] = j === more.length || (i < a.length && a[i]! < more[j]!) ? a[i++]! : more[j++]!;
  }
  return union;
}

/** The elements of `some`, ascending, that ascending `others` do not have. */
function without(some: Float64Array, others: Float64Array): Float64Array {
  const left = new Float64Array(some.length);
  let count = 0;
  for (let i = 0, j = 0; i < some.length; i++) {
    while (j < others.length && others[j]! < some[i]!) j++;
    if (j === others.length || others[j] !== some[i]) left[count++] = some[i]!;
  }
  return left.subarray(0, count);
}

/** The index in `all` of each element of `some`; both ascend. */
function rowsOf(all: Float64Array, some: Float64Array): Float64Array {
  const rows = new Float64Array(some.length);
  for (let i = 0, row = 0; i < some.length; i++) {
    while (all[row] !== some[i]) row++;
    rows[i] = row;
  }
  return rows;
}

function frameOf({ times, groups }: Plan): Frame {
  const columns = groups.flatMap(({ times: own, layers }) =>
    layers.map((layer) => columnOver(times, own, layer)),
  );
  return { times, columns: columns.sort((a, b) => byText(a.series, b.series)) };
}

/** The samples at their places in the times; NaN where there is none. */
function columnOver(
  times: Float64Array,
  own: Float64Array,
  { series, storage, values, flags }: Layer,
): Column {
  if (own.length === times.length) return { series, storage, values, flags };
  const spread = new Float64Array(times.length).fill(Number.NaN);
  const spreadFlags = typeof flags === 'number' ? flags : new Uint8Array(times.length);
  for (let i = 0, row = 0; i < own.length; i++) {
    while (times[row] !== own[i]) row++;
    spread[row] = values[i]!;
    if (typeof flags !== 'number' && typeof spreadFlags !== 'number') spreadFlags[row] = flags[i]!;
  }
  return { series, storage, values: spread, flags: spreadFlags };
}

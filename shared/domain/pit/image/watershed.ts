/** Objects that touch, cut apart where they are narrowest. */
import { squaredDistances } from './distance.ts';
import { Neighbours } from './neighbours.ts';
import type { Region } from './region.ts';

export interface SplitBy {
  /** Both sides of a cut rise so far above it: the dynamics of a maximum of the distance. Pixels. */
  readonly hPx: number;
  /** A cut lies below this share of the lesser maximum; 1 asks nothing. */
  readonly neckRatio: number;
  /** Both sides have so many pixels before they meet. */
  readonly minAreaPx: number;
}

export interface Split {
  readonly count: number;
  /** Per pixel of the box its part, from 1; 0 outside. No pixel is lost to a line between parts. */
  readonly parts: Int32Array;
  /** The largest distance to the edge. */
  readonly peakPx: number;
}

/**
 * The distance to the edge is flooded from its maxima downwards. A pixel without a flooded neighbour begins a basin; one
 * that joins two basins either makes them one or is where they are cut apart. So the parts are those of a watershed whose
 * markers are the h-maxima of the distance.
 *
 * Source: Vincent and Soille 1991, IEEE Trans. PAMI 13:583 (watershed by flooding); Grimaud 1992, Proc. SPIE 1769:292
 * (dynamics); Najman and Schmitt 1996, IEEE Trans. PAMI 18:1163 (merging basins by dynamics in one flooding).
 */
export function splitByWatershed(region: Region, by: SplitBy): Split {
  const squares = squaredDistances(region);
  const basins = new Basins(region.area, by);
  const parts = new Int32Array(squares.length);
  const around = new Neighbours(region.width, squares.length);
  const order = fromTheTop(squares, region.area);
  for (let k = 0; k < order.length; k++) {
    const pixel = order[k]!;
    const level = Math.sqrt(squares[pixel]!);
    const count = around.find(pixel);
    let [one, uphill, steepest] = [0, 0, -1];
    for (let n = 0; n < count; n++) {
      const other = around.found[n]!;
      const there = parts[other]!;
      if (there === 0) continue;
      if (one === 0) one = there;
      else basins.meet(one, there, level);
      const slope = (Math.sqrt(squares[other]!) - level) / around.steps[n]!;
      if (slope > steepest) [uphill, steepest] = [there, slope];
    }
    parts[pixel] = uphill === 0 ? basins.begin(level) : basins.root(uphill);
    basins.flood(parts[pixel]!);
  }
  return { ...named(parts, basins), peakPx: Math.sqrt(squares[order[0]!]!) };
}

/** Pixels of the object by falling distance; of equal ones the first in reading order comes first. */
function fromTheTop(squares: Int32Array, area: number): Int32Array {
  const size = squares.length;
  // One number holds both, so that they are sorted as numbers: below 2^27 · 2^26.
  const keys = new Float64Array(area);
  let next = 0;
  for (let i = 0; i < size; i++) if (squares[i]! > 0) keys[next++] = squares[i]! * size + (size - 1 - i);
  keys.sort();
  const order = new Int32Array(area);
  for (let k = 0; k < area; k++) order[k] = size - 1 - (keys[area - 1 - k]! % size);
  return order;
}

class Basins {
  readonly #by: SplitBy;
  readonly #parents: number[] = [0];
  readonly #peaks: number[] = [0];
  readonly #areas: number[] = [0];
  readonly #most: number;

  constructor(area: number, by: SplitBy) {
    this.#by = by;
    this.#most = area;
  }

  begin(level: number): number {
    this.#parents.push(this.#parents.length);
    this.#peaks.push(level);
    this.#areas.push(0);
    return this.#parents.length - 1;
  }

  flood(basin: number): void {
    this.#areas[basin]!++;
  }

  root(basin: number): number {
    let at = basin;
    while (this.#parents[at] !== at) {
      this.#parents[at] = this.#parents[this.#parents[at]!]!;
      at = this.#parents[at]!;
    }
    return at;
  }

  /** Both become one, unless they are cut apart here. */
  meet(one: number, other: number, level: number): void {
    const [a, b] = [this.root(one), this.root(other)];
    if (a === b) return;
    const [higher, lower] = this.#peaks[a]! >= this.#peaks[b]! ? [a, b] : [b, a];
    if (this.#isCut(higher, lower, level)) return;
    this.#parents[lower] = higher;
    this.#areas[higher]! += this.#areas[lower]!;
  }

  #isCut(higher: number, lower: number, level: number): boolean {
    const { hPx, neckRatio, minAreaPx } = this.#by;
    const peak = this.#peaks[lower]!;
    const areEnough = Math.min(this.#areas[higher]!, this.#areas[lower]!) >= Math.min(minAreaPx, this.#most);
    return peak - level >= hPx && level <= neckRatio * peak && areEnough;
  }
}

function named(parts: Int32Array, basins: Basins): Omit<Split, 'peakPx'> {
  const names = new Map<number, number>();
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === 0) continue;
    const root = basins.root(parts[i]!);
    if (!names.has(root)) names.set(root, names.size + 1);
    parts[i] = names.get(root)!;
  }
  return { count: names.size, parts };
}

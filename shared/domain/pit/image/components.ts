/** Pixels that hang together. */
import type { Pixels } from './pixel-grid.ts';

export interface Components {
  readonly count: number;
  /** Per pixel its component, from 1 in the order of their first pixels; 0 where the value is 0. */
  readonly labels: Int32Array<ArrayBuffer>;
}

/**
 * Connected components of pixels with the same value that is not 0: of a mask its objects, of a label image its regions.
 * Two passes: neighbours that were seen before give a pixel its label, and labels that meet are joined.
 *
 * Source: Rosenfeld and Pfaltz 1966, J. ACM 13:471; joined by union-find (Tarjan 1975, J. ACM 22:215).
 *
 * @param connectivity 4: neighbours by a side; 8: by a corner too
 */
export function components(values: Pixels, width: number, connectivity: 4 | 8): Components {
  const labels = new Int32Array(values.length);
  const joined = new Joined();
  const labelOf = connectivity === 8 ? byCorners : bySides;
  for (let i = 0, x = 0; i < values.length; i++, x = x === width - 1 ? 0 : x + 1) {
    if (values[i] === 0) continue;
    const label = labelOf({ values, labels, width, joined }, i, x);
    labels[i] = label === 0 ? joined.add() : label;
  }
  const names = joined.names();
  for (let i = 0; i < labels.length; i++) if (labels[i] !== 0) labels[i] = names.of[labels[i]!]!;
  return { count: names.count, labels };
}

interface FirstPass {
  readonly values: Pixels;
  readonly labels: Int32Array;
  readonly width: number;
  readonly joined: Joined;
}

/** The label of neighbours by a side that were seen before, 0 where there are none. */
function bySides({ values, labels, width, joined }: FirstPass, i: number, x: number): number {
  const value = values[i];
  const hasLeft = x > 0 && values[i - 1] === value;
  const hasAbove = i >= width && values[i - width] === value;
  if (!hasLeft) return hasAbove ? labels[i - width]! : 0;
  // Around the corner both are joined already.
  if (!hasAbove || values[i - width - 1] === value) return labels[i - 1]!;
  return joined.join(labels[i - 1]!, labels[i - width]!);
}

/** As above, by corners too; what touches the pixel above is joined with it already (Wu, Otoo and Suzuki 2009). */
function byCorners({ values, labels, width, joined }: FirstPass, i: number, x: number): number {
  const value = values[i];
  const above = i - width;
  if (above >= 0 && values[above] === value) return labels[above]!;
  const hasLeftAbove = above >= 0 && x > 0 && values[above - 1] === value;
  const hasLeft = x > 0 && values[i - 1] === value;
  const left = hasLeftAbove ? labels[above - 1]! : hasLeft ? labels[i - 1]! : 0;
  if (above < 0 || x === width - 1 || values[above + 1] !== value) return left;
  return left === 0 ? labels[above + 1]! : joined.join(left, labels[above + 1]!);
}

/** Sets of labels; each is named by its least one. */
class Joined {
  #parents = new Int32Array(1024);
  #next = 1;

  add(): number {
    if (this.#next === this.#parents.length) {
      const longer = new Int32Array(2 * this.#parents.length);
      longer.set(this.#parents);
      this.#parents = longer;
    }
    this.#parents[this.#next] = this.#next;
    return this.#next++;
  }

  join(one: number, other: number): number {
    const [a, b] = [this.#root(one), this.#root(other)];
    const [least, most] = a < b ? [a, b] : [b, a];
    this.#parents[most] = least;
    return least;
  }

  /** Per label the place of its set, from 1. */
  names(): { count: number; of: Int32Array } {
    const of = new Int32Array(this.#next);
    let count = 0;
    for (let label = 1; label < this.#next; label++) {
      const root = this.#root(label);
      if (root === label) count += 1;
      of[label] = root === label ? count : of[root]!;
    }
    return { count, of };
  }

  #root(label: number): number {
    const parents = this.#parents;
    let at = label;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  }
}

/** What the series of an arm read in one block after another, where they are judged in it. */

import type { Micros } from '../../time.ts';
import type { Interval } from '../../timeline/interval.ts';
import { touches } from '../../timeline/interval.ts';
import type { JudgedTime, ResidualRule } from './arm-rules.ts';
import { BLOCK_MICROS, type BlockId } from './block.ts';
import type { BlockMeans } from './block-facts.ts';
import type { ReferenceKind } from './evidence-words.ts';
import { LEAST_SIBLINGS, type Place, placeName } from './reference.ts';

export interface ArmBlocks {
  /** Means of ten minutes of a series, sensors that stood still included. */
  meansOf(place: Place): BlockMeans;
  /** Disjoint and ascending. */
  stuckOf(place: Place): readonly Interval[];
}

interface Option {
  readonly kind: ReferenceKind;
  /** Numbers of the series of it, by name. */
  readonly of: readonly number[];
  readonly least: number;
}

/** A series, by its number among the rules. */
interface Seen {
  readonly rule: ResidualRule;
  readonly means: BlockMeans;
  readonly stuck: readonly Interval[];
  readonly options: readonly Option[];
  /** Into the times of its rule: blocks come in order. */
  next: number;
  value: number;
  /** Null where it is not judged in the block. */
  time: JudgedTime | null;
}

export class Sight {
  /** Blocks in which any has a reading, ascending. */
  readonly ids: readonly BlockId[];
  readonly #all: readonly Seen[];

  constructor(rules: readonly ResidualRule[], blocks: ArmBlocks) {
    const numbers = new Map(rules.map((rule, i) => [placeName(rule), i]));
    this.#all = rules.map((rule) => ({
      ...{ rule, next: 0, value: 0, time: null },
      means: blocksEarlier(blocks.meansOf(rule), rule.shift),
      stuck: blocks.stuckOf(rule).map(({ from, to }) => ({ from: from - rule.shift, to: to - rule.shift })),
      options: rule.references.map(({ kind, of }) => ({
        kind,
        of: (kind === 'ambient' ? of.map(placeName) : of.map(placeName).sort()).flatMap(
          (name) => numbers.get(name) ?? [],
        ),
        least: LEAST[kind],
      })),
    }));
    const ids = new Set(this.#all.flatMap(({ means }) => [...means.keys()]));
    this.ids = [...ids].sort((a, b) => a - b);
  }

  /** The next block. */
  look(id: BlockId): void {
    for (const one of this.#all) see(one, id);
  }

  /** Of a series: its reading, and when it is judged; null where it is not. */
  at(i: number): { readonly value: number; readonly time: JudgedTime } | null {
    const { value, time } = this.#all[i]!;
    return time === null ? null : { value, time };
  }

  kindOf(i: number, option: number): ReferenceKind | undefined {
    return this.#all[i]!.options[option]?.kind;
  }

  /** The first of its references of which enough have a reading: which, and those that have one; null where none does. */
  bestOf(i: number): { readonly option: number; readonly of: readonly number[] } | null {
    const own = this.#all[i]!;
    for (const [option, { kind, of, least }] of own.options.entries()) {
      if (kind === 'setpoint') {
        if (own.time?.setpoint != null) return { option, of: NOBODY };
        continue;
      }
      if (of.every((j) => this.#isBeside(j, own))) {
        if (of.length >= least) return { option, of };
        continue;
      }
      const there = of.filter((j) => this.#isBeside(j, own));
      if (there.length >= least) return { option, of: there };
    }
    return null;
  }

  /** Readings of these in the block, null where one has none. */
  readingsOf(i: number, of: readonly number[]): (number | null)[] {
    const own = this.#all[i]!;
    return of.map((j) => (this.#isBeside(j, own) ? this.#all[j]!.value : null));
  }

  /** Whether the other is judged too, in the same phase. */
  #isBeside(j: number, own: Seen): boolean {
    const other = this.#all[j]!;
    return other.time !== null && own.time !== null && other.time.phase === own.time.phase;
  }
}

/** On the arm's time, to the nearest block. */
function blocksEarlier(means: BlockMeans, shift: Micros): BlockMeans {
  const blocks = Math.round(shift / BLOCK_MICROS);
  return blocks === 0 ? means : new Map(Array.from(means, ([id, mean]) => [id - blocks, mean]));
}

/** Of the series of a reference that must have a reading. */
const LEAST: Record<ReferenceKind, number> = {
  twin: 1,
  sensor: 1,
  siblings: LEAST_SIBLINGS,
  ambient: 2,
  setpoint: 0,
};

const NOBODY: readonly number[] = [];

function see(one: Seen, id: BlockId): void {
  one.time = null;
  const value = one.means.get(id);
  if (value === undefined) return;
  const { times } = one.rule;
  const [from, to] = [id * BLOCK_MICROS, (id + 1) * BLOCK_MICROS];
  while (one.next < times.length && times[one.next]!.to < to) one.next += 1;
  const time = times[one.next];
  if (time === undefined || time.from > from) return;
  if (one.stuck.length > 0 && touches(one.stuck, { from, to })) return;
  one.value = value;
  one.time = time;
}

/** Samples of one series in blocks of time, each with its median. */
import { median } from '../../stats/median.ts';
import { acquisitionStatusOf, isGoodMeasurement } from '../telemetry/flags.ts';
import type { Selection } from '../telemetry/selection.ts';
import type { Micros } from '../time.ts';
import { covers, type Interval } from '../timeline/interval.ts';

/** A block that holds at least one sample. */
export interface Block {
  /** Its beginning, a multiple of the blocks' length, on the flight's axis. */
  readonly at: Micros;
  /** Samples that came, whatever they say. */
  readonly received: number;
  /** Those of them that are GOOD and MEASURED, and not of a stuck sensor. */
  readonly good: number;
  /** Of the good ones; null where there is none. */
  readonly median: number | null;
}

export interface BlockRule {
  readonly blockMicros: Micros;
  /** Times of the samples minus this are on the flight's axis. */
  readonly shiftMicros: Micros;
  /** When the sensor was stuck, on the axis of the samples: disjoint and ascending. */
  readonly stuck: readonly Interval[];
}

/** Folds a series piece by piece, in order of time: a block may reach from one piece into the next. */
export class BlockFold {
  readonly #rule: BlockRule;
  readonly #blocks: Block[] = [];
  #at: Micros = Number.NEGATIVE_INFINITY;
  #received = 0;
  #good: number[] = [];

  constructor(rule: BlockRule) {
    this.#rule = rule;
  }

  add({ times, values, flags }: Selection): void {
    const { blockMicros, shiftMicros, stuck } = this.#rule;
    for (let i = 0; i < times.length; i++) {
      const time = times[i]!;
      if (acquisitionStatusOf(flags[i]!) === 'NOT_RECEIVED') continue;
      const at = Math.floor((time - shiftMicros) / blockMicros) * blockMicros;
      if (at !== this.#at) {
        this.#close();
        this.#at = at;
      }
      this.#received += 1;
      if (isGoodMeasurement(flags[i]!) && !covers(stuck, time)) this.#good.push(values[i]!);
    }
  }

  /** Everything that was added, ascending; nothing may be added after. */
  end(): readonly Block[] {
    this.#close();
    return this.#blocks;
  }

  #close(): void {
    if (this.#received === 0) return;
    const middle = median(Float64Array.from(this.#good));
    this.#blocks.push({
      at: this.#at,
      received: this.#received,
      good: this.#good.length,
      median: middle,
    });
    this.#received = 0;
    this.#good = [];
  }
}

/** Whether a block holds at least half of the good samples that the period promises: then its median counts. */
export function isFilled(block: Block | null, blockMicros: Micros, periodMicros: Micros): boolean {
  const expected = Math.max(1, Math.floor(blockMicros / periodMicros));
  return block !== null && block.good > 0 && 2 * block.good >= expected;
}

/**
 * The second look at a file whose rows ascend and step back: finds the rows that a clock wrote after it was reset.
 *
 * A step back by more than a period makes the rows after it suspects. Where one of them, before it leads past the time
 * that had been reached, takes a place that is taken (`remembered-rows.ts`), all of them from the step back on are wrong,
 * up to the row that one long step brings past that time: the clock was set right. A clock that only creeps past it is
 * still behind. Suspects without such a row were sent again, or fill a hole of the file.
 */

import { Refusal } from '../refusal.ts';
import { isoOf, type Micros } from '../time.ts';
import { countText } from '../words/count.ts';
import type { LineStretch } from './corrections.ts';
import type { SurveyedRows } from './file-survey.ts';
import { RememberedRows, RowBudget } from './remembered-rows.ts';

/** Of the file's own median step: what is longer leads back to the right time. */
export const LONG_STEP = 3;
/** 12 bytes each. */
const MOST_REMEMBERED = 2_000_000;
/** A clock that is reset more often tells no time. */
const MOST_RESETS = 10_000;

/** A kind whose rows are to be looked at. */
export interface Suspect {
  readonly kind: number;
  /** A step back that is not longer is jitter. */
  readonly period: Micros;
  /** The file's own median step. */
  readonly step: Micros;
}

export class ResetLook {
  readonly #kinds: ReadonlyMap<number, KindLook>;

  constructor(suspects: readonly Suspect[], remembered = MOST_REMEMBERED) {
    const budget = new RowBudget(remembered);
    this.#kinds = new Map(suspects.map((suspect) => [suspect.kind, new KindLook(suspect, budget)]));
  }

  batch({ rows, times, lines, kinds, values }: SurveyedRows): void {
    for (let row = 0; row < rows; row++) {
      const look = this.#kinds.get(kinds?.[row] ?? 0);
      look?.row(times[row]!, lines[row]!, () => digestOf(values, row));
    }
  }

  /** The rows of wrong clocks. Fails with `time.reset` where there are more stretches of them than can be told. */
  stretches(): readonly LineStretch[] {
    const stretches = [...this.#kinds.values()].flatMap((look) => look.stretches());
    if (stretches.length <= MOST_RESETS) return stretches.sort((a, b) => a.from - b.from);
    const first = Math.min(...stretches.slice(0, MOST_RESETS).map(({ from }) => from));
    throw new Refusal(
      'invalid',
      'time.reset',
      `expected times that ascend, the clock was set back ${countText(stretches.length, 'time')} (first on line ${first}), at most ${MOST_RESETS} can be told apart: nothing was taken in; send the file with the right times`,
      { line: first },
    );
  }
}

/** Since a step back. */
interface Doubt {
  /** The line of the row that stepped back. */
  readonly line: number;
  /** Where it stepped from, and to. */
  readonly reached: Micros;
  readonly to: Micros;
  /** The earliest time before the step: rows before it are older ones that were appended, however near they come. */
  readonly least: Micros;
  /** Whether a row took a place that was taken. */
  isWrong: boolean;
}

class KindLook {
  readonly #suspect: Suspect;
  readonly #seen: RememberedRows;
  readonly #stretches: LineStretch[] = [];
  #last = Number.NaN;
  #least = Number.POSITIVE_INFINITY;
  #doubt: Doubt | null = null;
  /** The next row that is remembered begins a block. */
  #isApart = false;

  constructor(suspect: Suspect, budget: RowBudget) {
    this.#suspect = suspect;
    this.#seen = new RememberedRows(suspect.step, budget);
  }

  row(time: Micros, line: number, values: () => number): void {
    const step = time - this.#last;
    if (-step > this.#suspect.period) this.#stepBack(time, line);
    if (this.#doubt !== null) this.#settle(this.#doubt, time, line, step, values);
    if (this.#doubt === null) this.#remember(time, values());
    this.#last = time;
  }

  stretches(): readonly LineStretch[] {
    const open = this.#doubt?.isWrong ? [this.#stretchOf(this.#doubt, Number.POSITIVE_INFINITY)] : [];
    return [...this.#stretches, ...open];
  }

  #stepBack(time: Micros, line: number): void {
    this.#isApart = true;
    if (this.#doubt?.isWrong) return;
    this.#doubt = { line, reached: this.#last, to: time, least: this.#least, isWrong: false };
  }

  /** Judges the row of a doubt; the doubt is over where the row leads past the time that had been reached. */
  #settle(doubt: Doubt, time: Micros, line: number, step: Micros, values: () => number): void {
    const leadsPast = time > doubt.reached;
    if (doubt.isWrong) {
      if (!leadsPast || time - step > doubt.reached || step <= LONG_STEP * this.#suspect.step) return;
      this.#stretches.push(this.#stretchOf(doubt, line));
      this.#doubt = null;
    } else if (leadsPast) this.#doubt = null;
    else {
      const digest = values();
      const standing = time < doubt.least ? 'FREE' : this.#seen.standingOf(time, digest);
      if (standing === 'TAKEN') doubt.isWrong = true;
      else if (standing === 'FREE') this.#remember(time, digest);
    }
  }

  #remember(time: Micros, values: number): void {
    this.#seen.add(time, values, this.#isApart);
    this.#isApart = false;
    this.#least = Math.min(this.#least, time);
  }

  #stretchOf({ line, reached, to: back }: Doubt, to: number): LineStretch {
    return {
      kind: this.#suspect.kind,
      from: line,
      to,
      code: 'time.reset',
      message: `on line ${line} the clock stepped back from ${isoOf(reached)} to ${isoOf(back)}, where the file already has other rows: expected times that ascend; nothing is read until one long step leads past ${isoOf(reached)}`,
    };
  }
}

const word = new DataView(new ArrayBuffer(8));

/** 32 bits of the row's values; an empty cell is one too. */
function digestOf(values: readonly Float64Array[], row: number): number {
  let digest = 0;
  for (const column of values) {
    word.setFloat64(0, column[row]!);
    digest = Math.imul(digest ^ word.getInt32(0), 0x9e3779b1);
    digest = Math.imul(digest ^ (digest >>> 15) ^ word.getInt32(4), 0x85ebca6b);
    digest ^= digest >>> 13;
  }
  return digest;
}

/**
 * The second look at a file whose rows ascend and step back: finds the rows that a clock wrote after it was reset.
 *
 * A step back by more than a period makes the rows after it suspects. Where one of them, before it leads past the time
 * that had been reached, takes a place that is taken (`remembered-rows.ts`), all of them from the step back on are wrong,
 * up to the row that one long step brings past that time: the clock was set right. A clock that only creeps past it is
 * still behind. Suspects without such a row were sent again, or fill a hole of the file. A row that is somewhat near to
 * others, or has none of their cells, is in its place where rows of its stretch were sent again: the first time it was
 * lost.
 */

import { Refusal } from '../refusal.ts';
import { isoOf, type Micros } from '../time.ts';
import { countText } from '../words/count.ts';
import type { LineStretch } from './corrections.ts';
import type { SurveyedRows } from './file-survey.ts';
import { RememberedRows, RowBudget } from './remembered-rows.ts';
import { RowPrints } from './row-prints.ts';

/** Of the file's own median step: what is longer leads back to the right time. */
export const LONG_STEP = 3;
/** Of the rows that are remembered: each has a time and the print of its cells. */
const MOST_BYTES = 24_000_000;
const TIME_BYTES = 8;
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
  readonly #prints: RowPrints;
  readonly #print: Uint8Array;

  /** `columns` are all that the source knows; a file may have fewer of them, or fewer from some header on. */
  constructor(suspects: readonly Suspect[], columns: readonly string[], mostBytes = MOST_BYTES) {
    this.#prints = new RowPrints(columns);
    const { bytes } = this.#prints;
    this.#print = new Uint8Array(bytes);
    const budget = new RowBudget(Math.floor(mostBytes / (TIME_BYTES + bytes)));
    this.#kinds = new Map(suspects.map((suspect) => [suspect.kind, new KindLook(suspect, bytes, budget)]));
  }

  batch(batch: SurveyedRows): void {
    const { rows, times, lines, kinds } = batch;
    for (let row = 0; row < rows; row++) {
      const look = this.#kinds.get(kinds?.[row] ?? 0);
      look?.row(times[row]!, lines[row]!, () => this.#printOf(batch, row));
    }
  }

  /** To be used before the next is asked for. */
  #printOf(batch: SurveyedRows, row: number): Uint8Array {
    this.#prints.write(this.#print, batch, row);
    return this.#print;
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
  /** Whether a row was sent again. */
  hasAgain: boolean;
  /** Whether a row is somewhat near to others, or has none of their cells. */
  hasNear: boolean;
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

  constructor(suspect: Suspect, printBytes: number, budget: RowBudget) {
    this.#suspect = suspect;
    this.#seen = new RememberedRows(suspect.step, printBytes, budget);
  }

  row(time: Micros, line: number, print: () => Uint8Array): void {
    const step = time - this.#last;
    if (-step > this.#suspect.period) this.#stepBack(time, line);
    if (this.#doubt !== null) this.#settle(this.#doubt, time, line, step, print);
    if (this.#doubt === null) this.#remember(time, print());
    this.#last = time;
  }

  stretches(): readonly LineStretch[] {
    if (this.#doubt === null || !isWrong(this.#doubt)) return this.#stretches;
    return [...this.#stretches, this.#stretchOf(this.#doubt, Number.POSITIVE_INFINITY)];
  }

  #stepBack(time: Micros, line: number): void {
    this.#isApart = true;
    if (this.#doubt !== null && isWrong(this.#doubt)) return;
    const nothing = { isWrong: false, hasAgain: false, hasNear: false };
    this.#doubt = { line, reached: this.#last, to: time, least: this.#least, ...nothing };
  }

  /** Judges the row of a doubt; the doubt is over where the row leads past the time that had been reached. */
  #settle(doubt: Doubt, time: Micros, line: number, step: Micros, print: () => Uint8Array): void {
    const leadsPast = time > doubt.reached;
    if (doubt.isWrong || (leadsPast && isWrong(doubt))) {
      if (!leadsPast || time - step > doubt.reached || step <= LONG_STEP * this.#suspect.step) return;
      this.#stretches.push(this.#stretchOf(doubt, line));
      this.#doubt = null;
    } else if (leadsPast) this.#doubt = null;
    else {
      const own = print();
      const standing = time < doubt.least ? 'FREE' : this.#seen.standingOf(time, own);
      if (standing === 'TAKEN') doubt.isWrong = true;
      else if (standing === 'AGAIN') doubt.hasAgain = true;
      else this.#remember(time, own);
      if (standing === 'NEAR') doubt.hasNear = true;
    }
  }

  #remember(time: Micros, print: Uint8Array): void {
    this.#seen.add(time, print, this.#isApart);
    this.#isApart = false;
    this.#least = Math.min(this.#least, time);
  }

  #stretchOf({ line, reached, to: back }: Doubt, to: number): LineStretch {
    return {
      kind: this.#suspect.kind,
      from: line,
      to,
      code: 'time.reset',
      message: `on line ${line} the clock stepped back from ${isoOf(reached)} to ${isoOf(back)}, where the file already has other rows: expected times that ascend; nothing is read until one long step leads past ${isoOf(reached)}. If the rows before line ${line} are the wrong ones, send the file without them`,
    };
  }
}

function isWrong(doubt: Doubt): boolean {
  return doubt.isWrong || (doubt.hasNear && !doubt.hasAgain);
}

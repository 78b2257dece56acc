/**
 * What is noted while the rows of a file pass, so that the file can be judged as a whole at its end (`judge-file.ts`).
 * Memory is bounded by the number of kinds, and a row costs about a nanosecond.
 */
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { ColumnSteps, type RowsOfColumns } from './column-steps.ts';
import { DayCounts } from './day-counts.ts';
import { StepSketches } from './step-sketches.ts';
import { TimeTexts } from './time-texts.ts';

const FIRST_BACKS = 4;
const HALF_DAY = 12 * 3600 * MICROS_PER_SECOND;

export interface SurveyedRows extends RowsOfColumns {
  /** Names of the columns, the same in every batch. */
  readonly columns: readonly string[];
  readonly lines: Float64Array;
}

/** A row that stands earlier in time than the row before it of its kind. */
export interface StepBack {
  readonly line: number;
  readonly from: Micros;
  readonly to: Micros;
}

/** What was noted of the rows of one kind: the series of a long table, or the rows of a wide one. */
export interface KindFacts {
  readonly kind: number;
  readonly rows: number;
  readonly stepsBack: number;
  /** The first few. */
  readonly firstBacks: readonly StepBack[];
  /** The longest step back to a time that is not before everything so far; 0 where there is none. */
  readonly deepestBack: Micros;
  /** The shortest step that a step back would be with 12 h more; null where none would lead forwards. */
  readonly halfDayStep: Micros | null;
  /** The median of the steps forward; null where there is none. */
  readonly step: Micros | null;
}

/** Steps forward, and their median. */
export interface StepsSeen {
  readonly step: Micros;
  readonly steps: number;
}

export class FileSurvey {
  /** Kinds below this have room. */
  #room = 0;
  /** NaN before the first row of a kind. */
  #last = new Float64Array(0);
  /** The earliest time that a kind had before its last step back. */
  #least = new Float64Array(0);
  readonly #steps = new StepSketches();
  readonly #backs = new Map<number, Backs>();
  readonly days = new DayCounts();
  readonly #columnSteps = new ColumnSteps();
  #columns: readonly string[] = [];
  readonly texts = new TimeTexts();

  /** The columns of the rows that were noted. */
  get columns(): readonly string[] {
    return this.#columns;
  }

  /** The median step of a column's values in rows of a kind, which may be further apart than the rows. */
  stepsOf({ kind, rows, stepsBack, step }: KindFacts, column: number): StepsSeen | null {
    const rowSteps = step === null ? null : { step, steps: rows - 1 - stepsBack };
    return this.#columnSteps.median(kind, column, this.#columns.length) ?? rowSteps;
  }

  batch(batch: SurveyedRows): void {
    const { rows, times, lines, kinds } = batch;
    this.#columns = batch.columns;
    this.#columnSteps.batch(batch);
    this.days.batch(rows, times);
    if (kinds === null) this.#wide(rows, times, lines);
    else this.#long(rows, times, lines, kinds);
  }

  /** One entry a kind that has rows. */
  facts(): readonly KindFacts[] {
    return Array.from(this.#last, (last, kind) => (Number.isNaN(last) ? [] : this.#factsOf(kind))).flat();
  }

  #factsOf(kind: number): KindFacts {
    const backs = this.#backs.get(kind);
    const stepsBack = backs?.count ?? 0;
    return {
      kind,
      rows: 1 + this.#steps.count(kind) + stepsBack,
      stepsBack,
      firstBacks: backs?.first ?? [],
      deepestBack: backs?.deepest ?? 0,
      halfDayStep: backs?.halfDayStep ?? null,
      step: this.#steps.median(kind),
    };
  }

  #wide(rows: number, times: Float64Array, lines: Float64Array): void {
    if (this.#room === 0) this.#grow(0);
    const steps = this.#steps;
    let last = this.#last[0]!;
    let wait = steps.wait[0]!;
    for (let row = 0; row < rows; row++) {
      const time = times[row]!;
      const step = time - last;
      if (!(step >= 0)) this.#stepBack(0, last, time, lines[row]!);
      else if (--wait === 0) {
        steps.take(0, step);
        wait = steps.wait[0]!;
      }
      last = time;
    }
    this.#last[0] = last;
    steps.wait[0] = wait;
  }

  #long(rows: number, times: Float64Array, lines: Float64Array, kinds: Uint16Array): void {
    const steps = this.#steps;
    // Not through the fields, which are looked up anew for each row.
    let [lasts, waits, room] = [this.#last, steps.wait, this.#room];
    for (let row = 0; row < rows; row++) {
      const kind = kinds[row]!;
      if (kind >= room) {
        this.#grow(kind);
        [lasts, waits, room] = [this.#last, steps.wait, this.#room];
      }
      const time = times[row]!;
      const last = lasts[kind]!;
      lasts[kind] = time;
      const step = time - last;
      if (!(step >= 0)) this.#stepBack(kind, last, time, lines[row]!);
      else if (--waits[kind]! === 0) steps.take(kind, step);
    }
  }

  /** Makes room for the kind, and for as many again. */
  #grow(kind: number): void {
    this.#room = 2 ** Math.ceil(Math.log2(kind + 1));
    this.#last = grown(this.#last, this.#room);
    this.#least = grown(this.#least, this.#room);
    this.#steps.grow(this.#room);
  }

  /** Also called for the first row of a kind, before which there is no time. */
  #stepBack(kind: number, last: Micros, time: Micros, line: number): void {
    const least = this.#least[kind]!;
    if (!(time >= least)) this.#least[kind] = time;
    if (Number.isNaN(last)) return;
    const step = last - time;
    let backs = this.#backs.get(kind);
    if (backs === undefined) {
      backs = { count: 0, first: [], deepest: 0, halfDayStep: null };
      this.#backs.set(kind, backs);
    }
    backs.count++;
    if (backs.count <= FIRST_BACKS) backs.first.push({ line, from: last, to: time });
    if (time >= least) backs.deepest = Math.max(backs.deepest, step);
    if (step < HALF_DAY) backs.halfDayStep = Math.min(backs.halfDayStep ?? HALF_DAY, HALF_DAY - step);
  }
}

interface Backs {
  count: number;
  readonly first: StepBack[];
  deepest: Micros;
  halfDayStep: Micros | null;
}

function grown(before: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const after = new Float64Array(length).fill(Number.NaN);
  after.set(before);
  return after;
}

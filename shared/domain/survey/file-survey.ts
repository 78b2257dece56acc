/**
 * What is noted while the rows of a file pass, so that the file can be judged as a whole at its end (`judge-file.ts`).
 * Memory is bounded by the number of kinds, and a row costs some nanoseconds.
 */
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { ColumnSteps, type RowsOfColumns } from './column-steps.ts';
import { DayCounts } from './day-counts.ts';
import { StepSketches } from './step-sketches.ts';
import { TimeTexts } from './time-texts.ts';

const FIRST_BACKS = 4;
/** Where so many steps lead back, and one in eight, the rows of a kind follow no clock. */
const RESTLESS = 256;
/** Batches of which all steps are looked at; then, per so many, twice as many that ascend are passed over. */
const BATCHES = 16;
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
  /**
   * The longest step back to a time that is not before everything so far, or whose rows went on to such a time; 0 where
   * there is none.
   */
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
  #rows = new Float64Array(0);
  /** NaN before the first row of a kind. */
  #last = new Float64Array(0);
  /** The earliest time that a kind had before its last step back. */
  #least = new Float64Array(0);
  #backs = new Float64Array(0);
  #deepest = new Float64Array(0);
  #halfDaySteps = new Float64Array(0);
  /** Of the last step back to before everything: where that had begun (NaN where there is none), and how long it was. */
  #begun = new Float64Array(0);
  #beforeAll = new Float64Array(0);
  readonly #firstBacks = new Map<number, readonly StepBack[]>();
  readonly #steps = new StepSketches();
  /** The latest time of all kinds. */
  #reached = Number.NEGATIVE_INFINITY;
  #batches = 0;
  #toPass = 0;
  /** Whether no kind follows a clock, as in a shuffled file: then batches are sampled. */
  #isRestless = false;
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
    const ascends = rows > 0 && times[0]! >= this.#reached && isAscending(rows, times);
    this.days.batch(rows, times, lines, ascends);
    const isSampled = this.#toPass === 0;
    this.#toPass = isSampled ? 2 ** Math.floor(this.#batches++ / BATCHES) - 1 : this.#toPass - 1;
    // Where all rows ascend, the rows of each kind do; their steps are looked at in some batches.
    if (ascends && !isSampled) this.#pass(rows, times, kinds);
    else if (isSampled || !this.#isRestless || this.#hasNew(rows, kinds))
      this.#look(rows, times, lines, kinds);
    if (isSampled) this.#isRestless = this.#rows.every((count, kind) => count === 0 || this.#restless(kind));
  }

  /** Whether the rows of a kind follow no clock: then one more step back says nothing. */
  #restless(kind: number): boolean {
    return this.#backs[kind]! >= RESTLESS && 8 * this.#backs[kind]! >= this.#rows[kind]!;
  }

  /** Whether there is a row of a kind that none was of. */
  #hasNew(rows: number, kinds: Uint16Array | null): boolean {
    const counts = this.#rows;
    for (let row = 0; kinds !== null && row < rows; row++) if (!(counts[kinds[row]!]! > 0)) return true;
    return false;
  }

  /** One entry a kind that has rows. */
  facts(): readonly KindFacts[] {
    return Array.from(this.#rows, (rows, kind) => (rows === 0 ? [] : this.#factsOf(kind, rows))).flat();
  }

  #factsOf(kind: number, rows: number): KindFacts {
    this.#closeBeforeAll(kind, this.#last[kind]!);
    const halfDayStep = this.#halfDaySteps[kind]!;
    return {
      kind,
      rows,
      stepsBack: this.#backs[kind]!,
      firstBacks: this.#firstBacks.get(kind) ?? [],
      deepestBack: this.#deepest[kind]!,
      halfDayStep: halfDayStep === Number.POSITIVE_INFINITY ? null : halfDayStep,
      step: this.#steps.median(kind),
    };
  }

  /** Rows that ascend, and stand after all before them. */
  #pass(rows: number, times: Float64Array, kinds: Uint16Array | null): void {
    this.#reached = times[rows - 1]!;
    if (kinds === null) {
      this.#last[0] = this.#reached;
      this.#rows[0]! += rows;
      return;
    }
    const cycle = cycleOf(kinds, rows);
    const rounds = Math.floor(rows / cycle);
    const more = rows % cycle;
    // Not through the fields, which are looked up anew for each row.
    let [counts, room] = [this.#rows, this.#room];
    for (let row = 0; row < cycle; row++) {
      const kind = kinds[row]!;
      if (kind >= room) {
        this.#grow(kind);
        [counts, room] = [this.#rows, this.#room];
      }
      const count = counts[kind]!;
      if (count === 0) this.#least[kind] = times[row]!;
      counts[kind] = count + (row < more ? rounds + 1 : rounds);
    }
    const lasts = this.#last;
    for (let row = rows - cycle; row < rows; row++) lasts[kinds[row]!] = times[row]!;
  }

  #look(rows: number, times: Float64Array, lines: Float64Array, kinds: Uint16Array | null): void {
    if (this.#room === 0) this.#grow(0);
    const steps = this.#steps;
    let [counts, lasts, waits, room] = [this.#rows, this.#last, steps.wait, this.#room];
    let reached = this.#reached;
    for (let row = 0; row < rows; row++) {
      const kind = kinds === null ? 0 : kinds[row]!;
      if (kind >= room) {
        this.#grow(kind);
        [counts, lasts, waits, room] = [this.#rows, this.#last, steps.wait, this.#room];
      }
      const time = times[row]!;
      if (time > reached) reached = time;
      const last = lasts[kind]!;
      lasts[kind] = time;
      counts[kind]!++;
      const step = time - last;
      if (!(step >= 0)) this.#stepBack(kind, last, time, lines[row]!);
      else if (--waits[kind]! === 0) steps.take(kind, step);
    }
    this.#reached = reached;
  }

  /** Makes room for the kind, and for as many again. */
  #grow(kind: number): void {
    const room = 2 ** Math.ceil(Math.log2(kind + 1));
    this.#room = room;
    this.#rows = grown(this.#rows, room, 0);
    this.#last = grown(this.#last, room, Number.NaN);
    this.#least = grown(this.#least, room, Number.NaN);
    this.#backs = grown(this.#backs, room, 0);
    this.#deepest = grown(this.#deepest, room, 0);
    this.#halfDaySteps = grown(this.#halfDaySteps, room, Number.POSITIVE_INFINITY);
    this.#begun = grown(this.#begun, room, Number.NaN);
    this.#beforeAll = grown(this.#beforeAll, room, 0);
    this.#steps.grow(room);
  }

  /** Also called for the first row of a kind, before which there is no time. */
  #stepBack(kind: number, last: Micros, time: Micros, line: number): void {
    const least = this.#least[kind]!;
    const isCovered = time >= least;
    if (!isCovered) this.#least[kind] = time;
    if (Number.isNaN(last)) return;
    const step = last - time;
    const count = ++this.#backs[kind]!;
    this.#closeBeforeAll(kind, last);
    if (isCovered) this.#deepest[kind] = Math.max(this.#deepest[kind]!, step);
    this.#begun[kind] = isCovered ? Number.NaN : least;
    this.#beforeAll[kind] = step;
    const halfDayStep = HALF_DAY - step;
    if (halfDayStep > 0 && halfDayStep < this.#halfDaySteps[kind]!) this.#halfDaySteps[kind] = halfDayStep;
    if (count > FIRST_BACKS) return;
    const back = { line, from: last, to: time };
    this.#firstBacks.set(kind, [...(this.#firstBacks.get(kind) ?? []), back]);
  }

  /** The rows after a step back to before everything have come to `last`. */
  #closeBeforeAll(kind: number, last: Micros): void {
    if (last >= this.#begun[kind]!)
      this.#deepest[kind] = Math.max(this.#deepest[kind]!, this.#beforeAll[kind]!);
  }
}

/** Rows after which the kinds come again as they came, as those of one instant do in each of the next; else all rows. */
function cycleOf(kinds: Uint16Array, rows: number): number {
  let cycle = 1;
  while (cycle < rows && kinds[cycle] !== kinds[0]) cycle++;
  for (let row = cycle; row < rows; row++) if (kinds[row] !== kinds[row - cycle]) return rows;
  return cycle;
}

function isAscending(rows: number, times: Float64Array): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < rows; row++) {
    const time = times[row]!;
    if (time < before) return false;
    before = time;
  }
  return true;
}

function grown(before: Float64Array, length: number, filling: number): Float64Array<ArrayBuffer> {
  const after = new Float64Array(length).fill(filling);
  after.set(before);
  return after;
}

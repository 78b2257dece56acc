import type { FileSurvey } from '../../domain/survey/file-survey.ts';
import type { Micros } from '../../domain/time.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { CR } from './bytes.ts';
import { excerptOf } from './excerpt.ts';
import type { Layout } from './layout.ts';
import { explainNumber, readNumberCell } from './number.ts';
import { Outbox } from './outbox.ts';
import { type ReadEvent, type ReadPlan, type ReadSummary, UNMAPPED } from './reading.ts';
import type { RowBatch } from './row-batch.ts';
import type { RowCells } from './row-cells.ts';
import { RowKinds } from './row-kinds.ts';
import { NO_VALUE, type RowProblem, twice, unendedCell, unknownWord, unmapped } from './row-problems.ts';
import { KEY_SLOT, TIME_SLOT } from './slots.ts';
import { timeCell } from './time-cell.ts';

/** Uses of a cell that leave a row without sense where its last characters are missing. */
const UNSURE: ReadonlySet<number> = new Set([TIME_SLOT, KEY_SLOT]);

/** Of a cell that is looked up as a word. */
const MOST_WORD_BYTES = 1024;

/** Texts that no format reads; others are times, of a clock that is wrong or set back. */
const NO_TIME: ReadonlySet<string> = new Set(['time.unreadable', 'time.offset-missing']);

/** How far the reading of the file has come. */
export interface Progress {
  /** The line of the row to come. */
  line: number;
  /** Rows met, readable or not. */
  rows: number;
  /** Lines that hold nothing. */
  blank: number;
}

export interface SplitRow {
  readonly bytes: Uint8Array;
  readonly cells: RowCells;
  /** The text of the whole row. */
  readonly text: Uint8Array;
  /** The cell that the file ends within, without a line end; null where none is. */
  readonly unended: number | null;
}

/** What is wrong with a row as a whole, though its time can be read. */
export interface Doubt extends RowProblem {
  /** The header of the cell that shows it. */
  readonly column: string;
}

export interface JudgeRules {
  readonly layout: Layout;
  readonly reader: TimeReader;
  readonly kindOf: (texts: readonly string[]) => number;
  readonly wordsAt: ReadPlan['wordsAt'];
  readonly decimal: '.' | ',';
  /** Whether a source says the decimal sign of such files. */
  readonly isDecimalDeclared: boolean;
  /** Between the key texts where a reject quotes them. */
  readonly delimiter: string;
  /** Told of each text that is no time. */
  readonly survey: FileSurvey;
  /** Asked of each row that is to be taken; null where it may be. Absent: all may. */
  readonly doubtOf?: (bytes: Uint8Array, cells: RowCells, time: Micros) => Doubt | null;
}

/**
 * Judges rows whose cells are told apart, the same for every format: takes their readings into the batch and their
 * labels as events, and says of all else what is wrong with it.
 */
export class RowJudge {
  readonly progress: Progress;
  readonly outbox = new Outbox();
  /** The sample that the file ends within, if there is one. */
  unended: { readonly line: number; readonly column: string } | null = null;
  private batch: RowBatch;
  private layout: Layout;
  private readonly rules: JudgeRules;
  private readonly decimal: number;
  private readonly kinds: RowKinds;

  constructor(rules: JudgeRules, batch: RowBatch, progress: Progress) {
    this.rules = rules;
    this.layout = rules.layout;
    this.batch = batch;
    this.progress = progress;
    this.decimal = rules.decimal.charCodeAt(0);
    this.kinds = new RowKinds(rules.kindOf);
  }

  /** The rows to come are laid out otherwise and go into another batch. */
  turnTo(layout: Layout, batch: RowBatch): void {
    this.layout = layout;
    this.batch = batch;
  }

  unmappedKeys(): ReadSummary['unmappedKeys'] {
    return this.kinds.unmapped();
  }

  /** Whether something has to be handed over before the next row. */
  isWaiting(): boolean {
    return this.batch.isFull() || this.outbox.isFull();
  }

  /**
   * Takes or rejects the row, and answers the kind that its keys give it. What a row without a sure time or key speaks
   * of is not known: it is rejected.
   */
  judge(row: SplitRow): number {
    const { keys, time, slots, header } = this.layout;
    const { bytes, cells, unended } = row;
    if (unended !== null && UNSURE.has(slots[unended]!)) {
      this.rejectRow(unendedCell(header[unended]!), header[unended]!, row.text);
      return UNMAPPED;
    }
    if (keys.some((key) => this.isRejectedTwice(row, key))) return UNMAPPED;
    const kind = this.kindOfRow(row);
    if (kind < 0 || this.isRejectedTwice(row, time)) return kind;
    const text = timeCell(bytes, cells, time);
    const at = this.rules.reader.read(text, 0, text.length);
    const doubt = at < 0 ? null : (this.rules.doubtOf?.(bytes, cells, at) ?? null);
    if (at < 0) this.rejectTime(text, row.text);
    else if (doubt !== null) this.rejectRow(doubt, doubt.column, row.text);
    else this.takeCells(row, at, kind);
    return kind;
  }

  /** One reject that costs a sample for each mapped column that the file has. */
  rejectRow(problem: RowProblem, column: string | null, text: Uint8Array): void {
    const shown = text.at(-1) === CR ? text.subarray(0, -1) : text;
    this.reject(problem, column, shown, this.layout.columns.length);
  }

  private isRejectedTwice(
    { cells, text }: SplitRow,
    { index, header }: { readonly index: number; readonly header: string },
  ): boolean {
    if (!cells.isTwice(index)) return false;
    this.rejectRow(twice(header), header, text);
    return true;
  }

  /** The kind that the keys give the row; a negative one when it was dealt with, ignored or rejected. */
  private kindOfRow({ bytes, cells }: SplitRow): number {
    const { keys } = this.layout;
    if (keys.length === 0) return 0;
    const texts = keys.map(({ index }) => cells.cell(bytes, index));
    const kind = this.kinds.ofCells(texts);
    if (kind === UNMAPPED) this.rejectUnmapped(cells, texts);
    return kind;
  }

  /** Takes the values and the event of a row whose kind and time are known. */
  private takeCells(row: SplitRow, time: Micros, kind: number): void {
    const { bytes, cells, unended } = row;
    const { slots, columns, emptyIsReject } = this.layout;
    let readings = 0;
    let filled = 0;
    slots.forEach((slot, index) => {
      if (slot < 0) return;
      if (cells.isTwice(index)) this.rejectTwice(row, index);
      else if (cells.lengthOf(index) === 0) return;
      else if (this.takeValue(cells.cell(bytes, index), slot, kind, time)) {
        readings++;
        if (index === unended) this.takeUnended(slot);
      }
      filled++;
    });
    if (!this.takeEvent(row, { time, kind }) && emptyIsReject && filled === 0) {
      this.rules.survey.texts.readable(1);
      this.rejectRow(NO_VALUE, columns[0]!, row.text);
      return;
    }
    this.batch.commit(time, this.progress.line, kind, readings);
  }

  /** True where the cell, which is not empty, holds a reading; else it is rejected. */
  private takeValue(cell: Uint8Array, slot: number, kind: number, time: Micros): boolean {
    const { values, row } = this.batch;
    const { layout } = this;
    const { decimal, isDecimalDeclared, wordsAt } = this.rules;
    const column = values[slot]!;
    if (readNumberCell(cell, this.decimal, column, row)) return true;
    const header = layout.columns[slot]!;
    const words = wordsAt?.(kind, header, time) ?? null;
    column[row] = words?.get(textOf(cell)) ?? Number.NaN;
    if (!Number.isNaN(column[row])) return true;
    const problem = explainNumber(cell, decimal, isDecimalDeclared);
    const isNoWord = words !== null && problem.code === 'value.not-a-number';
    this.reject(isNoWord ? unknownWord(words.keys()) : problem, header, cell, 1);
    return false;
  }

  private takeUnended(slot: number): void {
    this.batch.unended = slot;
    this.unended = { line: this.progress.line, column: this.layout.columns[slot]! };
  }

  /** True where the row has a label. */
  private takeEvent({ bytes, cells, unended }: SplitRow, of: Pick<ReadEvent, 'time' | 'kind'>): boolean {
    const { event } = this.layout;
    if (event === null) return false;
    const { index, header } = event;
    const label = cells.cell(bytes, index);
    if (cells.isTwice(index)) this.reject(twice(header), header, label, 0);
    // An event that is recorded never changes its name.
    else if (label.length > 0 && index === unended) this.reject(unendedCell(header), header, label, 0);
    else if (label.length > 0) this.outbox.event({ ...of, line: this.progress.line, text: excerptOf(label) });
    return label.length > 0;
  }

  private rejectTwice({ bytes, cells }: SplitRow, index: number): void {
    const header = this.layout.header[index]!;
    this.reject(twice(header), header, cells.cell(bytes, index), 1);
  }

  /** Costs each value that is there, and a row without any costs one: it said something. */
  private rejectUnmapped(cells: RowCells, keys: readonly Uint8Array[]): void {
    const { layout } = this;
    const { delimiter } = this.rules;
    let filled = 0;
    layout.slots.forEach((slot, index) => {
      if (slot >= 0 && (cells.lengthOf(index) > 0 || cells.isTwice(index))) filled++;
    });
    const text = keys.map((key) => excerptOf(key)).join(delimiter);
    const problem = unmapped(layout.keys.map(({ header }) => header));
    this.reject(problem, null, new TextEncoder().encode(text), Math.max(1, filled));
  }

  private rejectTime(time: Uint8Array, row: Uint8Array): void {
    const { header } = this.layout.time;
    const { reader, survey } = this.rules;
    const { code, message, isMisfit = false } = reader.explain(time, 0, time.length);
    if (!NO_TIME.has(code)) survey.texts.readable(1);
    else if (time.length > 0) survey.texts.unreadable(isMisfit, this.progress.line, excerptOf(time));
    if (time.length > 0) this.rejectRow({ code, message }, header, time);
    else this.rejectRow({ code, message: 'the row has no time' }, header, row);
  }

  private reject(problem: RowProblem, column: string | null, text: Uint8Array, samples: number): void {
    this.outbox.reject(problem, { line: this.progress.line, column, samples }, text);
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A long cell is no word: it is not decoded to find that out. */
function textOf(cell: Uint8Array): string {
  return cell.length > MOST_WORD_BYTES ? '' : decoder.decode(cell);
}

import type { FileSurvey } from '../../domain/survey/file-survey.ts';
import type { Micros } from '../../domain/time.ts';
import { listText } from '../../domain/words/list.ts';
import type { TimeReader } from '../time/compile-time-formats.ts';
import { CUT_OFF } from './broken-off.ts';
import { CR } from './bytes.ts';
import { excerptOf } from './excerpt.ts';
import type { Layout } from './layout.ts';
import { explainNumber, readNumberCell } from './number.ts';
import { type ReadEvent, type ReadPlan, type ReadSummary, type Reject, UNMAPPED } from './reading.ts';
import type { RowBatch } from './row-batch.ts';
import { RowKinds } from './row-kinds.ts';
import { KEY_SLOT, TIME_SLOT } from './slots.ts';

/** Uses of a cell that leave a row without sense where its last characters are missing. */
const UNSURE: ReadonlySet<number> = new Set([TIME_SLOT, KEY_SLOT]);

/** Rejects, or events, that may wait to be handed over. */
const MOST_WAITING = 1000;

/** Of a cell that is looked up as a word, and of words that a message names. */
const MOST_WORD_BYTES = 1024;
const MOST_WORDS_LISTED = 10;

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

/** The cells of one row, by the columns of the layout; blanks around a cell are left out. */
export interface RowCells {
  /** 0 where the cell is empty or the row does not have it. */
  lengthOf(index: number): number;
  cell(bytes: Uint8Array, index: number): Uint8Array;
  /** Whether the row has the cell more than once, so that nobody can tell which is meant. */
  isTwice(index: number): boolean;
}

/** What is wrong with a row as a whole, though its time can be read. */
export interface Doubt {
  readonly code: string;
  readonly message: string;
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
  /** The sample that the file ends within, if there is one. */
  unended: { readonly line: number; readonly column: string } | null = null;
  private batch: RowBatch;
  private layout: Layout;
  private readonly rules: JudgeRules;
  private readonly decimal: number;
  private readonly kinds: RowKinds;
  private rejects: Reject[] = [];
  private events: ReadEvent[] = [];

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

  takeRejects(): readonly Reject[] {
    const { rejects } = this;
    if (rejects.length > 0) this.rejects = [];
    return rejects;
  }

  takeEvents(): readonly ReadEvent[] {
    const { events } = this;
    if (events.length > 0) this.events = [];
    return events;
  }

  /** Whether something has to be handed over before the next row. */
  isWaiting(): boolean {
    return this.batch.isFull() || this.rejects.length >= MOST_WAITING || this.events.length >= MOST_WAITING;
  }

  /**
   * Takes or rejects the row, and answers the kind that its keys give it; `line` is its text, `unended` the cell that
   * the file ends within. What a row without a sure time or key speaks of is not known: it is rejected.
   */
  judge(bytes: Uint8Array, cells: RowCells, line: Uint8Array, unended: number | null = null): number {
    const { layout } = this;
    const { reader } = this.rules;
    if (unended !== null && UNSURE.has(layout.slots[unended]!)) {
      this.rejectRow(CUT_OFF, unendedText(layout.header[unended]!), layout.header[unended]!, line);
      return UNMAPPED;
    }
    if (layout.keys.some(({ index, header }) => this.isRejectedTwice(cells, index, header, line)))
      return UNMAPPED;
    const kind = this.kindOfRow(bytes, cells);
    if (kind < 0 || this.isRejectedTwice(cells, layout.time.index, layout.time.header, line)) return kind;
    const timeCell = cells.cell(bytes, layout.time.index);
    const time = reader.read(timeCell, 0, timeCell.length);
    if (time < 0) this.rejectTime(timeCell, line);
    else this.takeUndoubted(bytes, cells, time, kind, line, unended);
    return kind;
  }

  /** One reject that costs a sample for each mapped column that the file has. */
  rejectRow(code: string, message: string, column: string | null, text: Uint8Array): void {
    const line = text.at(-1) === CR ? text.subarray(0, -1) : text;
    this.reject({ code, message }, column, line, this.layout.columns.length);
  }

  private isRejectedTwice(cells: RowCells, index: number, header: string, line: Uint8Array): boolean {
    if (!cells.isTwice(index)) return false;
    const { code, message } = twice(header);
    this.rejectRow(code, message, header, line);
    return true;
  }

  /** The kind that the keys give the row; a negative one when it was dealt with, ignored or rejected. */
  private kindOfRow(bytes: Uint8Array, cells: RowCells): number {
    const { keys } = this.layout;
    if (keys.length === 0) return 0;
    const texts = keys.map(({ index }) => cells.cell(bytes, index));
    const kind = this.kinds.ofCells(texts);
    if (kind === UNMAPPED) this.rejectUnmapped(cells, texts);
    return kind;
  }

  private takeUndoubted(
    bytes: Uint8Array,
    cells: RowCells,
    time: number,
    kind: number,
    line: Uint8Array,
    unended: number | null,
  ): void {
    const doubt = this.rules.doubtOf?.(bytes, cells, time) ?? null;
    if (doubt === null) this.takeCells(bytes, cells, time, kind, line, unended);
    else this.rejectRow(doubt.code, doubt.message, doubt.column, line);
  }

  /** Takes the values and the event of a row whose kind and time are known. */
  private takeCells(
    bytes: Uint8Array,
    cells: RowCells,
    time: number,
    kind: number,
    line: Uint8Array,
    unended: number | null,
  ): void {
    const { layout } = this;
    let readings = 0;
    let filled = 0;
    layout.slots.forEach((slot, index) => {
      if (slot < 0) return;
      if (cells.isTwice(index)) this.rejectTwice(bytes, cells, index);
      else if (cells.lengthOf(index) === 0) return;
      else if (this.takeValue(cells.cell(bytes, index), slot, kind, time)) {
        readings++;
        if (index === unended) this.takeUnended(slot);
      }
      filled++;
    });
    if (!this.takeEvent(bytes, cells, { time, kind }, unended) && layout.emptyIsReject && filled === 0) {
      this.rules.survey.texts.readable(1);
      this.rejectRow('value.empty', 'the row has no value', layout.columns[0]!, line);
      return;
    }
    this.batch.commit(time, this.progress.line, kind, readings);
  }

  /** True where the cell, which is not empty, holds a reading; else it is rejected. */
  private takeValue(cell: Uint8Array, slot: number, kind: number, time: number): boolean {
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
    this.reject(isNoWord ? unknownWord([...words.keys()]) : problem, header, cell, 1);
    return false;
  }

  private takeUnended(slot: number): void {
    this.batch.unended = slot;
    this.unended = { line: this.progress.line, column: this.layout.columns[slot]! };
  }

  /** True where the row has a label. */
  private takeEvent(
    bytes: Uint8Array,
    cells: RowCells,
    row: Pick<ReadEvent, 'time' | 'kind'>,
    unended: number | null,
  ): boolean {
    const { event } = this.layout;
    if (event === null) return false;
    const label = cells.cell(bytes, event.index);
    if (cells.isTwice(event.index)) this.reject(twice(event.header), event.header, label, 0);
    // An event that is recorded never changes its name.
    else if (label.length > 0 && event.index === unended)
      this.reject({ code: CUT_OFF, message: unendedText(event.header) }, event.header, label, 0);
    else if (label.length > 0) this.events.push({ ...row, line: this.progress.line, text: excerptOf(label) });
    return label.length > 0;
  }

  private rejectTwice(bytes: Uint8Array, cells: RowCells, index: number): void {
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
    const names = layout.keys.map(({ header }) => header).join(' and ');
    const problem = {
      code: 'row.unmapped',
      message: `the source neither maps nor ignores rows with this ${names}`,
    };
    const text = keys.map((key) => excerptOf(key)).join(delimiter);
    this.reject(problem, null, new TextEncoder().encode(text), Math.max(1, filled));
  }

  private rejectTime(timeCell: Uint8Array, line: Uint8Array): void {
    const { layout } = this;
    const { reader, survey } = this.rules;
    const { code, message, isMisfit = false } = reader.explain(timeCell, 0, timeCell.length);
    if (!NO_TIME.has(code)) survey.texts.readable(1);
    else if (timeCell.length > 0) survey.texts.unreadable(isMisfit, this.progress.line, excerptOf(timeCell));
    if (timeCell.length > 0) this.rejectRow(code, message, layout.time.header, timeCell);
    else this.rejectRow(code, 'the row has no time', layout.time.header, line);
  }

  private reject(
    { code, message }: { readonly code: string; readonly message: string },
    column: string | null,
    text: Uint8Array,
    samples: number,
  ): void {
    this.rejects.push({ line: this.progress.line, column, code, message, text: excerptOf(text), samples });
  }
}

function unendedText(header: string): string {
  return `the file ends within the row's last cell, ${header}, without a line end: its text may go on`;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A long cell is no word: it is not decoded to find that out. */
function textOf(cell: Uint8Array): string {
  return cell.length > MOST_WORD_BYTES ? '' : decoder.decode(cell);
}

function unknownWord(words: readonly string[]) {
  const known = listText(words, ', ', MOST_WORDS_LISTED);
  return {
    code: 'value.unknown-word',
    message: `expected a number or a word that is declared (${known}): add this one to the enumeration of its channel, or to missing in its source, exactly as it is written here`,
  };
}

function twice(header: string) {
  return {
    code: 'row.duplicate-key',
    message: `the row has ${JSON.stringify(header)} twice: expected it once, because nobody can tell which is meant`,
  };
}

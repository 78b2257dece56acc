/** Reads the cells of samples as numbers, and keeps account of how they are written. */
import type { ExpressionScale } from '../../domain/assay/tables.ts';
import { COMMA, DOT } from '../reading/bytes.ts';
import { excerptOf } from '../reading/excerpt.ts';
import { NOT_PLAIN, readPlainNumber } from '../reading/number.ts';
import { isMissing, textOfCell } from './cell-text.ts';

/** Why a cell is no value. */
export interface CellProblem {
  readonly code: 'value.missing' | 'value.unreadable' | 'count.negative';
  readonly message: string;
  readonly text: string;
}

const GROUP = 1000;

export class NumberCells {
  /** Fractions with a decimal point. */
  points = 0;
  /** Numbers with a comma that can be nothing but a decimal one: `0,5`, `12,34`, `1234,5`. */
  commas = 0;
  /** Numbers that may be whole ones with their thousands set apart: `1.234` and `1,234`. */
  groupedPoints = 0;
  groupedCommas = 0;
  /** Numbers from 1000 on without a sign in them. */
  plainThousands = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #scale: ExpressionScale;
  readonly #values: Float64Array;
  readonly #shortProblems = new Map<number, CellProblem>();

  constructor(bytes: Uint8Array, scale: ExpressionScale, values: Float64Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#scale = scale;
    this.#values = values;
  }

  /** Writes the cell in [start, end) to `values[place]`, or NaN and what is wrong with it. */
  read(start: number, end: number, place: number): CellProblem | null {
    const values = this.#values;
    if (start === end || !this.#readAs(start, end, place)) {
      values[place] = Number.NaN;
      return this.#problemOf(start, end);
    }
    const value = values[place]!;
    if (value < 0 && this.#scale === 'counts') {
      values[place] = Number.NaN;
      return {
        code: 'count.negative',
        message: 'expected a count, 0 or more, got a negative number',
        text: this.#text(start, end),
      };
    }
    if (end - start > 2) this.#noteSign(start, end, value);
    return null;
  }

  /** The byte behind the cell (a separator, a quote, a blank) ends the number too. */
  #readAs(start: number, end: number, place: number): boolean {
    const stop = this.#view.getUint8(end);
    if (readPlainNumber(this.#view, start, stop, DOT, this.#values, place) === end) return true;
    if (this.#bytes.subarray(start, end).indexOf(COMMA) < 0) return false;
    const until = readPlainNumber(this.#view, start, stop, COMMA, this.#values, place);
    return until !== NOT_PLAIN && until === end;
  }

  /** Far the most cells are whole numbers without a sign: they say little of how fractions are written. */
  #noteSign(start: number, end: number, value: number): void {
    const fourth = this.#bytes[end - 4];
    const isThree = end - start > 4 && (fourth === DOT || fourth === COMMA);
    if (!isThree && value % 1 === 0) {
      if (value >= GROUP) this.plainThousands++;
      return;
    }
    const isComma = this.#bytes.subarray(start, end).indexOf(COMMA) >= 0;
    const isGrouped = isThree && value >= 1 && value < GROUP;
    if (isComma) isGrouped ? this.groupedCommas++ : this.commas++;
    else isGrouped ? this.groupedPoints++ : this.points++;
  }

  /** A file may lack millions of values, all in the same words: of a short one the answer is kept. */
  #problemOf(start: number, end: number): CellProblem {
    if (end - start > 3) return this.#problemIn(start, end);
    let key = end - start;
    for (let at = start; at < end; at++) key = key * 256 + this.#bytes[at]!;
    const known = this.#shortProblems.get(key);
    if (known !== undefined) return known;
    const problem = this.#problemIn(start, end);
    this.#shortProblems.set(key, problem);
    return problem;
  }

  #problemIn(start: number, end: number): CellProblem {
    const cell = this.#bytes.subarray(start, end);
    const text = textOfCell(cell);
    const shown = excerptOf(cell);
    if (text !== null && isMissing(text))
      return { code: 'value.missing', message: 'expected a number, got none', text: shown };
    const isGrouped = text !== null && /^\d{1,3}(?:[.,' ]\d{3})+$/.test(text);
    const advice = isGrouped ? ': write it without separators of thousands' : '';
    return { code: 'value.unreadable', message: `expected a number, got a text${advice}`, text: shown };
  }

  #text(start: number, end: number): string {
    return excerptOf(this.#bytes.subarray(start, end));
  }
}

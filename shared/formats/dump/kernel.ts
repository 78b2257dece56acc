import type { KeyMirror } from '../reading/key-table.ts';
import { POWERS_OF_TEN } from '../reading/number.ts';
import { ROWS_CODE } from './code.ts';
import type { DumpRoom } from './dump-room.ts';
import {
  ENTRIES_AT,
  ENTRY_BYTES,
  ENTRY_FOLLOWER,
  ENTRY_KIND,
  ENTRY_LENGTH,
  ENTRY_MASK,
  MASKS_AT,
  MOST_COMPARED,
  PATTERNS_AT,
  POWERS_AT,
  RESULT_AT,
  RULES_AT,
  VALUE_BYTES,
} from './memory-map.ts';

/** What stays the same from row to row; addresses are those of the room. */
export interface KernelRules {
  readonly times: number;
  readonly lines: number;
  readonly values: number;
  readonly kinds: number;
  /** Where the last row ends. */
  readonly end: number;
  /** Rows that the batch holds. */
  readonly capacity: number;
  readonly longestValue: number;
  readonly longestRow: number;
  /** Negative where no value has one. */
  readonly decimal: number;
}

/** The time of the rows that are asked for, µs, and its text; they go to `row` of the batch, and begin on `line`. */
export interface KernelRows {
  readonly row: number;
  readonly line: number;
  readonly time: number;
  readonly timeAt: number;
  readonly timeLength: number;
  readonly entry: number;
}

/** The parameters of `rows.wat`. */
type RowsFunction = (
  at: number,
  row: number,
  line: number,
  time: number,
  timeAt: number,
  timeLength: number,
  entry: number,
) => number;

const LF = 10;
const ALL = 255;
const NOWHERE = 255;
/** Of 32-bit numbers. */
const WORD = 4;

/** What all kernels share: the code, and the tables that it looks things up in. Made once, by the first. */
let shared: { readonly code: WebAssembly.Module; readonly tables: Uint8Array } | null = null;

/** `rows.wat`, and the part of its memory that it keeps for itself. */
export class Kernel implements KeyMirror {
  private readonly bytes: Uint8Array;
  private readonly numbers: Int32Array;
  private readonly run: RowsFunction;

  constructor({ memory }: DumpRoom) {
    shared ??= { code: new WebAssembly.Module(Buffer.from(ROWS_CODE, 'base64')), tables: tables() };
    this.bytes = new Uint8Array(memory.buffer);
    this.numbers = new Int32Array(memory.buffer);
    this.bytes.set(shared.tables, POWERS_AT);
    this.run = rowsOf(new WebAssembly.Instance(shared.code, { '': { memory } }));
  }

  begin(rules: KernelRules): void {
    const { times, lines, values, kinds, end, capacity, longestValue, longestRow, decimal } = rules;
    // The kernel compares bytes, of which -1 would be 255; no value holds an LF.
    const point = decimal < 0 ? LF : decimal;
    this.numbers.set(
      [times, lines, values, kinds, end, capacity, longestValue, longestRow, point],
      RULES_AT / WORD,
    );
  }

  /** Reads the rows in turn from `at` on; answers where it stopped. */
  rows(at: number, { row, line, time, timeAt, timeLength, entry }: KernelRows): number {
    return this.run(at, row, line, time, timeAt, timeLength, ENTRIES_AT + entry * ENTRY_BYTES);
  }

  /** Rows in the batch after the last call. */
  get row(): number {
    return this.numbers[RESULT_AT]!;
  }

  get ignored(): number {
    return this.numbers[RESULT_AT + 1]!;
  }

  /** The keys of the last row. */
  get last(): number {
    return (this.numbers[RESULT_AT + 2]! - ENTRIES_AT) / ENTRY_BYTES;
  }

  /** Those in turn. */
  get turn(): number {
    return (this.numbers[RESULT_AT + 3]! - ENTRIES_AT) / ENTRY_BYTES;
  }

  learn(index: number, cells: Uint8Array, kind: number): void {
    const at = ENTRIES_AT + index * ENTRY_BYTES;
    const compared = cells.subarray(0, MOST_COMPARED);
    this.bytes.set(compared, at);
    this.bytes.fill(ALL, at + ENTRY_MASK, at + ENTRY_MASK + compared.length);
    // Of keys that are longer the value is said to begin where they do: no LF ends it in time, so that the row is not read.
    this.numbers[(at + ENTRY_LENGTH) / WORD] = cells.length > MOST_COMPARED ? 0 : cells.length;
    this.numbers[(at + ENTRY_KIND) / WORD] = kind;
    this.follow(index, index);
  }

  follow(index: number, follower: number): void {
    const at = ENTRIES_AT + index * ENTRY_BYTES + ENTRY_FOLLOWER;
    this.numbers[at / WORD] = ENTRIES_AT + follower * ENTRY_BYTES;
  }
}

/** The memory from `POWERS_AT` to `ENTRIES_AT`. */
function tables(): Uint8Array {
  const bytes = new Uint8Array(ENTRIES_AT - POWERS_AT);
  bytes.set(new Uint8Array(POWERS_OF_TEN.buffer, 0, VALUE_BYTES * POWERS_OF_TEN.BYTES_PER_ELEMENT));
  for (let length = 0; length <= MOST_COMPARED; length++) {
    const at = MASKS_AT - POWERS_AT + length * MOST_COMPARED;
    bytes.fill(ALL, at, at + length);
  }
  for (let length = 0; length < VALUE_BYTES; length++)
    for (let pointAt = 0; pointAt < VALUE_BYTES; pointAt++) {
      const pattern = length * VALUE_BYTES + pointAt;
      bytes.set(patternOf(length, pointAt), PATTERNS_AT - POWERS_AT + pattern * VALUE_BYTES);
    }
  return bytes;
}

/** From where the 16 digits of a text of this length are taken, its point left out: the last one goes to the right end. */
function patternOf(length: number, pointAt: number): Uint8Array {
  const digits = Array.from({ length }, (_, i) => i).filter((i) => i !== pointAt);
  return Uint8Array.from(
    { length: VALUE_BYTES },
    (_, i) => digits[digits.length - VALUE_BYTES + i] ?? NOWHERE,
  );
}

function rowsOf({ exports }: WebAssembly.Instance): RowsFunction {
  if (!isRowsFunction(exports.rows)) throw new TypeError('the kernel exports no function rows');
  return exports.rows;
}

const isRowsFunction = (exported: unknown): exported is RowsFunction => typeof exported === 'function';

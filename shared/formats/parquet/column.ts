/** What a column of a table holds; numbers come and go as doubles. */
export type NumberType =
  /** µs since 1970-01-01T00:00:00Z, whole; TIMESTAMP(MICROS, UTC). */
  | { readonly kind: 'timestamp' }
  /** Numbers of `scale` decimals; DECIMAL on INT32 where nine digits do, else on INT64. */
  | { readonly kind: 'decimal'; readonly scale: number }
  | { readonly kind: 'float32' }
  | { readonly kind: 'float64' }
  | { readonly kind: 'int32' }
  /** 1 for true, 0 for false. */
  | { readonly kind: 'boolean' };

/** Text of a few words; a value is the index of its word, `NO_WORD` a null. */
interface WordType {
  readonly kind: 'words';
  readonly words: readonly string[];
}

/** Any texts, however many. */
interface TextType {
  readonly kind: 'text';
}

/** The name of the column that holds a frame's times; no series can have it. */
export const TIME = 'time';

/** Marks a cell of a word column that holds no word. */
export const NO_WORD = 255;

export interface NumberColumn {
  readonly name: string;
  readonly type: NumberType;
  /** Where `optional`, NaN is a null; elsewhere it is a value, and only floats can hold it. */
  readonly values: Float64Array;
  readonly optional: boolean;
}

export interface WordColumn {
  readonly name: string;
  readonly type: WordType;
  readonly values: Uint8Array;
  readonly optional: boolean;
}

/** Written where texts are too many for words; what we read again ourselves has words. */
export interface TextColumn {
  readonly name: string;
  readonly type: TextType;
  /** Where `optional`, null is a cell that holds nothing. */
  readonly values: readonly (string | null)[];
  readonly optional: boolean;
}

/** A column of one row group. */
export type TableColumn = NumberColumn | WordColumn;

/** One that can be written. */
export type WritableColumn = TableColumn | TextColumn;

/** Powers of ten that a decimal's scale may name; all are exact as doubles. */
export const POWERS_OF_TEN: readonly number[] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

export function holdsWords(column: WritableColumn): column is WordColumn {
  return column.type.kind === 'words';
}

export function holdsTexts(column: WritableColumn): column is TextColumn {
  return column.type.kind === 'text';
}

import { MOST_ENTRIES } from '../reading/key-table.ts';

/** How the beginning of the kernel's memory is divided, in bytes; `rows.wat` has the same numbers. */

/** Four numbers that a call leaves: rows in the batch, rows that were ignored, the last row's keys, those in turn. */
export const RESULT_AT = 0;
/** Where the batch's times, lines, values and kinds are; where the rows end; what the batch holds; the longest value and row; the decimal sign. */
export const RULES_AT = 16;
/** Powers of ten as doubles, from 10⁰ on. */
export const POWERS_AT = 256;
/** 32 bytes for each length from 0 to 32, of which so many are 255: they tell which bytes of a time count. */
export const MASKS_AT = 1024;
/** 16 bytes for each length of a value and place of its point: from where each digit is taken, 255 where there is none. */
export const PATTERNS_AT = 2560;
export const ENTRIES_AT = 8192;

/** Bytes of a time, or of keys with the delimiters around them, that the kernel compares. */
export const MOST_COMPARED = 32;
/** Lengths of a value, and places in it. */
export const VALUE_BYTES = 16;

/** An entry: 32 bytes to compare, 32 that say which of them count, then three numbers; two lines of the cache. */
export const ENTRY_BYTES = 128;
export const ENTRY_MASK = 32;
/** The entry that came next the last time; bytes before the value; kind. */
export const ENTRY_FOLLOWER = 64;
export const ENTRY_LENGTH = 68;
export const ENTRY_KIND = 72;

/** All of it: what follows belongs to others. */
export const OWN_BYTES = ENTRIES_AT + MOST_ENTRIES * ENTRY_BYTES;

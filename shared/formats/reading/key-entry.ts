/**
 * How an entry of the key table lies in its two arrays: an entry is where its facts and its words begin. Without
 * imports: only in such files does esbuild put constants in their places.
 */
export const ENTRY_STRIDE = 4;

/** Of the facts: the bytes with the one that ends them, the kind of the rows, where the bytes stand. */
export const LENGTH = 0;
export const KIND = 1;
export const START = 2;
/** The entry that came after this one the last time. */
export const FOLLOWER = 3;

/** Of the words, where the entry is as long as one: the first, one between, the last. */
export const HEAD = 0;
export const MIDDLE = 1;
export const TAIL = 2;

/** No entry has these bytes. */
export const UNKNOWN = -1;

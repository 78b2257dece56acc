/**
 * What a column of the file is for: 0 and up is the index of its values, below are these. Without imports, as `bytes.ts`
 * is.
 */
export const TIME_SLOT = -1;
export const SKIP_SLOT = -2;
export const KEY_SLOT = -3;
export const EVENT_SLOT = -4;
/** A cell past the header's, which must be blank. */
export const SURPLUS_SLOT = -5;

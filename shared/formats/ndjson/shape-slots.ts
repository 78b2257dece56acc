/**
 * What stands after a piece of a line shape: 0 and up is a number for the values of that index, below `TEXT_BELOW` the
 * same as a text (`TEXT_BELOW` minus the index). Without imports, as `json-bytes.ts` is.
 */
export const TIME_NUMBER = -1;
export const TIME_TEXT = -2;
/** Any value, which is not read. */
export const SKIP = -3;
/** `null` or an empty text: no label. */
export const EVENT = -4;
/** Nothing: the next piece follows. */
export const NONE = -5;
export const TEXT_BELOW = -6;

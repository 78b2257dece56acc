/**
 * Where each field's number stands while a text is read. Without imports: only in such files does esbuild put constants
 * in their places.
 */
export const YEAR = 0;
export const YEAR_OF_CENTURY = 1;
export const MONTH = 2;
export const DAY = 3;
export const DAY_OF_YEAR = 4;
export const HOUR = 5;
export const HOUR_OF_HALF_DAY = 6;
export const MINUTE = 7;
export const SECOND = 8;
export const FRACTION = 9;
export const HOUR_AND_MINUTE = 10;
/** From here on fields are no numbers, and each is read in its own way. */
export const HALF_DAY = 11;
export const MONTH_NAME = 12;
/** Minutes east of Greenwich. */
export const OFFSET = 13;
export const SLOTS = 14;

/** In the table of steps: the byte must stand for itself. */
export const LITERAL = -1;

/** Two-digit years below this are 20xx, the others 19xx: 1970 to 2069. */
export const CENTURY_PIVOT = 70;

/** Texts that are longer are read whole each time. */
export const MOST_REMEMBERED = 64;

/** Numbers of at most this many digits are exact as a whole number in a double. Without imports, as `bytes.ts` is. */
export const MOST_EXACT_DIGITS = 15;

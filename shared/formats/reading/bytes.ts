/** The bytes that give files of lines their form. Without imports: only in such files does esbuild put constants in their places. */
export const LF = 10;
export const CR = 13;
export const QUOTE = 34;
export const SPACE = 32;
export const TAB = 9;
export const PLUS = 43;
export const COMMA = 44;
export const MINUS = 45;
export const DOT = 46;
/** The digits are this byte and the nine after it. */
export const ZERO = 48;
export const LOWER_E = 101;

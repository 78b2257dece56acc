/** The bytes that give JSON its form. Without imports: only in such files does esbuild put constants in their places. */
export const QUOTE = 34;
export const COMMA = 44;
export const DOT = 46;
export const COLON = 58;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
/** A bracket or brace and the one that closes it are so far apart. */
export const TO_CLOSING = 2;
/** The first letters of `false`, `null`, `true`, `NaN` and `Infinity`. */
export const LOWER_F = 102;
export const LOWER_N = 110;
export const LOWER_T = 116;
export const UPPER_N = 78;
export const UPPER_I = 73;
/** After a backslash: four hexadecimal digits follow. */
export const LOWER_U = 117;
/** Lower bytes are control characters, which stand in no string. */
export const FIRST_PRINTABLE = 32;

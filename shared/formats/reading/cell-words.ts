/** The ends of cells, looked for four bytes at a time. Whoever asks makes sure that `SLACK_BYTES` follow the row's LF. */

const TOP_BITS = 0x80808080 | 0;
const LOW_BITS = 0x7f7f7f7f;
/** Carries into a byte's top bit where the byte is above 13. */
const ABOVE_CR = 0x72727272;

/** Longer key cells are read with care, so that no row makes a search run through the rows after it. */
export const MOST_KEY_BYTES = 256;

/** Bytes that must be readable behind the LF of a row that is read by words: keys and a word more. */
export const SLACK_BYTES = 264;

/** The delimiter in all four bytes, for the two functions below. */
export function fourOf(delimiter: number): number {
  return Math.imul(delimiter, 0x01010101);
}

/** The top bit of each byte that is the delimiter or at most CR (LF, CR, a tab, other controls). */
export function cellEnds(word: number, delimiters: number): number {
  const other = word ^ delimiters;
  const isOther = ((other & LOW_BITS) + LOW_BITS) | other;
  const isAboveCr = ((word & LOW_BITS) + ABOVE_CR) | word;
  return ~(isOther & isAboveCr) & TOP_BITS;
}

/** Which byte, 0 to 3, is the first whose top bit is set; `marks` is not 0. */
export function firstMarked(marks: number): number {
  return (31 - Math.clz32(marks & -marks)) >>> 3;
}

/** The bytes of the word before the first that is marked; the others are 0. */
export function bytesBefore(marks: number, word: number): number {
  return word & (((marks & -marks) >>> 7) - 1);
}

/** Where the first delimiter, or byte that is at most CR, at or after `at` stands; there must be one. */
export function endOfCell(view: DataView, at: number, delimiters: number): number {
  for (let from = at; ; from += 4) {
    const ends = cellEnds(view.getInt32(from, true), delimiters);
    if (ends !== 0) return from + firstMarked(ends);
  }
}

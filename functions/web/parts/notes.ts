/** Notes that several rows of a table share are written once below it, and the rows name them by number. Pure. */

export interface Notes {
  /** In the order in which they are named first. */
  readonly notes: readonly string[];
  /** Of each row: the places of its notes, from 1. */
  readonly numbers: readonly (readonly number[])[];
}

export function notesOf(rows: readonly (readonly string[])[]): Notes {
  const notes = [...new Set(rows.flat())];
  const placeOf = new Map(notes.map((note, i) => [note, i + 1]));
  return { notes, numbers: rows.map((row) => row.map((note) => placeOf.get(note) ?? 0)) };
}

/** `(1) (3)`. */
export const numbersText = (numbers: readonly number[]): string => numbers.map((one) => `(${one})`).join(' ');

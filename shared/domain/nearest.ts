import { quoted } from './quoted.ts';

/** Longer words are never compared: nobody mistypes them, and the cost grows with the square of the length. */
const LONGEST_COMPARED = 200;
/** Edits per letter of the longer word that are a slip: of more nobody knows what was meant, and any hint misleads. */
const NEAR = 0.4;
/** Pairs of letters that one question compares, some 10 ms: of a longer list of words the first are compared. */
const MOST_COMPARED = 2_000_000;

/**
 * The known word that `word` was most likely meant to be, or null when none is near. Case does not count.
 * Near: at most 40 % of the longer word's length in edits, one in words of 2 to 4 letters, and at least one letter in common.
 * Edits are insertion, deletion, substitution and the swap of two neighbours (Damerau 1964, in the restricted
 * form that edits no substring twice). Of equally near words the alphabetically first is taken. Of many thousand
 * known words only the first are compared.
 */
export function nearest(word: string, known: readonly string[]): string | null {
  if (word.length > LONGEST_COMPARED) return null;
  const wanted = word.toLowerCase();
  let left = MOST_COMPARED;
  let best: string | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const longer = Math.max(word.length, candidate.length);
    const cutOff = Math.min(Math.max(1, Math.floor(longer * NEAR)), longer - 1);
    if (Math.abs(word.length - candidate.length) > cutOff) continue;
    left -= word.length * candidate.length;
    if (left < 0) break;
    const edits = editsBetween(wanted, candidate.toLowerCase());
    if (edits > cutOff || edits > fewest) continue;
    if (edits === fewest && best !== null && best <= candidate) continue;
    best = candidate;
    fewest = edits;
  }
  return best;
}

/** `"FU-1" (did you mean "FU1"?)`; the word alone where none is near. */
export function orMeant(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === null ? quoted(word) : didYouMean(word, meant);
}

/** `"FU-1" (did you mean "FU1"?)`. */
export const didYouMean = (word: string, meant: string): string =>
  `${quoted(word)} (did you mean ${quoted(meant)}?)`;

/** `expected a known pair, got "P9"; did you mean "P1"?`, or those that there are. */
export function unknownName(kind: string, name: string, known: readonly string[], most = 12): string {
  const meant = nearest(name, known);
  const hint = meant === null ? `known: ${namesText(known, most)}` : `did you mean ${quoted(meant)}?`;
  return `expected a known ${kind}, got ${quoted(name)}; ${hint}`;
}

function namesText(names: readonly string[], most: number): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return names.length === 0 ? 'none' : `${names.slice(0, most).join(', ')}${more}`;
}

/** Row by row over the matrix of prefixes; only the last three rows are kept. */
function editsBetween(a: string, b: string): number {
  let beforeLast = new Uint16Array(b.length + 1);
  let last = Uint16Array.from({ length: b.length + 1 }, (_, j) => j);
  let row = new Uint16Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const substitution = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, substitution);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[b.length]!;
}

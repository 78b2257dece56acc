/** Which sample the name of a file, or of an image in one, was most likely meant for. */
import { didYouMean, nearest } from '../nearest.ts';
import { quoted } from '../quoted.ts';

/** Shorter texts are in many a name by chance. */
const LEAST_LETTERS = 3;
/** Of the letters of a sample so many may differ where its name stands within a longer one. */
const MOST_APART = 1 / 4;
/** Names and patterns of more letters are not compared: the cost is their product. */
const LONGEST = 200;

/** `"drawn-fu3-I1.png" (did you mean "FU3-S1*"?)`; the name alone where none is near. */
export function orSampleMeant(name: string, samples: readonly string[]): string {
  const meant = nearest(name, samples) ?? within(name, samples);
  return meant === null ? quoted(name) : didYouMean(name, meant);
}

/** The sample whose own letters, without the `*` and `?` of a pattern, stand somewhere in the name with the fewest edits. */
function within(name: string, samples: readonly string[]): string | null {
  if (name.length > LONGEST) return null;
  let [best, fewest]: [string | null, number] = [null, Infinity];
  for (const sample of samples) {
    const own = sample.replace(/[*?]/g, '').toLowerCase();
    if (own.length < LEAST_LETTERS || own.length > LONGEST) continue;
    const edits = editsWithin(own, name.toLowerCase());
    const isBetter = edits < fewest || (edits === fewest && best !== null && sample < best);
    if (edits > Math.max(1, Math.floor(MOST_APART * own.length)) || !isBetter) continue;
    [best, fewest] = [sample, edits];
  }
  return best;
}

/**
 * The fewest insertions, deletions and substitutions that make a word of some part of a text: rows of the matrix of prefixes,
 * which may begin and end anywhere in the text. Source: Sellers 1980, J. Algorithms 1:359.
 */
function editsWithin(word: string, text: string): number {
  let row = new Uint16Array(text.length + 1);
  for (let i = 1; i <= word.length; i++) {
    const next = new Uint16Array(text.length + 1).fill(i, 0, 1);
    for (let j = 1; j <= text.length; j++) {
      const substituted = row[j - 1]! + (word[i - 1] === text[j - 1] ? 0 : 1);
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, substituted);
    }
    row = next;
  }
  return row.reduce((least, edits) => Math.min(least, edits));
}

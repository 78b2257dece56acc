/** How words of people are held against those of the catalogue. */
import { nearest } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';

/** Letters and digits in lower case: `Osteopontin`, `MMP-9` and `mmp9` are told alike. */
export const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

const GREEK: ReadonlyMap<string, readonly [letter: string, word: string]> = new Map([
  ['\u03b1', ['a', 'alpha']],
  ['\u03b2', ['b', 'beta']],
  ['\u03b3', ['g', 'gamma']],
  ['\u03b4', ['d', 'delta']],
  ['\u03b5', ['e', 'epsilon']],
  ['\u03ba', ['k', 'kappa']],
  ['\u03bb', ['l', 'lambda']],
  ['\u03c9', ['o', 'omega']],
]);

/** Plain, with Greek letters as symbols have them (PPARG) and as products do (beta-catenin); each once. */
export function spellingsOf(text: string): string[] {
  const spelt = (as: 0 | 1) =>
    plain(text.toLowerCase().replaceAll(/[\u03b1-\u03c9]/g, (one) => GREEK.get(one)?.[as] ?? one));
  return [...new Set([spelt(0), spelt(1)])];
}

/** What is called so, by one of its spellings; null of what nothing is. */
export function calledSo<T>(name: string, byPlain: ReadonlyMap<string, T>): T | null {
  for (const spelling of spellingsOf(name)) {
    const found = byPlain.get(spelling);
    if (found !== undefined) return found;
  }
  return null;
}

/** Words in lower case, without hyphens. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('-', '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** The same in any order of words: `2D clinostat` and `Clinostat, 2D`. */
export const plainWords = (text: string): string => wordsOf(text).sort().join('');

/** @param known as people are told them, the best first */
export function unknown(field: string, name: string, what: string, known: readonly string[]): Refusal {
  const meant = nearestName(name, known);
  const hint =
    meant === null ? `it has ${known.slice(0, 12).join(', ')}, …` : `did you mean ${quoted(meant)}?`;
  return new Refusal('not-found', `literature.${field}`, `${what}; ${hint}`, { field: `query.${field}` });
}

/** Of words that stand in a longer name, fewer letters say nothing. */
const LEAST_WITHIN = 4;

/** The shortest name that holds it; else the one that is written most alike, as a whole or in one of its words. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const wanted = plain(name);
  const holding = wanted.length < LEAST_WITHIN ? [] : known.filter((one) => plain(one).includes(wanted));
  const [shortest] = holding.toSorted((a, b) => a.length - b.length);
  return shortest ?? nearest(name, known) ?? nearestWord(wanted, known);
}

function nearestWord(wanted: string, known: readonly string[]): string | null {
  const words = [...new Set(known.flatMap(wordsOf))].filter((word) => word.length >= LEAST_WITHIN);
  const word = nearest(wanted, words);
  return word === null ? null : (known.find((one) => wordsOf(one).includes(word)) ?? null);
}

/** How words of people are held against those of the catalogue. */
import { nearest } from '../nearest.ts';
import { quoted } from '../quoted.ts';
import { Refusal } from '../refusal.ts';

/** Letters and digits in lower case: `Osteopontin`, `MMP-9` and `mmp9` are told alike. */
export const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Words in lower case, without hyphens. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('-', '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** The same in any order of words: `2D clinostat` and `Clinostat, 2D`. */
export const plainWords = (text: string): string => wordsOf(text).sort().join('');

export function unknown(field: string, name: string, what: string, known: readonly string[]): Refusal {
  const meant = nearest(name, known);
  const hint =
    meant === null ? `it has ${known.slice(0, 12).join(', ')}, …` : `did you mean ${quoted(meant)}?`;
  return new Refusal('not-found', `literature.${field}`, `${what}; ${hint}`, { field: `query.${field}` });
}

/** The words of an enumeration: a text in a file stands for its number, and a number is shown by its word. */
import type { CalibrationEntry } from './entry.ts';

export interface Words {
  /** Of a word that stands for several numbers, the least. */
  readonly numberOf: ReadonlyMap<string, number>;
  readonly wordOf: ReadonlyMap<number, string>;
}

/** Null where the entry is no enumeration. */
export function wordsOf({ enumeration }: CalibrationEntry): Words | null {
  if (enumeration === undefined) return null;
  const numberOf = new Map<string, number>();
  const wordOf = new Map<number, string>();
  for (const pair of Object.entries(enumeration)) {
    const named = namedNumber(pair);
    if (named === null) continue;
    const { word, number } = named;
    numberOf.set(word, Math.min(number, numberOf.get(word) ?? Infinity));
    if (!wordOf.has(number)) wordOf.set(number, word);
  }
  return { numberOf, wordOf };
}

/** A pair may be written either way, `0: OFF` or `OFF: 0`; null where it is not one number and one word. */
export function namedNumber([key, value]: readonly [string, string | number]): {
  readonly word: string;
  readonly number: number;
} | null {
  const left = numberIn(key);
  const right = numberIn(value);
  if ((left === null) === (right === null)) return null;
  return left === null ? { word: key.trim(), number: right! } : { word: String(value).trim(), number: left };
}

function numberIn(text: string | number): number | null {
  if (typeof text === 'number') return text;
  const trimmed = text.trim();
  const number = Number(trimmed);
  return trimmed !== '' && Number.isFinite(number) ? number : null;
}

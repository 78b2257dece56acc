/**
 * What a schema wanted, in our words where the schema itself says none: no sentence of the library reaches a person. Every
 * value that people write is read with `HOUSE_WORDS`.
 */
import type * as core from 'zod/v4/core';
import { countText, groupedText } from '../words/count.ts';

/** Of `safeParse`: with what came, and our words. */
export const HOUSE_WORDS: core.ParseContext<core.$ZodIssue> = {
  reportInput: true,
  // Undefined leaves the library's: kinds and choices are worded where the finding is made, with what came.
  error: (issue) => {
    const wanted = isWordedHere(issue.code) ? wantedBy(issue) : null;
    return wanted === null ? undefined : `expected ${wanted}`;
  },
};

export const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  tuple: 'a list of two',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

const WORDED = [
  ...['too_small', 'too_big', 'invalid_format', 'not_multiple_of', 'invalid_union', 'invalid_key'],
  ...['invalid_element', 'custom'],
];
const isWordedHere = (code: string): boolean => WORDED.includes(code);

/** What follows `expected`; null where nothing better is known than that it is another value. */
function wantedBy(issue: core.$ZodRawIssue): string | null {
  switch (issue.code) {
    case 'too_small':
      return boundText(issue, Number(issue.minimum), 'LEAST');
    case 'too_big':
      return boundText(issue, Number(issue.maximum), 'MOST');
    case 'not_multiple_of':
      return issue.divisor === 1 ? 'a whole number' : `a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return issue.pattern === undefined
        ? `text that is a ${issue.format}`
        : `text that fits ${issue.pattern}`;
    case 'invalid_union':
      return alternatives(issue.errors);
    default:
      return 'another value';
  }
}

interface Bound {
  readonly origin?: unknown;
  readonly inclusive?: unknown;
  readonly exact?: unknown;
}

function boundText(
  { origin, inclusive = true, exact }: Bound,
  bound: number,
  side: 'LEAST' | 'MOST',
): string {
  const unit = COUNTED[String(origin)];
  if (unit === undefined) return numberText(origin === 'int', bound, { side, isIn: inclusive !== false });
  const [what, one, several] = unit;
  if (exact === true) return `${what} of ${countText(bound, one, several)}`;
  if (side === 'MOST') return `${what} of at most ${countText(bound, one, several)}`;
  return bound === 1 ? `${what} that is not empty` : `${what} of ${groupedText(bound)} or more ${several}`;
}

/** By what they are counted in. */
const COUNTED: Readonly<Record<string, readonly [what: string, one: string, several: string]>> = {
  string: ['text', 'character', 'characters'],
  array: ['a list', 'entry', 'entries'],
  set: ['a list', 'entry', 'entries'],
  map: ['a mapping', 'key', 'keys'],
  object: ['a mapping', 'key', 'keys'],
};

function numberText(
  isWhole: boolean,
  bound: number,
  { side, isIn }: { readonly side: 'LEAST' | 'MOST'; readonly isIn: boolean },
): string {
  const number = isWhole ? 'a whole number' : 'a number';
  const text = groupedText(bound);
  if (isIn) return side === 'LEAST' ? `${number}, ${text} or more` : `${number}, ${text} or less`;
  return side === 'LEAST' ? `${number} above ${text}` : `${number} below ${text}`;
}

/** `text or a list`: what each alternative wanted. */
function alternatives(errors: readonly (readonly core.$ZodIssue[])[] = []): string | null {
  const wanted = errors.flatMap(([first]) => (first === undefined ? [] : wantedFirst(first)));
  return wanted.length === 0 ? null : [...new Set(wanted)].join(' or ');
}

/** Where it is wrong further down, its kind was right. */
function wantedFirst(issue: core.$ZodIssue): string {
  const [key] = issue.path;
  if (key !== undefined) return typeof key === 'number' ? 'a list' : 'a mapping';
  if (issue.code === 'invalid_type') return KINDS[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value')
    return issue.values.map((value) => (value === '' ? 'nothing' : String(value))).join(' or ');
  return issue.message.replace(/^expected /, '');
}

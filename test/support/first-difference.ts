/** What differs between two end states, in a line that a person can read. */
import { isDeepStrictEqual } from 'node:util';

const MOST_CHARACTERS = 200;
/** Shown of equal text before the place where two long ones part. */
const LEAD = 40;

/**
 * The first field that differs, as `receipts[4].counts.accepted: expected 12, got 13`, or null where none does. A field
 * that is undefined counts as one that is not there, as in JSON.
 */
export function firstDifference(expected: unknown, got: unknown, path = ''): string | null {
  if (Object.is(expected, got)) return null;
  const keys = sharedKeys(expected, got);
  if (keys !== null) {
    for (const key of keys) {
      const difference = firstDifference(at(expected, key), at(got, key), join(path, key));
      if (difference !== null) return difference;
    }
    return null;
  }
  if (isDeepStrictEqual(expected, got)) return null;
  const [was, is] = excerpts(textOf(expected), textOf(got));
  return `${path === '' ? 'the whole' : path}: expected ${was}, got ${is}`;
}

/** Keys of both, those of the expected first; null where the two have no fields to compare one by one. */
function sharedKeys(expected: unknown, got: unknown): (string | number)[] | null {
  if (Array.isArray(expected) && Array.isArray(got)) {
    return Array.from({ length: Math.max(expected.length, got.length) }, (_, i) => i);
  }
  if (!isPlain(expected) || !isPlain(got)) return null;
  return [...new Set([...Object.keys(expected), ...Object.keys(got)])];
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value))
  );
}

function at(value: unknown, key: string | number): unknown {
  return Reflect.get(Object(value), key);
}

function join(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (!/^[A-Za-z_]\w*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

function textOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' || typeof value === 'bigint')
    return Object.is(value, -0) ? '-0' : String(value);
  return JSON.stringify(value) ?? String(value);
}

/** Long texts from shortly before the place where they part, so that what is cut off is what they share. */
function excerpts(was: string, is: string): [string, string] {
  let same = 0;
  while (same < was.length && was[same] === is[same]) same++;
  const from = same > MOST_CHARACTERS - LEAD ? same - LEAD : 0;
  const excerpt = (text: string) =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + MOST_CHARACTERS)}${text.length > from + MOST_CHARACTERS ? '…' : ''}`;
  return [excerpt(was), excerpt(is)];
}

/** What else is wrong with a document in which nothing but numbers is: they are left out, and the rest is looked at. */
import type * as z from 'zod';

type Path = readonly PropertyKey[];

/**
 * The document without its wrong numbers, for the checks that only a document of the right shape can have: a number that is out
 * of its range says nothing of a name elsewhere, and whoever puts it right should know of that name too. Null where anything
 * else is wrong.
 */
export function withoutWrongNumbers(document: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  return issues.every(isOfNumber)
    ? without(
        document,
        issues.map(({ path }) => path),
      )
    : null;
}

const isOfNumber = (issue: z.core.$ZodIssue): boolean =>
  typeof issue.input === 'number' ||
  (issue.code === 'invalid_type' && issue.expected === 'number' && issue.input !== undefined);

function without(value: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0 || typeof value !== 'object' || value === null) return value;
  const below = (key: PropertyKey) => paths.filter(([first]) => first === key).map(([, ...rest]) => rest);
  // One of a list stays: without it the others would stand in other places.
  if (Array.isArray(value)) return value.map((one, i) => without(one, below(i)));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      const own = below(key);
      return own.some(({ length }) => length === 0) ? [] : [[key, without(one, own)]];
    }),
  );
}

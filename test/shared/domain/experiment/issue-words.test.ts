import { globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type * as core from 'zod/v4/core';
import { definitionSchema } from '../../../../shared/domain/experiment/definition.ts';
import { HOUSE_WORDS } from '../../../../shared/domain/experiment/issue-words.ts';
import { findingsOf } from '../../../../shared/domain/experiment/problems.ts';
import { BAD_VALUES, placesIn, valueAt } from '../../../support/bad-values.ts';

/** What is said of a value that does not fit. */
function saidOf(schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value, HOUSE_WORDS);
  if (parsed.success) return [];
  return parsed.error.issues
    .filter(({ code }) => code !== 'unrecognized_keys')
    .flatMap((issue) => findingsOf(issue, schema).map(({ message }) => message));
}

describe('what a schema wanted, where it does not say so itself', () => {
  it.each([
    [z.number().positive(), 0, 'expected a number above 0, got 0'],
    [z.number().min(2).max(9), 10, 'expected a number, 9 or less, got 10'],
    [z.number().lt(1), 1, 'expected a number below 1, got 1'],
    [z.number(), Number.NaN, 'expected a number, got NaN'],
    [z.number().int(), 0.5, 'expected a whole number, got 0.5'],
    [z.number().multipleOf(5), 3, 'expected a multiple of 5, got 3'],
    [z.string().min(1), '', 'expected text that is not empty, got ""'],
    [z.string().min(3), 'ab', 'expected text of 3 or more characters, got "ab"'],
    [z.string().max(1), 'ab', 'expected text of at most 1 character, got "ab"'],
    [z.array(z.string()).min(1), [], 'expected a list that is not empty, got []'],
    [z.array(z.string()).max(1), ['a', 'b'], 'expected a list of at most 1 entry, got ["a","b"]'],
    [z.string().regex(/^[a-f]$/), 'z', 'expected text that fits /^[a-f]$/, got "z"'],
    [z.union([z.string(), z.array(z.string())]), 1, 'expected text or a list, got 1'],
    [z.union([z.literal('all'), z.number()]), true, 'expected all or a number, got true'],
    [
      z.enum(['WATCH', 'WARNING']),
      'WARNIN',
      'expected one of WATCH, WARNING, got "WARNIN"; did you mean "WARNING"?',
    ],
    [z.string().min(1, 'expected a name'), '', 'expected a name, got ""'],
  ])('%#: is said as the house says it', (schema, value, said) => {
    expect(saidOf(schema, value)).toEqual([said]);
  });

  const folder = new URL('../../../../shared/contract/', import.meta.url);

  it('is never a sentence of the library, whatever comes at whatever place of a request or a definition', {
    timeout: 120_000,
  }, async () => {
    const schemas: [string, z.ZodType][] = [['the definition', definitionSchema]];
    for (const file of readdirSync(folder))
      for (const [name, one] of Object.entries(await import(new URL(file, folder).href)))
        if (one instanceof z.ZodType && name.endsWith('Schema')) schemas.push([`${file} ${name}`, one]);
    const foreign = new Set<string>();
    let tried = 0;
    const seen = new Set<core.$ZodType>();
    for (const [name, schema] of schemas)
      for (const place of placesIn(schema, [], seen))
        for (const bad of BAD_VALUES) {
          tried++;
          for (const said of saidOf(schema, valueAt(schema, place, bad)))
            if (!isOurs(said)) foreign.add(`${name} ${place.join('.')}: ${said}`);
        }
    expect([...foreign]).toEqual([]);
    expect(tried).toBeGreaterThan(5_000);
  });

  it('is asked for wherever people write what is read', () => {
    const root = new URL('../../../../', import.meta.url);
    const files = globSync('{shared,functions}/**/*.ts', { cwd: root });
    const others = files.filter((file) => /reportInput/.test(readFileSync(new URL(file, root), 'utf8')));
    expect(others).toEqual(['shared/domain/experiment/issue-words.ts']);
  });
});

/** Says what was expected, and what came, unless that is missing or the sentence names it. */
function isOurs(said: string): boolean {
  const isZods = /^(Invalid |Too (small|big)|Unrecognized|Expected )|expected .* to (be|have) [<>]|received /;
  return (
    !isZods.test(said) && !said.includes('another value') && /^expected |^the |^a |^an |^not /.test(said)
  );
}

import { expect, it } from 'vitest';
import { factsOf } from '../../../../functions/api/http/facts.ts';

it('are all but the tables, by name, none over more than one line', () => {
  const answer = { b: 0, a: 'x', rows: [1], none: undefined, two: 'x\ny', deep: { c: null } };
  expect(factsOf(answer, ['rows'], 'P1 ')).toEqual([
    ['P1 a', 'x'],
    ['P1 b', '0'],
    ['P1 deep', '{"c":null}'],
    ['P1 two', '"x\\ny"'],
  ]);
});

import { expect, it } from 'vitest';
import { byRanks } from '../../../../shared/domain/comparison/by-ranks.ts';

const measured = (value: number) => ({ unit: `u${value}`, value });
const below = (value: number) => ({ unit: `b${value}`, value, isBelow: true as const });

it('units below detection share the lowest place', () => {
  const {
    permutation,
    below: counted,
    why,
  } = byRanks([below(1), below(0.5), measured(2)], [measured(3), measured(4), measured(5)]);
  expect([counted, why]).toEqual([{ a: 2, b: 0 }, null]);
  expect(permutation).toEqual({ pValue: 0.1, smallestAttainable: 0.1 });
});

it('a unit that was measured below the limit of another leaves no order', () => {
  expect(byRanks([below(4)], [measured(3), measured(5)])).toMatchObject({
    ...{ permutation: null, why: 'a unit was measured below the limit of detection of another' },
  });
});

it('arms of which all are below detection do not differ', () => {
  expect(byRanks([below(1), below(1)], [below(1), below(1)]).permutation?.pValue).toBe(1);
});

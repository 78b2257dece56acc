import { expect, it } from 'vitest';
import { pairsInUnit } from '../../../../shared/domain/twins/pairs-in-unit.ts';
import { pairsOf } from './pairs-of.ts';

it('converts the readings of both units as each was written, where a conversion leads there', () => {
  const pairs = pairsInUnit({ from: 'Cel', to: 'K' })!(pairsOf([[37.04, 36]]));
  expect([[...pairs.flight], [...pairs.ground]]).toEqual([[310.19], [309.15]]);
  expect(pairsInUnit({ from: 'Cel', to: 'Pa' })).toBeNull();
  expect(pairsInUnit({ from: null, to: 'K' })).toBeNull();
});

import { expect, it } from 'vitest';
import { unconvertedOnWire } from '../../../../shared/usecases/answer/unconverted-in.ts';

const ids = (count: number) => Array.from({ length: count }, (_, i) => `d${String(i).padStart(3, '0')}`);

it('names the downlinks that brought what cannot be converted, 20 at most, and counts the others', () => {
  const many = unconvertedOnWire('K', 'Pa', ids(23).reverse());
  expect(many.downlinks).toEqual(ids(20));
  expect([many.moreDownlinks, many.sentence]).toEqual([
    3,
    'read as K, which cannot be converted to Pa: ./howship reread --all',
  ]);
  const two = unconvertedOnWire(null, 'Pa', ids(2));
  expect(two).toEqual({
    ...{ from: null, to: 'Pa', downlinks: ['d000', 'd001'] },
    sentence:
      'read in a unit or by a sensor that is not the one declared now (Pa): ./howship reread d000, ./howship reread d001',
  });
  expect(unconvertedOnWire('K', 'Pa', ['d000', null]).sentence).toContain('./howship reread --all');
});

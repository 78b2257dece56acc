import { expect, it } from 'vitest';
import { uncountedTexts } from '../../../../shared/domain/assay/uncounted-slices.ts';

const slice = (unit: string, name: string, message?: string) => ({
  ...{ unit, slice: name },
  ...(message !== undefined && { refused: { code: 'c', message } }),
});

it('slices that do not count are named, and a reason that they share is said once', () => {
  const unseen = 'nobody has confirmed the scale';
  expect(
    uncountedTexts([
      slice('FU1', 'S1', unseen),
      slice('FU1', 'S2'),
      slice('FU2', 'S1', 'its files differ'),
      slice('GU1', 'S1', unseen),
    ]),
  ).toEqual(['FU1/S1, GU1/S1: nobody has confirmed the scale', 'FU2/S1: its files differ']);
  expect(uncountedTexts([slice('FU1', 'S1')])).toEqual([]);
  const own = 'nothing says how large slice S1 of FU1 is';
  expect(uncountedTexts([slice('FU1', 'S1', own)])).toEqual([own]);
});

import { expect, it } from 'vitest';
import { platformLines } from '../../../../shared/domain/platform/platform-lines.ts';

it('a platform has a line for its gravity, which says that it is of a model, and one for each remark', () => {
  const told = { arm: 'x', units: ['X1', 'X2'], technique: 'Random positioning machine' };
  expect(
    platformLines([{ ...told, sentence: '1 g is averaged', remarks: [{ message: 'shear comes with it' }] }]),
  ).toEqual([
    'platform of x (X1, X2), Random positioning machine: by its model 1 g is averaged',
    'platform of x: shear comes with it',
  ]);
  expect(platformLines()).toEqual([]);
});

import { expect, it } from 'vitest';
import { changesBetween, type RestedOn } from '../../../../shared/domain/contrast/rested-on.ts';

const BEFORE: RestedOn = {
  ...{
    assay: 'rnaseq',
    contrast: 'flight-v-ground',
    engine: 'voom',
    definition: 'd1',
    versions: ['a/1', 'v/1'],
  },
  files: [
    { name: 'one.csv', digest: 'x' },
    { name: 'two.csv', digest: 'y' },
  ],
  exclusions: [{ id: 'e1', what: 'F1 (LEAK)' }],
  ...{ n: { a: 2, b: 3 }, significant: 1 },
};

it('nothing has changed where all is as it was, in whatever order the files stand', () => {
  expect(changesBetween(BEFORE, { ...BEFORE, files: BEFORE.files.toReversed() })).toEqual([]);
});

it('each input that is another one is said, then what came of it', () => {
  const now: RestedOn = {
    ...{ ...BEFORE, definition: 'd2', versions: ['a/2', 'v/1'], n: { a: 3, b: 3 }, significant: null },
    files: [
      { name: 'two.csv', digest: 'z' },
      { name: 'three.csv', digest: 'w' },
    ],
    exclusions: [{ id: 'e2', what: 'G1 (LOST)' }],
  };
  expect(changesBetween(BEFORE, now)).toEqual([
    'new: three.csv',
    'no more: one.csv',
    'otherwise than it was: two.csv',
    'the definition is another one now',
    'excluded since: G1 (LOST)',
    'excluded no more: F1 (LEAK)',
    'computed by a/1, v/1 then, by a/2, v/1 now',
    'units: 2 v 3, now 3 v 3',
    'found: 1 gene, now no p',
  ]);
});

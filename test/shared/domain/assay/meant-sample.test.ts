import { expect, it } from 'vitest';
import { orSampleMeant } from '../../../../shared/domain/assay/meant-sample.ts';

const SLICES = ['FU3-S1*', 'FU3-S2*', 'GU3-S1*', 'S1*'];

it.each([
  ['drawn-fu3-I1.png', 'FU3-S1*'],
  ['FU3S2-copy-of-monday.tif', 'FU3-S2*'],
  ['2026-11-30 gu3-s1 10x.tif', 'GU3-S1*'],
  ['FU3-S7.tif', 'FU3-S1*'],
])('of %s the sample is likely %s', (name, meant) => {
  expect(orSampleMeant(name, SLICES)).toBe(`"${name}" (did you mean "${meant}"?)`);
});

it('of a name in which no sample stands nothing is likely, nor of one that is too long to compare', () => {
  expect(orSampleMeant('overview.png', SLICES)).toBe('"overview.png"');
  // Two letters are in many a name by chance.
  expect(orSampleMeant('plate-of-monday-s1.tif', ['S1*'])).toBe('"plate-of-monday-s1.tif"');
  expect(orSampleMeant(`FU3-S1${'x'.repeat(400)}`, SLICES)).not.toContain('did you mean');
  expect(orSampleMeant('FU3-S1', [])).toBe('"FU3-S1"');
});

it('of samples that are as near the alphabetically first is taken, whatever their order', () => {
  for (const samples of [SLICES, SLICES.toReversed()])
    expect(orSampleMeant('drawn-fu3-s.png', samples)).toContain('"FU3-S1*"');
});

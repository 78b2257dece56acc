import { expect, it } from 'vitest';
import { sharedStretches } from '../../../../shared/domain/telemetry/shared-stretches.ts';

const stretch = (series: string, from: number, to: number, step: number) => ({ series, from, to, step });

it('joins what series lack together, within a step of the slower one, and takes the finest for its figures', () => {
  const shared = sharedStretches([stretch('slow', 40, 160, 30), stretch('fast', 50, 150, 1)]);
  expect(shared).toMatchObject([{ channels: ['slow', 'fast'], from: 40, to: 160, step: 1 }]);
});

it('leaves apart what only overlaps, and what one series lacks twice', () => {
  const apart = [stretch('slow', 0, 200, 60), stretch('fast', 100, 104, 1), stretch('fast', 104, 108, 1)];
  expect(sharedStretches(apart)).toHaveLength(3);
});

it('joins what never ends', () => {
  const open = Number.POSITIVE_INFINITY;
  expect(sharedStretches([stretch('a', 0, open, 10), stretch('b', 5, open, 10)])).toMatchObject([
    { channels: ['a', 'b'], from: 0, to: open },
  ]);
});

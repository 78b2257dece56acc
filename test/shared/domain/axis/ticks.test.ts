import { expect, it } from 'vitest';
import { elapsedText, elapsedTicks, valueTicks } from '../../../../shared/domain/axis/ticks.ts';

const labels = (ticks: readonly { label: string }[]) => ticks.map(({ label }) => label);

it.each([
  [0, 18_000, 10, ['T', 'T+30 min', 'T+1 h', 'T+1 h 30 min', 'T+2 h']],
  [-7200, 7200, 4, ['T−2 h', 'T−1 h', 'T', 'T+1 h', 'T+2 h']],
  [0, 30 * 86_400, 8, ['T', 'T+5 d', 'T+10 d', 'T+15 d', 'T+20 d']],
  [90, 100, 3, ['T+1 min 30 s', 'T+1 min 35 s', 'T+1 min 40 s']],
  [0, 1, 5, ['T', 'T+0.2 s', 'T+0.4 s', 'T+0.6 s', 'T+0.8 s']],
])('Time from %d s to %d s has at most %d marks, at times that people count in', (from, to, most, first) => {
  const ticks = elapsedTicks(from, to, most);
  expect(labels(ticks).slice(0, 5)).toEqual(first);
  expect(ticks.length).toBeLessThanOrEqual(most + 1);
});

it.each([
  [36.95, 37.23, 5, ['37.0', '37.1', '37.2']],
  [-0.55, 0.55, 3, ['−0.5', '0.0', '0.5']],
  [0, 1000, 4, ['0', '500', '1000']],
  [1e-7, 3e-7, 2, ['0.0000001', '0.0000002', '0.0000003']],
  [0, 4e6, 4, ['0', '1.00e+6', '2.00e+6', '3.00e+6', '4.00e+6']],
])('Values from %d to %d have marks with the decimals in which they differ', (from, to, most, expected) => {
  expect(labels(valueTicks(from, to, most))).toEqual(expected);
});

it('An axis without a length, or of no numbers, ends', () => {
  expect(labels(valueTicks(5, 5, 4))).toEqual(['5']);
  expect(valueTicks(0, Number.NaN, 4).length).toBeLessThanOrEqual(100);
  expect(elapsedText(-0)).toBe('T');
});

import { describe, expect, it } from 'vitest';
import { lowess } from '../../../shared/stats/lowess.ts';
import { farthest, readGolden } from '../../support/golden-stats.ts';

const reference = readGolden<{ x: number[]; y: number[]; threeRounds: number[]; noRound: number[] }>(
  'lowess.json',
);
const x = Float64Array.from(reference.x);
const y = Float64Array.from(reference.y);
const within = 0.01 * (x.at(-1)! - x[0]!);

describe('lowess', () => {
  it('agrees with R to 1e-12, with rounds and without', () => {
    const rounds = lowess(x, y, { share: 0.5, rounds: 3, within });
    expect(farthest(Array.from(rounds, (value, i) => [value, reference.threeRounds[i]!]))).toBeLessThan(
      1e-12,
    );
    const none = lowess(x, y, { share: 2 / 3, rounds: 0, within });
    expect(farthest(Array.from(none, (value, i) => [value, reference.noRound[i]!]))).toBeLessThan(1e-12);
  });

  it('goes through points on a line, whatever stands at one place', () => {
    const places = Float64Array.of(0, 1, 1, 1, 2, 3, 5, 8);
    const line = places.map((at) => 3 - 2 * at);
    const curve = lowess(places, line, { share: 0.6, rounds: 3, within: 0 });
    for (let i = 0; i < line.length; i++) expect(curve[i]).toBeCloseTo(line[i]!, 12);
  });

  it('is the mean of points that are all at one place', () => {
    const curve = lowess(new Float64Array(4).fill(2), Float64Array.of(1, 2, 3, 6), {
      share: 1,
      rounds: 0,
      within: 0,
    });
    expect([...curve]).toEqual([3, 3, 3, 3]);
  });
});

import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/simulator/random.ts';
import { blocksWithoutLone, withoutLone } from '../../../shared/stats/lone-values.ts';
import { autoregression } from '../../support/coverage-grid.ts';

const noise = autoregression(randomStream(1, 'alone'), 2000, 0.5);

describe('values that stand alone', () => {
  it('are put at the mean of the others, over parts, and those that a larger one hid too', () => {
    const parts = [noise.slice(0, 1000), noise.slice(1000)];
    parts[0]![7] = 1e6;
    parts[1]![3] = -40;
    const [first, second] = withoutLone(parts);
    const others = noise.filter((_, i) => i !== 7 && i !== 1003);
    const mean = others.reduce((sum, value) => sum + value, 0) / others.length;
    expect(first![7]).toBeCloseTo(mean, 1);
    expect(second![3]).toBeCloseTo(mean, 1);
    expect(first!.with(7, 0)).toEqual(parts[0]!.with(7, 0));
    expect(parts[0]![7]).toBe(1e6);
  });

  it('are none in noise, in a step, in a constant or in nothing: the very same comes back', () => {
    const step = Float64Array.from({ length: 500 }, (_, i) => (i < 20 ? 3 : 0));
    for (const parts of [[noise], [step], [new Float64Array(9).fill(2)], [new Float64Array(0)], []])
      expect(withoutLone(parts)).toBe(parts);
  });

  it('are blocks by the mean of each, however many values it has', () => {
    const n = Float64Array.from({ length: 2000 }, (_, i) => 1 + (i % 9));
    const sum = n.map((count, i) => count * 20 + Math.sqrt(count) * noise[i]!);
    const blocks = { n, sum };
    expect(blocksWithoutLone(blocks)).toBe(blocks);
    const jumped = { n, sum: sum.with(40, sum[40]! + 1000 * n[40]!) };
    const cleared = blocksWithoutLone(jumped);
    expect(cleared.sum[40]! / n[40]!).toBeCloseTo(20, 0);
    expect(cleared.sum[41]).toBeCloseTo(sum[41]!, 6);
  });
});

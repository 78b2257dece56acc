import { describe, expect, it } from 'vitest';
import { BLOCK_MICROS } from '../../../../../shared/domain/detect/drift/block.ts';
import { farthest } from '../../../../../shared/domain/detect/drift/drift-anomaly.ts';
import { driftFigures } from '../../../../../shared/domain/detect/drift/evidence.ts';
import { blocksOf, DAY, FIRST, fold, step } from '../../../../support/drift-blocks.ts';

const HOURS = 6;

describe('how far a drift that is over went', () => {
  it('is its farthest mean of ten minutes, with when, where it lasted some hours only', () => {
    const from = 3 * DAY;
    const [drift] = fold(blocksOf(step(0.6, from, from + 4 * HOURS))).closed;
    const told = farthest(drift!, FIRST + from + 10 * HOURS);
    // In a median of six hours there is next to nothing of it.
    expect(drift!.worst).toBeLessThan(0.5);
    expect(told.departure).toBeGreaterThan(0.5);
    const block = told.departedAt! / BLOCK_MICROS - 1 - FIRST - from;
    expect(block).toBeGreaterThanOrEqual(0);
    expect(block).toBeLessThan(4 * HOURS);
    const evidence = {
      ...{ reference: 'siblings' as const, against: ['FU2'], sign: 1 as const },
      raised: 0,
      mayPage: true,
    };
    expect(driftFigures({ ...evidence, departure: 0.62, departedAt: 1_772_352_600e6 }, null, ' °C')).toBe(
      '0.62 °C above the value expected from FU2 at its farthest (mean of 10 min up to 1 Mar 08:10 UTC)',
    );
  });

  it('is the worst median of six hours where it lasted longer', () => {
    const [drift] = fold(blocksOf(step(-0.2, 3 * DAY, 5 * DAY))).closed;
    const told = farthest(drift!, FIRST + 5 * DAY);
    expect(told).not.toHaveProperty('departedAt');
    expect(told.departure).toBeCloseTo(-0.2, 1);
  });
});

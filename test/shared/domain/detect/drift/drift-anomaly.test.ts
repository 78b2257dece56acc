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

describe('what is said of a bound that a drift leads to', () => {
  const bound = { what: 'CRITICAL', value: 95 };
  const HOUR = 3_600_000_000;
  const evidence = {
    ...{ reference: 'siblings' as const, against: ['FU2'], sign: 1 as const, departure: 51.2 },
    ...{ raised: 0, mayPage: true, bound, urgentBound: bound },
    ...{ crosses: 3 * HOUR, crossesSoonest: 2 * HOUR, urgentSoonest: 2 * HOUR, contactAfterNext: 6 * HOUR },
  };

  it('names the same bound once, and no contact once it is crossed; a step of percentages is in points', () => {
    expect(driftFigures(evidence, 0, ' %')).toBe(
      '51.2 points above the value expected from FU2, reaches CRITICAL 95 % in 2 h later or never, at the soonest before the contact after the next (1 Jan 06:00 UTC)',
    );
    expect(driftFigures(evidence, 4 * HOUR, ' %')).toBe(
      '51.2 points above the value expected from FU2, beyond CRITICAL 95 % by now',
    );
  });

  it('names another bound apart', () => {
    const other = { ...evidence, urgentBound: { what: 'CRITICAL', value: 97 } };
    expect(driftFigures(other, 0, ' %')).toContain(
      ', CRITICAL 97 % in 2 h at the soonest, before the contact',
    );
  });
});

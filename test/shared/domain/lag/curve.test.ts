import { describe, expect, it } from 'vitest';
import { lagCells } from '../../../../shared/domain/lag/cells.ts';
import { lagCurve } from '../../../../shared/domain/lag/curve.ts';
import { isVote, voteOnLag } from '../../../../shared/domain/lag/vote.ts';
import { read, wander } from './signals.ts';

const signal = wander(4320, 0.99, 0.3);
const cells = lagCells(
  read(signal, { own: 0.05, seed: 1 }),
  read(signal, { own: 0.05, seed: 2, late: () => 600 }),
  60,
);
if (cells === null) throw new Error('expected cells');

describe('agreement by lag', () => {
  it('is greatest at the lag that is voted for, above what a vote needs', () => {
    const curve = lagCurve(cells);
    const vote = voteOnLag(cells);
    if (curve === null || !isVote(vote)) throw new Error('expected a curve and a vote');
    expect(curve.best?.lagSeconds).toBe(vote.lagSeconds);
    expect(curve.second?.lagSeconds).toBe(vote.secondLagSeconds);
    expect(curve.best!.agreement).toBeGreaterThan(curve.needed);
    expect(curve.second!.agreement).toBeLessThan(curve.best!.agreement);
    expect(Math.max(...curve.points.map(({ agreement }) => agreement))).toBe(curve.best!.agreement);
  });

  it('is drawn in few points, and no peak is drawn away', () => {
    const curve = lagCurve(cells, 50);
    expect(curve!.points.length).toBeLessThanOrEqual(50);
    expect(curve!.points.map(({ lagSeconds }) => lagSeconds)).toContain(600);
    const lags = curve!.points.map(({ lagSeconds }) => lagSeconds);
    expect(lags).toEqual(lags.toSorted((a, b) => a - b));
  });

  it('is not told of series that have little in common, or do not move', () => {
    const [flight, ground] = [cells.flight.subarray(0, 90), cells.ground.subarray(0, 90)];
    expect(lagCurve({ ...cells, flight, ground })).toBeNull();
    expect(lagCurve({ ...cells, ground: new Float64Array(cells.ground.length).fill(1) })).toBeNull();
  });
});

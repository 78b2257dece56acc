import { describe, expect, it } from 'vitest';
import { pairNearest } from '../../../../shared/domain/twins/pair-nearest.ts';
import { pairIndices, withStretch } from '../../../../shared/domain/twins/pair-stretches.ts';

describe('stretches of pairs', () => {
  it('are written one behind the other, empty ones left out', () => {
    const room = new Uint32Array(6);
    let used = withStretch(room, 0, 4, 7, 2);
    used = withStretch(room, used, 6, 9, 0);
    used = withStretch(room, used, 8, 10, 1);
    expect(used).toBe(6);
    expect([...room]).toEqual([4, 7, 2, 8, 10, 1]);
  });

  it('give the indices of both sides, from as many arrays as they come in', () => {
    const pairs = [Uint32Array.of(0, 1, 3, 5, 4, 1), new Uint32Array(), Uint32Array.of(9, 9, 2)];
    expect(pairIndices(pairs)).toEqual({
      flight: Uint32Array.of(0, 1, 2, 5, 9, 10),
      ground: Uint32Array.of(1, 2, 3, 4, 9, 10),
    });
    expect(pairIndices([])).toEqual({ flight: new Uint32Array(), ground: new Uint32Array() });
  });

  it('hold all pairs up to a lost sample, so that a long series needs few', () => {
    const flight = Float64Array.from({ length: 3000 }, (_, i) => 10 * i);
    const ground = flight.filter((_, i) => i !== 1000);
    const [numbers, ...last] = pairNearest(flight, ground, 4);
    expect([...numbers!]).toEqual([0, 0, 1000, 1001, 1000, 1998]);
    expect(last).toEqual([Uint32Array.of(2999, 2998, 1)]);
  });

  it('hold pairs too beside which a third sample stands within the tolerance', () => {
    const times = Float64Array.from({ length: 100 }, (_, i) => 10 * i);
    expect([...pairNearest(times, times, 25)[0]!]).toEqual([0, 0, 99]);
  });
});

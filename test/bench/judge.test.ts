import { describe, expect, it } from 'vitest';
import type { BenchRow } from '../../bench/bench-row.ts';
import { judge, median } from '../../bench/judge.ts';

const side = async () => ({ run: async () => 1 });
const rowOf = (better: 'more' | 'less', goal: BenchRow['goal']): BenchRow => ({
  row: 'x',
  unit: 'u',
  better,
  goal,
  prepare: async () => {},
  sides: { ours: side, peer: side },
});
const ran = (name: string, ...values: number[]) => ({ side: name, values, rssMb: 100 });

describe('the judge of a row', () => {
  it('takes the median of the rounds, of an even number the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 100])).toBe(3);
    expect(() => median([])).toThrow('no median of nothing');
  });

  it('gives how many times better ours is, where more is better and where less is', () => {
    const sides = [ran('ours', 10, 30, 20), ran('peer', 5, 5, 5)];
    expect(judge(rowOf('more', { ratio: 4 }), sides).results[0]).toMatchObject({
      ours: 20,
      peer: 5,
      ratio: 4,
    });
    expect(judge(rowOf('more', { ratio: 4 }), sides).misses).toEqual([]);
    expect(judge(rowOf('less', { ratio: 4 }), sides).results[0]).toMatchObject({ ratio: 0.25 });
  });

  it('compares round with round, because the machine is not the same in all of them', () => {
    const [quiet, busy, busier] = [10, 5, 4];
    const ours = ran('ours', 3 * quiet, 3 * busy, 3 * busier);
    expect(judge(rowOf('more', {}), [ours, ran('peer', quiet, busy, busier)]).results[0]!.ratio).toBe(3);
    const drifting = [ran('ours', 30, 15, 12), ran('peer', 10, 10, 10)];
    expect(judge(rowOf('more', {}), drifting).results[0]!.ratio).toBe(1.5);
    expect(judge(rowOf('less', {}), drifting).results[0]!.ratio).toBeCloseTo(0.667, 3);
  });

  it('misses a goal in a sentence for each: ratio, value, memory', () => {
    const sides = [ran('ours', 4), ran('peer', 5)];
    expect(judge(rowOf('more', { ratio: 1, value: 5, rssMb: 80 }), sides).misses).toEqual([
      'x: 0.80 times peer, the goal is 1',
      'x: 4 u, the goal is 5',
      'x: 100 MB at its peak, the goal is 80',
    ]);
    expect(judge(rowOf('less', { value: 4 }), sides).misses).toEqual([]);
    expect(judge(rowOf('less', { value: 3.9 }), sides).misses).toHaveLength(1);
  });

  it('gives ours alone where the peer is not installed, and does not take the ratio for met', () => {
    const { results, absent, misses } = judge(rowOf('more', { ratio: 2 }), [
      ran('ours', 4),
      { side: 'peer', absent: 'the peer is not installed' },
    ]);
    expect(results).toEqual([
      { row: 'x', unit: 'u', ours: 4, peer: null, peerName: null, ratio: null, rssMb: 100 },
    ]);
    expect(absent).toEqual([{ side: 'peer', absent: 'the peer is not installed' }]);
    expect(misses).toEqual(['x: peer did not run, the goal is 2']);
  });

  it('misses the ratio where one of two peers is not installed, and only there', () => {
    const sides = [ran('ours', 4), ran('near', 1), { side: 'far', absent: 'the peer is not installed' }];
    expect(judge(rowOf('more', { ratio: 2 }), sides).misses).toEqual(['x: far did not run, the goal is 2']);
    expect(judge(rowOf('more', { value: 2 }), sides).misses).toEqual([]);
  });
});

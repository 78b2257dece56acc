import { describe, expect, it } from 'vitest';
import { mapAtMost } from '../../../shared/domain/map-at-most.ts';

describe('mapAtMost', () => {
  it('gives results in the order of the items, with no more under way than it may', async () => {
    let underWay = 0;
    let most = 0;
    const results = await mapAtMost(3, [5, 1, 4, 2, 3, 9, 7], async (turns) => {
      most = Math.max(most, ++underWay);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      underWay--;
      return turns * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30, 90, 70]);
    expect(most).toBe(3);
  });

  it('fails as the first that fails', async () => {
    const fail = (n: number) => (n === 2 ? Promise.reject(new Error('two')) : Promise.resolve(n));
    await expect(mapAtMost(2, [1, 2, 3], fail)).rejects.toThrow('two');
    expect(await mapAtMost(2, [], fail)).toEqual([]);
  });
});

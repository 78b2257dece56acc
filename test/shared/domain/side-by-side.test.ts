import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../../shared/domain/side-by-side.ts';

const turn = () => new Promise(setImmediate);

describe('work side by side', () => {
  it('is done for each item once, eight at a time', async () => {
    let [now, most] = [0, 0];
    const done: number[] = [];
    const items = Array.from({ length: 30 }, (_, i) => i);
    await sideBySide(items, async (item) => {
      most = Math.max(most, ++now);
      await turn();
      now--;
      done.push(item);
    });
    expect(most).toBe(8);
    expect(done.toSorted((a, b) => a - b)).toEqual(items);
    await sideBySide([], () => Promise.reject(new Error('nothing is there')));
  });

  it('begins nothing after a failure, waits for what was begun, and fails with the first', async () => {
    const ended: number[] = [];
    const working = sideBySide(
      Array.from({ length: 30 }, (_, i) => i),
      async (item) => {
        if (item === 2) throw new Error('of 2');
        await turn();
        ended.push(item);
        if (item === 3) throw new Error('of 3');
      },
    );
    await expect(working).rejects.toThrow('of 2');
    expect(ended.toSorted((a, b) => a - b)).toEqual([0, 1, 3, 4, 5, 6, 7]);
  });
});

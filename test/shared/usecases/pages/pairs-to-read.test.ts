import { describe, expect, it } from 'vitest';
import { readInOrder } from '../../../../shared/usecases/pages/pairs-to-read.ts';
import { pairsOf } from '../../domain/twins/pairs-of.ts';

/** Reads that are answered when they are told to be, and which of them have begun. */
function asked(...pairs: number[]) {
  const begun: number[] = [];
  const answers = pairs.map(() => Promise.withResolvers<void>());
  const list = pairs.map((about, i) => ({
    pairs: about,
    read: async () => {
      begun.push(i);
      await answers[i]!.promise;
      return { ...pairsOf([[i, i]]), series: `${i}` };
    },
  }));
  return { begun, answers, list };
}

describe('pairs that are read in order', () => {
  it('come in their order, also where later ones are there first', async () => {
    const { answers, list } = asked(1, 1, 1);
    const read = Array.fromAsync(readInOrder(list));
    for (const { resolve } of answers.toReversed()) resolve();
    expect((await read).map(({ series }) => series)).toEqual(['0', '1', '2']);
  });

  it.each([
    ['as long as they are few', [400_000, 500_000, 200_000], [0, 1]],
    ['one at least', [20_000_000, 1], [0]],
    ['24 at the most', Array(30).fill(1), Array.from({ length: 24 }, (_, i) => i)],
  ])('are asked for ahead %s', async (_, pairs, expected) => {
    const { begun, answers, list } = asked(...pairs);
    const read = readInOrder(list);
    const first = read.next();
    expect(begun).toEqual(expected);
    for (const { resolve } of answers) resolve();
    await first;
    await read.next();
    // What was handed out makes room for others.
    expect(begun.length).toBeGreaterThan(expected.length);
  });

  it('end with the first that fails, whatever becomes of those behind it', async () => {
    const { answers, list } = asked(1, 1, 1);
    answers[1]!.reject(new Error('the second'));
    answers[2]!.reject(new Error('the third'));
    const read = readInOrder(list);
    answers[0]!.resolve();
    expect((await read.next()).value).toMatchObject({ series: '0' });
    await expect(read.next()).rejects.toThrow('the second');
    expect((await read.next()).done).toBe(true);
  });
});

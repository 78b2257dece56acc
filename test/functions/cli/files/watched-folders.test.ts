import { describe, expect, it } from 'vitest';
import {
  type Handed,
  pauseAfterFailures,
  type SeenFile,
  settledIn,
  watchFolders,
} from '../../../../functions/cli/files/watched-folders.ts';

const file = (path: string, bytes: number, modifiedMs = 1): SeenFile => ({ path, bytes, modifiedMs });

/** Goes through the looks, ten seconds apart, and ends; what is handed on, look by look. */
async function handedOn(looks: readonly (readonly SeenFile[])[], answers: readonly Handed[] = []) {
  const quit = new AbortController();
  const handed: string[][] = looks.map(() => []);
  const left = [...answers];
  let at = -1;
  await watchFolders({
    look: async () => {
      at++;
      return looks[at]!;
    },
    hand: async ({ path, bytes }) => {
      handed[at]!.push(`${path} ${bytes}`);
      return left.shift() ?? 'DONE';
    },
    pause: async () => {
      if (at === looks.length - 1) quit.abort();
    },
    signal: quit.signal,
    nowMs: () => at * 10_000,
  });
  return handed;
}

describe('a file that comes into a folder', () => {
  it('is handed on once, when it has stopped growing', async () => {
    const looks = [[file('a', 10)], [file('a', 20)], [file('a', 20)], [file('a', 20)]];
    expect(await handedOn(looks)).toEqual([[], [], ['a 20'], []]);
  });

  it('is not complete where only its time has moved, and not begun where it is empty', () => {
    expect(settledIn([file('a', 20, 1)], [file('a', 20, 2)])).toEqual([]);
    expect(settledIn([file('a', 0)], [file('a', 0)])).toEqual([]);
    expect(settledIn([], [file('a', 20)])).toEqual([]);
  });

  it('is handed on again at once where it has changed', async () => {
    const looks = [[file('a', 1)], [file('a', 1)], [file('a', 2)], [file('a', 2)]];
    expect(await handedOn(looks, ['FAILED'])).toEqual([[], ['a 1'], [], ['a 2']]);
  });

  it('is tried again after pauses that double where it failed, and keeps no other back meanwhile', async () => {
    const both = [file('a', 1), file('b', 1)];
    const looks = Array.from({ length: 7 }, () => both);
    expect(await handedOn(looks, ['FAILED', 'DONE', 'FAILED', 'FAILED'])).toEqual([
      [],
      ['a 1', 'b 1'],
      ['a 1'],
      [],
      ['a 1'],
      [],
      [],
    ]);
    expect([1, 2, 3, 5, 6, 60].map(pauseAfterFailures)).toEqual([
      10_000, 20_000, 40_000, 160_000, 300_000, 300_000,
    ]);
  });

  it('keeps no other back that is complete', async () => {
    const looks = [
      [file('a', 1), file('b', 1)],
      [file('a', 9), file('b', 1)],
    ];
    expect(await handedOn(looks)).toEqual([[], ['b 1']]);
  });
});

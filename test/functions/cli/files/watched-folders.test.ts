import { describe, expect, it } from 'vitest';
import {
  type Handed,
  type SeenFile,
  settledIn,
  watchFolders,
} from '../../../../functions/cli/files/watched-folders.ts';

const file = (path: string, bytes: number, modifiedMs = 1): SeenFile => ({ path, bytes, modifiedMs });

/** Goes through the looks and ends; what is handed on, look by look. */
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

  it('is handed on again where the line broke, and where it has changed', async () => {
    const looks = [[file('a', 1)], [file('a', 1)], [file('a', 1)], [file('a', 2)], [file('a', 2)]];
    expect(await handedOn(looks, ['AGAIN'])).toEqual([[], ['a 1'], ['a 1'], [], ['a 2']]);
  });

  it('keeps no other back that is complete', async () => {
    const looks = [
      [file('a', 1), file('b', 1)],
      [file('a', 9), file('b', 1)],
    ];
    expect(await handedOn(looks)).toEqual([[], ['b 1']]);
  });
});

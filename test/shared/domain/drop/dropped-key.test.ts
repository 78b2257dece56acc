import { describe, expect, it } from 'vitest';
import { isFolder, parseDroppedKey } from '../../../../shared/domain/drop/dropped-key.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';

describe('the key of a dropped file', () => {
  it.each([
    ['drop/osteo-m3/fu1.csv', 'osteo-m3', 'fu1.csv'],
    ['drop/osteo-m3/2026-03-01/pass 7/fu1.csv', 'osteo-m3', 'fu1.csv'],
    ['drop/e/a+b%20c%2Fd.csv', 'e', 'a+b%20c%2Fd.csv'],
    ['drop/e/温度 été.csv', 'e', '温度 été.csv'],
    ['drop/e/...', 'e', '...'],
    ['drop/e/drop/x', 'e', 'x'],
  ])('%s is of %s, called %s', (key, experiment, fileName) => {
    expect(parseDroppedKey(key)).toEqual({ experiment, fileName });
  });

  it.each([
    ['drop/fu1.csv', 'drop.no-experiment', 'got "drop/fu1.csv"'],
    ['drop//fu1.csv', 'drop.no-experiment', 'below the id of its experiment'],
    ['drop/', 'drop.no-experiment', 'expected drop/<experiment>/<file name>'],
    ['drop/e/../other/fu1.csv', 'drop.odd-key', 'a part is "." or ".."'],
    ['drop/e/./fu1.csv', 'drop.odd-key', 'a part is "." or ".."'],
    ['drop/e/..', 'drop.odd-key', 'a part is "." or ".."'],
    ['drop/../e/fu1.csv', 'drop.odd-key', 'a part is "." or ".."'],
    ['drop/e/', 'drop.odd-key', 'has no file name'],
    ['drop/e//fu1.csv', 'drop.odd-key', 'between two "/" is empty'],
    ['drop/e/a\nb.csv', 'drop.odd-key', 'control characters'],
    ['drop/e/a\u0000b.csv', 'drop.odd-key', 'control characters'],
  ])('%j is refused with %s', (key, code, sentence) => {
    const refused = () => parseDroppedKey(key);
    expect(refused).toThrow(Refusal);
    expect(refused).toThrow(expect.objectContaining({ code, message: expect.stringContaining(sentence) }));
  });

  it('that ends in a slash is a folder where nothing is in it', () => {
    expect([
      isFolder({ key: 'drop/e/', bytes: 0 }),
      isFolder({ key: 'drop/e/', bytes: 1 }),
      isFolder({ key: 'drop/e/a.csv', bytes: 0 }),
    ]).toEqual([true, false, false]);
  });
});

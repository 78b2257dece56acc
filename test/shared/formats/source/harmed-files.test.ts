import { describe, expect, it } from 'vitest';
import { harmedFile } from '../../../support/harmed-files/harmed-file.ts';
import { hold } from '../../../support/harmed-files/hold.ts';

/** The campaign `test/campaigns/whole-files.ts` in short. */
const FILES = 400;
const SEED = 8;

describe('files that are harmed in ways that only the whole shows', () => {
  it('hold no value and no time that differs without a mark', async () => {
    const totals = { read: 0, refused: 0, rejected: 0, marked: 0 };
    for (let number = 0; number < FILES; number++) {
      const file = harmedFile(SEED, number);
      const { wrong, lost, refused, rejected, marked } = await hold(file, number % 8 === 0);
      expect({ number, kinds: file.kinds, wrong, lost }).toEqual({
        number,
        kinds: file.kinds,
        wrong: [],
        lost: [],
      });
      if (refused === null) totals.read++;
      else totals.refused++;
      totals.rejected += rejected;
      totals.marked += marked;
    }
    // A test that saw no harm, or only refused files, would show nothing.
    expect(totals.read).toBeGreaterThan(FILES / 2);
    expect(totals.refused).toBeGreaterThan(FILES / 20);
    expect(totals.rejected).toBeGreaterThan(FILES);
    expect(totals.marked).toBeGreaterThan(FILES / 20);
  });
});

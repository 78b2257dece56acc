import { describe, expect, it } from 'vitest';
import {
  samplesOfDose,
  samplesOfOneG,
  spreadStretches,
  stretchesText,
} from '../../../../shared/domain/g-level/spread-stretches.ts';

const SECOND = 1e6;
const DAY = 86_400 * SECOND;
const MOST = 1_200_000;

it('Samples that tell whether units were at 1 g are shared among all that may be asked for', () => {
  expect([1, 8, 9, 123].map(samplesOfOneG)).toEqual([3_000_000, 3_000_000, 2_666_666, 195_121]);
});

describe('stretches of a culture that is too much to read', () => {
  it('lie in the middle of their steps: one alone is not the spin-up', () => {
    // Three axes at 500 Hz: 800 s.
    const culture = [{ from: 5 * DAY, to: 9 * DAY }];
    const found = spreadStretches(culture, MOST, 1500 / SECOND);
    expect(found).toEqual([{ from: 7 * DAY - 400 * SECOND, to: 7 * DAY + 400 * SECOND }]);
    expect(stretchesText(found, 1)).toMatch(
      /^read in 1 stretch of 13 min 20 s or less, in the middle of the culture, since/,
    );
  });

  it('are evenly spread, disjoint, within the culture and no more than is read, whatever is armed', () => {
    const culture = [
      { from: 0, to: 0.1 * DAY },
      { from: 2 * DAY, to: 2 * DAY + 60 * SECOND },
      { from: 3 * DAY, to: 33 * DAY },
    ];
    const found = spreadStretches(culture, MOST, 3 / SECOND);
    expect(found).toHaveLength(40);
    let before = 0;
    let length = 0;
    for (const { from, to } of found) {
      expect(from).toBeGreaterThanOrEqual(before);
      expect(culture.some((one) => one.from <= from && to <= one.to)).toBe(true);
      before = to;
      length += to - from;
    }
    expect((length * 3) / SECOND).toBeLessThanOrEqual(MOST);
    expect((length * 3) / SECOND).toBeGreaterThan(0.9 * MOST);
  });

  it('are said by the longest, since the first may be cut', () => {
    const stretches = [
      { from: 0, to: 60 * SECOND },
      { from: DAY, to: DAY + 600 * SECOND },
    ];
    expect(stretchesText(stretches, 20)).toBe(
      'read in 2 stretches of 10 min or less, evenly spread, since at most 1,200,000 samples of it are read: what is outside of them is in none of these numbers',
    );
  });

  it('share what is read for an answer: of 100 doses a fifth of what is read of one', () => {
    expect([1, 20, 100].map(samplesOfDose)).toEqual([MOST, MOST, MOST / 5]);
    expect(stretchesText([{ from: 0, to: DAY }], 100)).toContain(
      'since at most 240,000 samples of it are read (24,000,000 of all 100 doses together): what',
    );
  });
});

import { describe, expect, it } from 'vitest';
import {
  addToLevels,
  copyOfLevels,
  levelAt,
  startLevels,
  wentSince,
} from '../../../../../shared/domain/detect/drift/levels.ts';

const SIX_HOURS = 36;
/** A stretch of six hours begins with it. */
const FIRST = 80_000 * SIX_HOURS;

/** Blocks of these values by number, from the first on; null where none came. */
function levelsOf(count: number, atBlock: (block: number) => number | null) {
  const levels = startLevels();
  for (let i = 0; i < count; i++) {
    const value = atBlock(i);
    if (value !== null) addToLevels(levels, FIRST + i, value);
  }
  return levels;
}

describe('where a series stood', () => {
  it('is its mean over six hours', () => {
    const levels = levelsOf(4 * SIX_HOURS, (i) => Math.floor(i / SIX_HOURS));
    expect([0, 1, 2].map((i) => levelAt(levels, 80_000 + i))).toEqual([0, 1, 2]);
    expect(levelAt(levels, 80_003)).toBeNaN();
    expect(levelAt(levels, 79_999)).toBeNaN();
  });

  it('is not known of six hours of which too little came, nor of a gap', () => {
    const levels = levelsOf(6 * SIX_HOURS, (i) =>
      i >= SIX_HOURS && i < 3 * SIX_HOURS ? null : i >= 3 * SIX_HOURS && i % 36 > 10 ? null : 1,
    );
    expect([0, 1, 2, 3, 4].map((i) => levelAt(levels, 80_000 + i))).toEqual([1, NaN, NaN, NaN, NaN]);
  });

  it('is kept for seven days', () => {
    const levels = levelsOf(40 * SIX_HOURS, () => 1);
    expect(levels.past).toHaveLength(28);
    expect(levels.first).toBe(80_000 + 39 - 28);
  });

  it('is not changed in a copy, nor by a clock that goes backwards', () => {
    const levels = levelsOf(3 * SIX_HOURS, () => 1);
    const copy = copyOfLevels(levels);
    addToLevels(levels, FIRST + 4 * SIX_HOURS, 5);
    addToLevels(levels, FIRST, 99);
    expect(copy.past).toEqual([1, 1]);
    expect(levels.past).toEqual([1, 1, 1]);
    expect(levels.sum).toBe(5);
  });
});

describe('how far a series went', () => {
  it('counts from the day before', () => {
    const levels = levelsOf(12 * SIX_HOURS, (i) => (i < 8 * SIX_HOURS ? 1 : 1.5));
    expect(wentSince(levels, FIRST + 8 * SIX_HOURS, 'recent')).toBeCloseTo(0.5, 3);
  });

  it('counts from its first six hours where nothing came before', () => {
    const levels = levelsOf(5 * SIX_HOURS, (i) => (i < SIX_HOURS ? 1 : 1.5));
    expect(wentSince(levels, FIRST - 1, 'recent')).toBeCloseTo(0.5, 3);
  });

  it('is not known where the seven days that are kept begin after it', () => {
    const went = (days: number) =>
      wentSince(
        levelsOf((1 + days) * 4 * SIX_HOURS + 1, (i) => (i < 4 * SIX_HOURS ? 1 : 1.5)),
        FIRST + 4 * SIX_HOURS,
        'recent',
      );
    expect(went(6.75)).toBeCloseTo(0.5, 3);
    expect(went(7)).toBeNull();
    expect(went(30)).toBeNull();
  });

  it('is not known where nothing stands to count from', () => {
    expect(
      wentSince(
        levelsOf(20, () => 1),
        FIRST,
        'recent',
      ),
    ).toBeNull();
    expect(wentSince(startLevels(), FIRST, 'recent')).toBeNull();
  });
});

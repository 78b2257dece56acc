import { describe, expect, it } from 'vitest';
import { coverableOf, coverableText, judgedTimeText } from '../../../../shared/domain/twins/coverable.ts';

const HOUR = 3_600_000_000;
const hours = (from: number, to: number) => ({ from: from * HOUR, to: to * HOUR });
const EVER = { from: -Infinity, to: Infinity };
const DAY = hours(9, 33);

describe('the time that coverage is counted over', () => {
  it('is a phase to its end, whatever came of it', () => {
    expect(coverableOf([hours(9, 488)], EVER, DAY)).toEqual({ seconds: 479 * 3600, basis: 'ASKED' });
    expect(coverableOf([hours(9, 488)], hours(9, 489), DAY).seconds).toBe(479 * 3600);
    expect(coverableOf([hours(9, 488)], EVER, null).seconds).toBe(479 * 3600);
  });

  it('is the part of it that was asked for', () => {
    expect(coverableOf([hours(9, 488)], hours(20, 100), DAY).seconds).toBe(80 * 3600);
    expect(coverableOf([hours(0, 10), hours(20, 30)], hours(5, 25), DAY).seconds).toBe(10 * 3600);
    expect(coverableOf([hours(0, 10)], hours(20, 25), DAY).seconds).toBe(0);
  });

  it('is no longer than to the newest sample where nothing has ended the phase yet', () => {
    const open = { seconds: 33 * 3600, basis: 'ASKED', until: 33 * HOUR };
    expect(coverableOf([{ from: 0, to: Infinity }], EVER, DAY)).toEqual(open);
    expect(coverableOf([EVER], hours(0, 480), DAY)).toEqual(open);
    expect(coverableOf([EVER], hours(0, 20), DAY)).toEqual({ seconds: 20 * 3600, basis: 'ASKED' });
    // A phase that begins behind all that came is not open yet.
    expect(coverableOf([{ from: 40 * HOUR, to: Infinity }], EVER, DAY)).toEqual({
      seconds: 0,
      basis: 'ASKED',
    });
  });

  it('is what came where neither phase nor range is there', () => {
    expect(coverableOf([EVER], EVER, DAY)).toEqual({ seconds: 24 * 3600, basis: 'RECEIVED' });
    expect(coverableOf([EVER], EVER, null).seconds).toBe(0);
  });

  it('is said in words', () => {
    expect(coverableText(86_400, { seconds: 479 * 3600, basis: 'ASKED' })).toBe('24 h of 19 d 23 h');
    const open = { seconds: 86_400, basis: 'ASKED', until: 33 * HOUR } as const;
    expect(coverableText(86_400, open)).toBe('24 h up to the newest sample');
    expect(judgedTimeText(3600, open)).toBe(
      '1 h of 24 h up to the newest sample; it goes on, and no later time is judged',
    );
    expect(coverableText(86_400, { seconds: 86_401, basis: 'ASKED' })).toBe('24 h');
    expect(coverableText(86_400, { seconds: 86_400, basis: 'RECEIVED' })).toBe(
      '24 h, all that came: no phase or range says how long it should be',
    );
  });
});

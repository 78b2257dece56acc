import { describe, expect, it } from 'vitest';
import {
  unitWholeHours,
  wholeHoursApart,
  wholeHoursText,
} from '../../../../shared/domain/timeline/whole-hours.ts';

const HOUR = 3600e6;
const hours = (apart: number, period = 60) =>
  wholeHoursApart(100 * HOUR + apart, 100 * HOUR, period)?.hours ?? null;

describe('samples that begin whole hours from the first event', () => {
  it('are told, to a period and to 5 minutes at most, from one hour to 14, either way', () => {
    expect([HOUR, -HOUR, 14 * HOUR, HOUR + 60e6, HOUR - 60e6].map((apart) => hours(apart))).toEqual([
      1, -1, 14, 1, 1,
    ]);
    expect([0, HOUR + 60e6 + 1, HOUR / 2, 15 * HOUR, 26 * HOUR].map((apart) => hours(apart))).toEqual(
      Array(5).fill(null),
    );
    expect([hours(HOUR + 300e6, 900), hours(HOUR + 301e6, 900)]).toEqual([1, null]);
  });

  it('are those from the earliest event that stands of the unit', () => {
    const event = (name: string, at: number, more = {}) => ({ name, unit: 'FU1', at, accuracy: 1, ...more });
    const events = [event('activation', 9 * HOUR), event('launch', 8 * HOUR, { id: 'a' })];
    expect(unitWholeHours(events, 'FU1', 10 * HOUR, 60)?.hours).toBe(2);
    const moved = [...events, event('launch', 8.5 * HOUR, { supersedes: 'a' })];
    expect(unitWholeHours(moved, 'FU1', 10 * HOUR, 60)).toBeNull();
    expect(unitWholeHours(events, 'GU1', 10 * HOUR, 60)).toBeNull();
    expect(unitWholeHours(events, 'FU1', null, 60)).toBeNull();
  });

  it('say which way and what to check', () => {
    expect(wholeHoursText('FU1', wholeHoursApart(9 * HOUR, 8 * HOUR, 60)!)).toBe(
      'the samples of FU1 begin at 1970-01-01T09:00:00Z, exactly 1 hour after its first event (1970-01-01T08:00:00Z): check the time zone of the file',
    );
    expect(wholeHoursText('FU1', wholeHoursApart(6 * HOUR, 8 * HOUR, 60)!)).toContain(
      'exactly 2 hours before',
    );
  });
});

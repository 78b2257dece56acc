import { describe, expect, it } from 'vitest';
import {
  unitStart,
  wholeHoursAlone,
  wholeHoursApart,
  wholeHoursText,
} from '../../../../shared/domain/timeline/whole-hours.ts';

const HOUR = 3600e6;
const start = (firstSample: number, firstEvent: number) => ({ firstSample, firstEvent });
const hours = (apart: number, period = 60) =>
  wholeHoursApart(start(100 * HOUR + apart, 100 * HOUR), period)?.hours ?? null;

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
    expect(unitStart(events, 'FU1', 10 * HOUR)).toEqual(start(10 * HOUR, 8 * HOUR));
    const moved = [...events, event('launch', 8.5 * HOUR, { supersedes: 'a' })];
    expect(unitStart(moved, 'FU1', 10 * HOUR)).toEqual(start(10 * HOUR, 8.5 * HOUR));
    expect(unitStart(events, 'GU1', 10 * HOUR)).toBeNull();
    expect(unitStart(events, 'FU1', null)).toBeNull();
  });

  it('are as planned where a twin begins as long from its own first event, to 5 minutes', () => {
    const alone = (...twins: (number | null)[]) =>
      wholeHoursAlone(
        start(2 * HOUR, 8 * HOUR),
        twins.map((apart) => (apart === null ? null : start(apart, 0))),
        60,
      )?.hours ?? null;
    expect([alone(), alone(null), alone(-5 * HOUR), alone(-6 * HOUR + 301e6)]).toEqual([-6, -6, -6, -6]);
    expect([alone(-6 * HOUR), alone(-6 * HOUR + 300e6), alone(null, 0, -6 * HOUR - 20e6)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(wholeHoursAlone(null, [], 60)).toBeNull();
  });

  it('say which way and what to check', () => {
    expect(wholeHoursText('FU1', wholeHoursApart(start(9 * HOUR, 8 * HOUR), 60)!)).toBe(
      'the samples of FU1 begin at 1970-01-01T09:00:00Z, exactly 1 hour after its first event (1970-01-01T08:00:00Z): check the time zone of the file',
    );
    expect(wholeHoursText('FU1', wholeHoursApart(start(6 * HOUR, 8 * HOUR), 60)!)).toContain(
      'exactly 2 hours before',
    );
    expect(wholeHoursText('GU1', wholeHoursApart(start(6 * HOUR + 20e6, 8 * HOUR), 60)!)).toContain(
      ', 2 hours (to 20 s) before its first event',
    );
  });
});

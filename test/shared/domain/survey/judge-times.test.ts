import { describe, expect, it } from 'vitest';
import type { KindFacts } from '../../../../shared/domain/survey/file-survey.ts';
import { exchangedDays, twelveHourClock, wrongFormat } from '../../../../shared/domain/survey/judge-times.ts';
import { TimeTexts } from '../../../../shared/domain/survey/time-texts.ts';

/** Of so many times so many are unreadable, and of these so many have the form of one. */
function timesOf(times: number, unreadable: number, misfits: number) {
  const texts = new TimeTexts();
  texts.readable(times - unreadable);
  for (let i = 0; i < unreadable; i++) texts.unreadable(i < misfits, i + 2, `text ${i}`);
  return texts.facts();
}

describe('a format that is proven wrong', () => {
  it.each([
    // A third of 21 is 7: not more than a third. Of 19 times nothing can be said.
    [21, 7, 0, false],
    [21, 8, 0, true],
    [20, 6, 0, false],
    [20, 7, 0, true],
    [19, 19, 0, false],
    // Three misfits, or one of a hundred.
    [10_000, 2, 2, false],
    [10_000, 3, 3, true],
    [100, 1, 1, true],
    [101, 1, 1, false],
    [200, 2, 2, true],
    [201, 2, 2, false],
    [1, 1, 1, true],
    [0, 0, 0, false],
  ])('of %d times, %d unreadable and %d misfits: %s', (times, unreadable, misfits, isWrong) => {
    expect(wrongFormat(timesOf(times, unreadable, misfits), 'd/M/yyyy') !== null).toBe(isWrong);
  });

  it('is told with the first text and its line', () => {
    const refusal = wrongFormat(timesOf(30, 12, 0), 'd/M/yyyy');
    expect(refusal).toMatchObject({ code: 'time.format-wrong', place: { line: 2 } });
    expect(refusal?.message).toContain(
      'expected times as d/M/yyyy, got 12 of 30 that do not have this form (first: line 2, "text 0")',
    );
  });
});

const HOUR = 3600e6;
const facts = (over: Partial<KindFacts>): KindFacts => ({
  kind: 0,
  rows: 100,
  stepsBack: 1,
  firstBacks: [{ line: 5, from: 12.5 * HOUR, to: 1.5 * HOUR }],
  deepestBack: 0,
  halfDayStep: HOUR,
  step: HOUR,
  ...over,
});

describe('a clock of twelve hours', () => {
  const hours = (...shown: number[]) => shown.reduce((mask, hour) => mask | (1 << hour), 0);

  it.each([
    ['hours 1 to 12', facts({}), hours(1, 11, 12), true],
    ['an hour 0', facts({}), hours(0, 1, 11, 12), false],
    ['an hour 13', facts({}), hours(1, 12, 13), false],
    ['counts', facts({}), 0, false],
    [
      'a step of ten with half a day more, where rows are lost at noon',
      facts({ halfDayStep: 10 * HOUR }),
      hours(1, 12),
      true,
    ],
    ['a step of more than ten', facts({ halfDayStep: 10 * HOUR + 1 }), hours(1, 12), false],
    ['no step back within half a day', facts({ halfDayStep: null }), hours(1, 12), false],
    ['rows in no order', facts({ stepsBack: 34 }), hours(1, 12), false],
    ['rows of which two of three steps lead forwards', facts({ stepsBack: 33 }), hours(1, 12), true],
  ] as const)('%s', (_, one, shown, isTold) => {
    expect(twelveHourClock([one], shown)?.code).toBe(isTold ? 'time.twelve-hour' : undefined);
  });
});

describe('days and months that a spreadsheet exchanged', () => {
  const day = (month: number, date: number) => Date.UTC(2026, month - 1, date) * 1000;
  const exchanged = (at: number) => {
    const date = new Date(at / 1000);
    return date.getUTCDate() > 12 ? null : day(date.getUTCDate(), date.getUTCMonth() + 1);
  };
  const texts = { exchanged, isPlausible: () => true };
  const everyMinute = () => HOUR / 60;
  const back = (from: number, to: number) =>
    exchangedDays([facts({ step: 24 * HOUR, firstBacks: [{ line: 9, from, to }] })], [], everyMinute, texts)
      ?.code;

  it('are seen where the row before the step, or after it, would go on', () => {
    // 12 March, written as 3 December; then 13 March.
    expect(back(day(12, 3), day(3, 13))).toBe('time.day-and-month');
    // 28 February; then 1 March, written as 3 January.
    expect(back(day(2, 28), day(1, 3))).toBe('time.day-and-month');
  });

  it('are not where it would not', () => {
    expect(back(day(12, 3), day(3, 17))).toBeUndefined();
    expect(back(day(5, 20), day(3, 13))).toBeUndefined();
    expect(exchangedDays([facts({ firstBacks: [] })], [], everyMinute, texts)).toBeNull();
    expect(exchangedDays([facts({})], [], everyMinute, { ...texts, exchanged: () => null })).toBeNull();
  });

  it('are seen where days between lack because they were shown at times that cannot be', () => {
    // 11 May, written as 5 November; 12 May, as 5 December, is rejected; then 13 May.
    const step = (isPlausible: (at: number) => boolean) =>
      exchangedDays(
        [facts({ step: HOUR, firstBacks: [{ line: 9, from: day(11, 5) + 23 * HOUR, to: day(5, 13) }] })],
        [],
        everyMinute,
        { exchanged: (at: number) => exchangedAt(at), isPlausible },
      )?.code;
    expect(step((at) => at < day(11, 20))).toBe('time.day-and-month');
    expect(step(() => true)).toBeUndefined();
  });

  const exchangedAt = (at: number) => {
    const moved = exchanged(at);
    return moved === null ? null : moved + (at % (24 * HOUR));
  };
  /** From 3 March to the 3rd of other months at these hours; rows are one hour apart. */
  const leap = (month: number, date: number, hour: number, over = {}) => {
    const one = { line: 5, from: day(3, 3) + 23 * HOUR, to: day(month, date) + hour * HOUR };
    const rows = facts({ stepsBack: 0, firstBacks: [], step: HOUR, ...over });
    return exchangedDays([rows], [one], everyMinute, { exchanged: exchangedAt, isPlausible: () => true })
      ?.code;
  };

  it('are seen where each day leads a month on', () => {
    expect(leap(4, 3, 0)).toBe('time.day-and-month');
    expect(leap(4, 3, 2)).toBe('time.day-and-month');
  });

  it('are not where a gap of a month does not begin and end at midnight, or rows are rare', () => {
    expect(leap(4, 3, 3)).toBeUndefined();
    expect(leap(4, 4, 0)).toBeUndefined();
    expect(leap(5, 3, 0)).toBeUndefined();
    expect(leap(4, 3, 0, { step: 9 * HOUR })).toBeUndefined();
  });

  /** The 3rd of every month from January on, twelve hours apart or once, as 1 to 12 March with day and month exchanged. */
  const months = (count: number, hours: readonly number[], period: number) => {
    const rows = Array.from({ length: count }, (_, i) =>
      hours.map((hour) => day(i + 1, 3) + hour * HOUR),
    ).flat();
    const leaps = rows.flatMap((to, i) =>
      i > 0 && to - rows[i - 1]! > 24 * HOUR ? [{ line: i + 2, from: rows[i - 1]!, to }] : [],
    );
    const step = hours.length > 1 ? 12 * HOUR : 30 * 24 * HOUR;
    const one = facts({ stepsBack: 0, firstBacks: [], step });
    const known = { exchanged: exchangedAt, isPlausible: () => true };
    return exchangedDays([one], leaps, () => period, known)?.code;
  };

  it('are seen of rows once or twice a day, where nothing but leaps of a month lies between', () => {
    expect(months(3, [0, 12], HOUR / 60)).toBe('time.day-and-month');
    expect(months(3, [6, 18], 12 * HOUR)).toBe('time.day-and-month');
    expect(months(3, [9], 24 * HOUR)).toBe('time.day-and-month');
    expect(months(3, [9], HOUR)).toBe('time.day-and-month');
  });

  it('are not of two days, nor where rows are promised by the month', () => {
    expect(months(2, [0, 12], HOUR / 60)).toBeUndefined();
    expect(months(12, [9], 30 * 24 * HOUR)).toBeUndefined();
  });
});

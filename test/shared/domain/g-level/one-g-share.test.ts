import { describe, expect, it } from 'vitest';
import { oneGShare } from '../../../../shared/domain/g-level/one-g-share.ts';

const HOUR = 3_600_000_000;
const CULTURE = { from: 0, to: 100 * HOUR };
/** One level per hour. */
const levels = (g: readonly (number | null)[]) => {
  const kept = g.flatMap((level, hour) => (level === null ? [] : [[hour * HOUR, level] as const]));
  return { times: Float64Array.from(kept, ([at]) => at), g: Float64Array.from(kept, ([, level]) => level) };
};
const hours = (g: (hour: number) => number | null) =>
  levels(Array.from({ length: 100 }, (_, hour) => g(hour)));

describe('an arm on board at 1 g', () => {
  it('counts as 1 g with 95 % of its culture time near 1 g, spin-up and stops included', () => {
    const share = oneGShare(
      hours((hour) => (hour < 3 ? 0.3 : hour === 50 ? 0 : 1.05)),
      CULTURE,
      HOUR,
    );
    expect(share).toEqual({
      ...{ countsAsOneG: 'YES', near: 0.96, off: 0.04, unmeasured: 0 },
      measured: '96 % of the culture time at 0.9 to 1.1 g, 4 % at other levels, 0 % not measured',
      message:
        'counts as 1 g: 96 % of the culture time at 0.9 to 1.1 g, 4 % at other levels, 0 % not measured',
    });
  });

  it('does not count as 1 g with less', () => {
    const share = oneGShare(
      hours((hour) => (hour < 6 ? 0 : 1)),
      CULTURE,
      HOUR,
    );
    expect(share).toMatchObject({ countsAsOneG: 'NO', near: 0.94, off: 0.06 });
    expect(share.message).toContain('does not count as 1 g: 94 % of the culture time');
  });

  it('is unknown where what was not measured decides', () => {
    const share = oneGShare(
      hours((hour) => (hour < 10 ? null : 1)),
      CULTURE,
      HOUR,
    );
    expect(share).toMatchObject({
      countsAsOneG: 'UNKNOWN',
      near: 0.9,
      off: 0,
      unmeasured: expect.closeTo(0.1, 9),
    });
    expect(oneGShare(levels([]), CULTURE, HOUR)).toMatchObject({ countsAsOneG: 'UNKNOWN', unmeasured: 1 });
    // Whatever the ten hours were, six others were not.
    const worse = oneGShare(
      hours((hour) => (hour < 10 ? null : hour < 16 ? 0 : 1)),
      CULTURE,
      HOUR,
    );
    expect(worse.countsAsOneG).toBe('NO');
  });

  it('has the time of its culture only, and no level stands for more than its period', () => {
    const inside = { from: 10 * HOUR, to: 20.5 * HOUR };
    const share = oneGShare(
      hours((hour) => (hour < 10 ? 0 : hour === 12 ? null : 1)),
      inside,
      HOUR,
    );
    expect(share).toMatchObject({
      near: expect.closeTo(9.5 / 10.5, 9),
      unmeasured: expect.closeTo(1 / 10.5, 9),
    });
  });
});

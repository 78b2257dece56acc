import { describe, expect, it } from 'vitest';
import { bucketNamed } from '../../../../shared/domain/bucket/bucket.ts';
import { stretchesOf } from '../../../../shared/domain/page/stretches.ts';

const DAY = bucketNamed('2026-03-01', 1);
const MINUTE = 60_000_000;
const rules = (series: number, hertz: number) =>
  Array.from({ length: series }, () => ({ periodSeconds: 1 / hertz }));

describe('the stretches of a bucket', () => {
  it.each([
    ['a day of 32 channels at 1 Hz', rules(32, 1), 1440],
    ['32 channels at 10 Hz', rules(32, 10), 144],
    ['3 channels at 500 Hz', rules(3, 500), 32],
    ['one channel at 1 MHz', rules(1, 1e6), 1],
  ])('hold three million samples at most, whole minutes: %s', (_, series, minutes) => {
    const stretches = stretchesOf(DAY, series, []);
    expect(stretches).toHaveLength(1440 / minutes);
    expect(stretches[0]).toEqual({ from: DAY.from, to: DAY.from + minutes * MINUTE });
    expect(stretches.at(-1)!.to).toBe(DAY.to);
  });

  it('are one of 30 days, whatever period is declared', () => {
    const month = bucketNamed('2026-03-01', 30);
    expect(stretchesOf(month, rules(1, 1.1), [])).toEqual([{ from: month.from, to: month.to }]);
  });

  it('are halved where segments hold far more than was declared, and not where a file came twice', () => {
    const whole = { from: DAY.from, to: DAY.to - 1, samples: 32 * 86_400 };
    expect(stretchesOf(DAY, rules(32, 1), [whole, whole])).toHaveLength(1);
    expect(stretchesOf(DAY, rules(32, 1), [{ ...whole, samples: 30_000_000 }])).toHaveLength(4);
  });
});

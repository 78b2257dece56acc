import { describe, expect, it } from 'vitest';
import { clockDrift, withLags } from '../../../../../shared/domain/detect/clock/clock.ts';

const DAY = 86_400e6;
const lags = (seconds: readonly number[], uncertaintySeconds = 60) =>
  seconds.map((lagSeconds, i) => ({ from: i * DAY, to: (i + 1) * DAY, lagSeconds, uncertaintySeconds }));

describe('clocks that run apart', () => {
  it('are found by the medians of three stretches, with the growth per day', () => {
    const drift = clockDrift(lags([0, 100, 200, 300, 400, 500, 600, 700, 800]), 60);
    expect(drift?.stretches.map(({ lagSeconds }) => lagSeconds)).toEqual([100, 400, 700]);
    expect(drift?.secondsPerDay).toBeCloseTo(100, 9);
    expect(drift?.stretches[0]).toMatchObject({ from: 0, to: 3 * DAY });
    expect(clockDrift(lags([0, -300, -600]), 60)?.secondsPerDay).toBeCloseTo(-300, 9);
  });

  it('are not where the lag stays, goes to and fro, or is known in two stretches', () => {
    expect(clockDrift(lags([600, 600, 600]), 60)).toBeNull();
    expect(clockDrift(lags([0, 600, 0, 600, 0, 600]), 60)).toBeNull();
    expect(clockDrift(lags([0, 600]), 60)).toBeNull();
    expect(clockDrift(lags([0, 40, 80]), 60)).toBeNull();
  });

  it('are remembered in at most 60 stretches, joined two by two', () => {
    const many = lags(Array.from({ length: 60 }, (_, i) => i));
    expect(withLags(many, [])).toHaveLength(60);
    const joined = withLags(
      many,
      lags([60]).map((one) => ({ ...one, from: 60 * DAY, to: 61 * DAY })),
    );
    expect(joined).toHaveLength(31);
    expect(joined[0]).toEqual({ from: 0, to: 2 * DAY, lagSeconds: 0.5, uncertaintySeconds: 60 });
    expect(joined.at(-1)).toMatchObject({ from: 60 * DAY, lagSeconds: 60 });
  });
});

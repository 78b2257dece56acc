import { describe, expect, it } from 'vitest';
import { growthOf } from '../../../../shared/domain/lag/growth.ts';

const lags = (seconds: readonly number[], uncertaintySeconds = 60) =>
  seconds.map((lagSeconds, i) => ({ from: i, to: i + 1, lagSeconds, uncertaintySeconds }));

describe('a growing lag', () => {
  it('is told with where it begins and ends, either way', () => {
    expect(growthOf(lags([144, 432, 720]), 60)).toEqual({ fromSeconds: 144, toSeconds: 720 });
    expect(growthOf(lags([0, -300, -600]), 60)).toEqual({ fromSeconds: 0, toSeconds: -600 });
  });

  it('must exceed what both ends are uncertain by, and one and a half periods', () => {
    expect(growthOf(lags([0, 50, 85]), 10)).not.toBeNull();
    expect(growthOf(lags([0, 50, 84]), 10)).toBeNull();
    expect(growthOf(lags([0, 50, 90]), 60)).toBeNull();
    expect(growthOf(lags([0, 50, 91]), 60)).not.toBeNull();
  });

  it('is none where a stretch goes back, or where fewer than three are known', () => {
    expect(growthOf(lags([0, 600, 500]), 60)).toBeNull();
    expect(growthOf(lags([0, 600, 570]), 60)).not.toBeNull();
    expect(growthOf(lags([0, 600]), 60)).toBeNull();
    expect(growthOf([], 60)).toBeNull();
  });
});

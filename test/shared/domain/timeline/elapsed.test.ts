import { describe, expect, it } from 'vitest';
import { instantOf, parseBound } from '../../../../shared/domain/timeline/elapsed.ts';

const SECOND = 1_000_000;

describe('the end of a range', () => {
  it.each([
    ['T+60min', 3600],
    ['T 60min', 3600],
    ['T-2h', -7200],
    ['T+3d', 259_200],
    ['T+1.5h', 5400],
    ['T+0s', 0],
    ['T+PT90M', 5400],
    ['T-P1DT12H', -129_600],
  ])('%s is as many seconds since the reference', (text, seconds) => {
    const bound = parseBound(text);
    expect(instantOf(bound, 10 * SECOND)).toBe((10 + seconds) * SECOND);
    expect(instantOf(bound, null)).toBeNull();
  });

  it('is an instant, whatever the reference', () => {
    const at = Date.UTC(2026, 2, 1, 6) * 1000;
    expect(instantOf(parseBound('2026-03-01T06:00:00Z'), null)).toBe(at);
    expect(instantOf(parseBound('2026-03-01T06:00:00Z'), 5)).toBe(at);
  });

  it.each(['T+60', 'T+60m', 'T+', 'T+-5min', 'T+1e3s', 'T+P1Y', 'T60min', 'tomorrow'])(
    'is not %s',
    (text) => {
      expect(() => parseBound(text)).toThrow(/expected/);
    },
  );
});

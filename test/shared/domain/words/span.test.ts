import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exactSpanText,
  oldText,
  spanBetween,
  spanText,
  spokenDuration,
} from '../../../../shared/domain/words/span.ts';

describe('a span of time', () => {
  it.each([
    [-5, '0 s'],
    [0, '0 s'],
    [0.000001, '0.000001 s'],
    [0.25, '0.25 s'],
    [1.0400001, '1.04 s'],
    [59, '59 s'],
    [59.7, '59.7 s'],
    [59.94, '59.9 s'],
    [59.96, '1 min'],
    [60, '1 min'],
    [60.4, '1 min'],
    [65, '1 min 5 s'],
    [119.6, '2 min'],
    [1620, '27 min'],
    [3599.4, '59 min 59 s'],
    [3599.5, '1 h'],
    [3600, '1 h'],
    [3629, '1 h'],
    [3631, '1 h 1 min'],
    [20_400, '5 h 40 min'],
    [86_400, '24 h'],
    [90_061, '25 h 1 min'],
    [93_600, '26 h'],
    [172_769, '47 h 59 min'],
    [172_770, '2 d'],
    [172_800, '2 d'],
    [183_600, '2 d 3 h'],
    [21_949_200, '254 d 1 h'],
  ])('of %f s is "%s"', (seconds, text) => {
    expect(spanText(seconds * 1e6)).toBe(text);
  });

  it('names no amount that the next larger unit would hold, and no unit of which there is nothing', () => {
    const limits = new Map([
      ['s', 60],
      ['min', 60],
      ['h', 48],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 86_400_000_000 }), (micros) => {
        const parts = [...spanText(micros).matchAll(/([\d.]+) (s|min|h|d)/g)];
        expect(parts.length).toBeLessThanOrEqual(2);
        for (const [, count, unit] of parts) {
          expect(Number(count)).toBeLessThan(limits.get(unit!) ?? Number.POSITIVE_INFINITY);
          expect(Number(count) > 0 || micros < 1).toBe(true);
        }
      }),
    );
  });

  it('is that between two instants', () => {
    expect(spanBetween('2026-03-01T06:00:00Z', '2026-03-01T07:01:05Z')).toBe('1 h 1 min');
    expect(spanBetween('2026-03-01T06:00:00Z', '2026-03-01T06:00:59.7Z')).toBe('59.7 s');
  });
});

describe('a span that people set or compare', () => {
  it.each([
    [-5, '0 s'],
    [0.25, '0.25 s'],
    [59.4, '59.4 s'],
    [59.6, '1 min'],
    [3600, '1 h'],
    [3629, '1 h 29 s'],
    [86_420, '24 h 20 s'],
    [172_799.6, '2 d'],
    [189_020, '2 d 4 h 30 min 20 s'],
    [172_801, '2 d 1 s'],
  ])('of %f s loses none of them: "%s"', (seconds, text) => {
    expect(exactSpanText(seconds * 1e6)).toBe(text);
  });

  it('says every whole second, whatever it is', () => {
    const size = new Map([
      ['s', 1],
      ['min', 60],
      ['h', 3600],
      ['d', 86_400],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * 86_400 }), (seconds) => {
        const parts = [...exactSpanText(seconds * 1e6).matchAll(/(\d+) (s|min|h|d)/g)];
        expect(parts.reduce((sum, [, count, unit]) => sum + Number(count) * size.get(unit!)!, 0)).toBe(
          seconds,
        );
      }),
    );
  });

  it('is an ISO 8601 duration as people say it', () => {
    expect(spokenDuration('PT24H20S')).toBe('24 h 20 s');
  });
});

describe('the age of what was measured', () => {
  const NOW = Date.UTC(2026, 2, 1) * 1000;

  it.each([
    [-3600, '1 h ago'],
    [0, '0 s ago'],
    // The clock of the stack and that of its reader.
    [60, '0 s ago'],
    [61, '1 min 1 s in the future: check its clock'],
    [56_040, '15 h 34 min in the future: check its clock'],
  ])('of %i s from now is %s', (seconds, text) => {
    expect(oldText(NOW + seconds * 1e6, NOW)).toBe(text);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDuration, parseDuration, parseSignedDuration } from '../../../shared/domain/duration.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';

describe('parseDuration', () => {
  it.each([
    ['PT20M', 1200],
    ['PT48H', 172_800],
    ['P2D', 172_800],
    ['P1W', 604_800],
    ['P1W1D', 691_200],
    ['P1DT12H', 129_600],
    ['PT1H30M5S', 5405],
    ['PT0.25S', 0.25],
    ['PT0.000001S', 0.000001],
    ['PT90M', 5400],
    ['PT0S', 0],
  ])('reads %s as %d s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each([
    ['P1M', 'years and months have no fixed length'],
    ['P1Y', 'years and months have no fixed length'],
    ['P1Y2M3DT4H', 'years and months have no fixed length'],
    ['PT1.5H', 'only seconds may have decimals'],
    ['P0.5D', 'only seconds may have decimals'],
    ['-PT5M', 'not negative'],
    ['', 'expected an ISO 8601 duration'],
    ['P', 'expected an ISO 8601 duration'],
    ['PT', 'expected an ISO 8601 duration'],
    ['P1DT', 'expected an ISO 8601 duration'],
    ['20M', 'expected an ISO 8601 duration'],
    ['pt20m', 'expected an ISO 8601 duration'],
    ['PT20', 'expected an ISO 8601 duration'],
    ['PT5M1H', 'expected an ISO 8601 duration'],
    ['PT0.0000001S', 'expected an ISO 8601 duration'],
  ])('refuses %s and says why', (text, reason) => {
    const attempt = () => parseDuration(text);
    expect(attempt).toThrow(Refusal);
    expect(attempt).toThrow(reason);
    expect(attempt).toThrow(JSON.stringify(text));
  });
});

describe('parseSignedDuration', () => {
  it('reads a negative one, and never answers minus zero', () => {
    expect(parseSignedDuration('-PT26H')).toBe(-93_600);
    expect(parseSignedDuration('PT26H')).toBe(93_600);
    expect(Object.is(parseSignedDuration('-PT0S'), 0)).toBe(true);
  });

  it('refuses a second minus', () => {
    expect(() => parseSignedDuration('--PT1H')).toThrow(Refusal);
  });
});

describe('isoDuration', () => {
  it.each([
    [0, 'PT0S'],
    [172_800, 'P2D'],
    [15_638_400, 'P181D'],
    [129_600, 'P1DT12H'],
    [86_399.5, 'PT23H59M59.5S'],
    [1200, 'PT20M'],
    [5405, 'PT1H30M5S'],
    [0.25, 'PT0.25S'],
    [0.000001, 'PT0.000001S'],
    [100, 'PT1M40S'],
    [-93_600, '-P1DT2H'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(isoDuration(seconds)).toBe(text);
  });

  it.each(['P999999W', 'PT99999999H', 'P999999W9999999DT9999999H'])(
    'writes so that it can be read again what is read from %s',
    (text) => {
      const seconds = parseDuration(text);
      const written = isoDuration(seconds);
      expect(written).toMatch(/^P\d{7,8}D/);
      expect(parseDuration(written)).toBe(seconds);
    },
  );

  it('writes what the parser reads back, to the microsecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3_000_000_000_000_000, max: 3_000_000_000_000_000 }), (micros) => {
        expect(Math.round(parseSignedDuration(isoDuration(micros / 1e6)) * 1e6)).toBe(micros + 0);
      }),
      { seed: 2 },
    );
  });
});

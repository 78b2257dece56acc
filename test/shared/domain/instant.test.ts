import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../shared/domain/instant.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import { isoOf } from '../../../shared/domain/time.ts';

describe('parseInstant', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2014-09-21T05:52:03Z', 1_411_278_723_000_000],
    ['2014-09-21T05:52Z', 1_411_278_720_000_000],
    ['2014-09-21T07:52:03+02:00', 1_411_278_723_000_000],
    ['2014-09-20T22:22:03-07:30', 1_411_278_723_000_000],
    ['2014-09-21T05:52:03.5Z', 1_411_278_723_500_000],
    ['2014-09-21T05:52:03.000001Z', 1_411_278_723_000_001],
    ['1969-12-31T23:59:59.999999Z', -1],
    ['2024-02-29T00:00:00Z', 1_709_164_800_000_000],
  ])('reads %s', (text, micros) => {
    expect(parseInstant(text)).toBe(micros);
  });

  it.each([
    ['2026-03-01T06:00:00', 'the offset from UTC is missing'],
    ['2026-03-01 06:00:00', 'the offset from UTC is missing'],
    ['2026-02-30T06:00:00Z', 'the calendar or the clock does not have it'],
    ['2023-02-29T06:00:00Z', 'the calendar or the clock does not have it'],
    ['2026-13-01T06:00:00Z', 'the calendar or the clock does not have it'],
    ['2026-03-01T24:00:00Z', 'the calendar or the clock does not have it'],
    ['2026-03-01T23:59:60Z', 'the calendar or the clock does not have it'],
    ['0050-03-01T06:00:00Z', 'years 1700 to 2250'],
    ['2026-03-01', 'expected an instant'],
    ['2026-03-01T06:00:00.0000001Z', 'expected an instant'],
    ['1/3/2026 6:00', 'expected an instant'],
  ])('refuses %s and says why', (text, reason) => {
    const attempt = () => parseInstant(text);
    expect(attempt).toThrow(Refusal);
    expect(attempt).toThrow(reason);
  });

  it('reads back what is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8_000_000_000_000_000, max: 8_000_000_000_000_000 }), (micros) => {
        expect(parseInstant(isoOf(micros))).toBe(micros);
      }),
      { seed: 3 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { instantTyped, isoTyped, parseTyped } from '../../../../functions/cli/stack/typed-duration.ts';

describe('a duration as people type it', () => {
  it.each([
    ['30s', 30],
    ['20min', 1200],
    ['1.5h', 5400],
    ['2d', 172_800],
    ['PT20M', 1200],
    ['P1DT12H', 129_600],
  ])('%s is %d s', (text, seconds) => {
    expect(parseTyped(text)).toBe(seconds);
  });

  it('is handed on in ISO 8601, and what is none stays for whoever reads it', () => {
    expect(['30s', '20min', 'PT20M', 'raw', '30'].map(isoTyped)).toEqual([
      ...['PT30S', 'PT20M', 'PT20M', 'raw', '30'],
    ]);
  });

  it('is an instant with now, and instants stay', () => {
    const now = Date.parse('2026-03-01T08:00:00Z') * 1000;
    expect(instantTyped('2h', now, 1)).toBe('2026-03-01T10:00:00Z');
    expect(instantTyped('PT2H', now, -1)).toBe('2026-03-01T06:00:00Z');
    expect(instantTyped('2026-03-01T08:00:00+01:00', now, 1)).toBe('2026-03-01T08:00:00+01:00');
    expect(() => instantTyped('5', now, -1)).toThrow(
      'expected an instant such as 2026-03-01T06:00:00Z, or how long back from now, such as 2h or PT2H, got "5"',
    );
  });

  it('is refused without its unit, and says what is expected', () => {
    const expected = 'expected a duration such as 30s, 20min, 6h, 2d or PT20M, got';
    expect(() => parseTyped('30')).toThrow(`${expected} "30": in which unit? Seconds are 30s`);
    expect(() => parseTyped('soon')).toThrow(`${expected} "soon"`);
    expect(() => parseTyped('-2h')).toThrow(`${expected} "-2h"`);
  });
});

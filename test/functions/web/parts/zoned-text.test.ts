import { describe, expect, it } from 'vitest';
import { axisText, momentIn, zonedText, zoneName } from '../../../../functions/web/parts/zoned-text.ts';

const AT = Date.parse('2026-03-03T04:31:00Z');
const NOW = Date.parse('2026-06-01T00:00:00Z');

describe('an instant in a zone', () => {
  it.each([
    ['utc', undefined, '3 Mar 04:31 UTC'],
    ['local', 'Europe/Berlin', '3 Mar 05:31 UTC+1'],
    ['local', 'Asia/Kolkata', '3 Mar 10:01 UTC+5:30'],
    ['local', 'America/Los_Angeles', '2 Mar 20:31 UTC-8'],
    ['local', 'UTC', '3 Mar 04:31 UTC'],
  ] as const)('says which: %s %s', (zone, local, text) => {
    expect(zonedText(AT, NOW, zone, local)).toBe(text);
  });

  it('says the year where it is another there, and seconds where there are any', () => {
    const newYear = Date.parse('2025-12-31T23:30:07Z');
    expect(zonedText(newYear, AT, 'local', 'Europe/Berlin')).toBe('1 Jan 00:30:07 UTC+1');
    expect(zonedText(newYear, AT, 'utc')).toBe('31 Dec 2025 23:30:07 UTC');
  });

  it('says midnight as 00, and on an axis the zone once', () => {
    const midnight = Date.parse('2026-03-03T00:00:00Z');
    expect(axisText(midnight, 'utc')).toBe('3 Mar 00:00');
    expect(axisText(midnight, 'local', 'Asia/Kolkata')).toBe('3 Mar 05:30');
    expect(zoneName(midnight, 'local', 'Asia/Kolkata')).toBe('UTC+5:30');
    expect(momentIn(AT, 'local', 'Europe/Berlin')).toBe('05:31:00 UTC+1');
  });
});

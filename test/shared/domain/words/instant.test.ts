import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../../shared/domain/instant.ts';
import { typedIso, typedUtc, utcSpan, utcText } from '../../../../shared/domain/words/instant.ts';

const NOW = parseInstant('2026-11-28T10:00:00Z');

describe('an instant', () => {
  it.each([
    ['2026-11-19T12:48:00Z', null, '19 Nov 12:48 UTC'],
    ['2026-03-03T04:31:07Z', null, '3 Mar 04:31:07 UTC'],
    ['2026-03-03T04:31:00.250Z', null, '3 Mar 04:31 UTC'],
    ['2026-03-03T04:31:00Z', NOW, '3 Mar 04:31 UTC'],
    ['2014-09-21T04:24:00Z', NOW, '21 Sep 2014 04:24 UTC'],
  ])('of %s reads, seen from %s, "%s"', (iso, now, text) => {
    expect(utcText(parseInstant(iso), now)).toBe(text);
  });

  it('is typed without seconds that are zero', () => {
    expect(typedUtc(parseInstant('2026-03-03T04:31:00Z'))).toBe('2026-03-03T04:31Z');
    expect(typedUtc(parseInstant('2026-03-03T04:31:07.5Z'))).toBe('2026-03-03T04:31:07.500Z');
    expect(typedIso('2026-03-03T04:00:00Z')).toBe('2026-03-03T04:00Z');
  });
});

describe('a stretch between two instants', () => {
  it.each([
    ['2026-03-03T04:31:00Z', '2026-03-03T04:52:00Z', null, '3 Mar 04:31 to 04:52 UTC'],
    ['2026-03-09T23:30:00Z', '2026-03-13T07:59:30Z', null, '9 Mar 23:30 to 13 Mar 07:59:30 UTC'],
    ['2026-03-03T04:31:00Z', '2026-03-03T04:52:00Z', NOW, '3 Mar 04:31 to 04:52 UTC'],
    ['2014-03-03T04:31:00Z', '2014-03-03T04:52:00Z', NOW, '3 Mar 2014 04:31 to 04:52 UTC'],
    ['2025-12-31T23:00:00Z', '2026-01-01T01:00:00Z', null, '31 Dec 2025 23:00 to 1 Jan 2026 01:00 UTC'],
    ['2025-12-31T23:00:00Z', '2026-01-01T01:00:00Z', NOW, '31 Dec 2025 23:00 to 1 Jan 2026 01:00 UTC'],
  ])('from %s to %s reads, seen from %s, "%s"', (from, to, now, text) => {
    expect(utcSpan(parseInstant(from), parseInstant(to), now)).toBe(text);
  });
});

import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../../shared/domain/instant.ts';
import { isoOf } from '../../../../shared/domain/time.ts';
import { inOtherOrder, withDayAndMonthExchanged } from '../../../../shared/formats/time/other-order.ts';
import { compileZone } from '../../../../shared/formats/time/zone.ts';

describe('day and month in the other order', () => {
  it.each([
    ['M/d/yyyy H:mm', 'd/M/yyyy H:mm'],
    ["dd.MM.yy 'dM' HH:mm", "MM.dd.yy 'dM' HH:mm"],
    ['yyyy-MM-dd HH:mm:ss', 'yyyy-dd-MM HH:mm:ss'],
    ['yyyy-DDD HH:mm', null],
    ['ISO8601', null],
    ['epoch-ms', null],
  ])('of %s is %s', (format, other) => {
    expect(inOtherOrder(format)).toBe(other);
  });

  it.each([
    ['UTC', '2026-12-03T11:30:00Z', '2026-03-12T11:30:00Z'],
    ['UTC', '2026-12-13T11:30:00Z', null],
    // 4 December 00:30 in Berlin, then 12 April, in summer time.
    ['Europe/Berlin', '2026-12-03T23:30:00Z', '2026-04-11T22:30:00Z'],
    // 2 March 02:30 in New York; 3 February.
    ['America/New_York', '2026-03-02T07:30:00Z', '2026-02-03T07:30:00Z'],
  ])('in %s turns %s into %s', (zone, at, other) => {
    const exchanged = withDayAndMonthExchanged(parseInstant(at), compileZone(zone, 'EARLIER'));
    expect(exchanged === null ? null : isoOf(exchanged)).toBe(other);
  });
});

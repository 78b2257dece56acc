import { describe, expect, it } from 'vitest';
import { compileTimeFormats } from '../../../../shared/formats/time/compile-time-formats.ts';

const at = (iso: string) => Date.parse(iso) * 1000;
const SPAN = { from: at('2026-02-01T00:00:00Z'), to: at('2026-03-21T00:00:00Z') };

function told(text: string, format: string, span = SPAN) {
  const reader = compileTimeFormats([format], 'UTC', 'REJECT', span);
  const bytes = new TextEncoder().encode(text);
  const outcome = reader.read(bytes, 0, bytes.length);
  return outcome < 0 ? reader.explain(bytes, 0, bytes.length) : outcome;
}

describe('times within a span', () => {
  it.each([
    ['2026-02-01T00:00:00Z', 'ISO8601', SPAN.from],
    ['2026-03-20T23:59:59.999999Z', 'ISO8601', SPAN.to - 1],
    ['1772323200', 'epoch-s', 1_772_323_200_000_000],
    ['3/1/2026 0:00', 'M/d/yyyy H:mm', 1_772_323_200_000_000],
  ])('are read: %s', (text, format, expected) => {
    expect(told(text, format)).toBe(expected);
  });

  it.each([
    ['2026-01-31T23:59:59.999999Z', 'ISO8601', '2026-01-31T23:59:59.999999Z'],
    ['2026-03-21T00:00:00Z', 'ISO8601', '2026-03-21T00:00:00Z'],
    ['2000-01-01T00:00:00Z', 'ISO8601', '2000-01-01T00:00:00Z'],
    ['1772323200', 'epoch-ms', '1970-01-21T12:18:43.200Z'],
    ['3/1/2062 0:00', 'M/d/yyyy H:mm', '2062-03-01T00:00:00Z'],
  ])('%s as %s is none of them', (text, format, got) => {
    expect(told(text, format)).toEqual({
      code: 'time.implausible',
      message: `expected a time from 2026-02-01T00:00:00Z to 2026-03-21T00:00:00Z, got ${got}: check the logger's clock, and the epoch, format and zone that the source says`,
    });
  });

  it('may have no beginning', () => {
    const open = { from: null, to: SPAN.to };
    const reader = compileTimeFormats(['ISO8601'], 'UTC', 'REJECT', open);
    const read = (text: string) => reader.read(new TextEncoder().encode(text), 0, text.length);
    expect(read('1970-01-01T00:00:00Z')).toBe(0);
    const late = new TextEncoder().encode('2026-03-21T00:00:00Z');
    expect(reader.explain(late, 0, late.length).message).toContain(
      'expected a time before 2026-03-21T00:00:00Z, got 2026-03-21T00:00:00Z',
    );
  });

  it('leave what cannot be read as it is', () => {
    expect(told('soon', 'ISO8601')).toMatchObject({ code: 'time.unreadable' });
    expect(told('-1', 'epoch-s')).toMatchObject({ code: 'time.out-of-range' });
  });
});

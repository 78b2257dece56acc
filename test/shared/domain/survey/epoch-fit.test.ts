import { describe, expect, it } from 'vitest';
import { epochDoubt, FarCounts } from '../../../../shared/domain/survey/epoch-fit.ts';

const at = (iso: string) => Date.parse(iso) * 1000;
const SPAN = { from: null, to: at('2026-11-21T00:00:00Z') };

function refusalOf(
  texts: readonly string[],
  format: string,
  near = 0,
  span: { from: number | null; to: number } = SPAN,
) {
  const counts = new FarCounts();
  counts.near(near);
  for (const text of texts) counts.far(text);
  return counts.refusal([format], span);
}

describe('counts that are far from what is plausible', () => {
  it.each([
    ['epoch-ms', '1772323200', 'read as epoch-s give 2026-03-01T00:00:00Z; the source says epoch-ms'],
    ['epoch-s', '1772323200000', 'read as epoch-ms give 2026-03-01T00:00:00Z'],
    ['epoch-s', '1772323200000000', 'read as epoch-us give 2026-03-01T00:00:00Z'],
    ['epoch-ms', '1772323200000000000', 'read as epoch-ns give 2026-03-01T00:00:00Z'],
    ['epoch-ms', '1772323200.5', 'read as epoch-s give 2026-03-01T00:00:00Z'],
    ['epoch-s', '3855340800.0', 'read as seconds since 1904 (LabVIEW) give 2026-03-03T00:00:00Z'],
    ['epoch-s', '46082.5', 'read as days since 1900 (Excel) give 2026-03-01T12:00:00Z'],
    ['epoch-ms', '825638400', 'read as epoch-s give 1996-03-01T00:00:00Z'],
    ['epoch-s', '1000', 'lie at 1970-01-01T00:16:40Z, which looks like a count since power-on'],
    ['epoch-ms', '61000', 'lie at 1970-01-01T00:01:01Z, which looks like a count since power-on'],
  ])('refuse a file of %s that holds %s', (format, text, says) => {
    const refusal = refusalOf([text, text, text], format);
    expect(refusal?.code).toBe('time.epoch');
    expect(refusal?.message).toContain(says);
  });

  it.each([
    ['1456358418', 'seconds since 1980-01-06 (GPS) give 2026-03-01T00:00:18Z'],
    ['825638400', 'seconds since 2000 give 2026-03-01T00:00:00Z'],
  ])('are told by a span that has a beginning: %s', (text, says) => {
    expect(refusalOf([text], 'epoch-s', 0, { ...SPAN, from: at('2025-12-01T00:00:00Z') })?.message).toContain(
      says,
    );
    expect(refusalOf([text], 'epoch-s', 1, { ...SPAN, from: at('2025-12-01T00:00:00Z') })).toBeNull();
  });

  it('refuse nothing where they are fewer than half, are no counts, or fit nothing', () => {
    expect(refusalOf(['1772323200', '1772323200'], 'epoch-ms', 2)).toBeNull();
    expect(refusalOf(['2000-01-01T00:00:00Z'], 'ISO8601')).toBeNull();
    expect(refusalOf(['-5'], 'epoch-s')).toBeNull();
    expect(refusalOf(['100000000'], 'epoch-s', 0, { ...SPAN, from: at('2025-12-01T00:00:00Z') })).toBeNull();
    expect(refusalOf([], 'epoch-s')).toBeNull();
  });

  it('may have one among them that fits as little', () => {
    const mixed = ['1772323200', '1772323200', '1772323200', '1772323200', '17'];
    expect(refusalOf(mixed, 'epoch-ms')?.message).toContain('read as epoch-s give 2026-03-01T00:00:00Z');
  });
});

describe('counts that would be fresh from another epoch', () => {
  it.each([
    ['epoch-s', '1996-03-02', 'as seconds since 2000 they would end on 2026-03-02'],
    ['epoch-s', '2016-02-26', 'as seconds since 1980-01-06 (GPS) they would end on 2026-03-02'],
    ['epoch-ms', '1996-03-02', 'as ms since 2000 they would end on 2026-03-02'],
  ])('of %s that end on %s are told', (format, last, says) => {
    expect(epochDoubt([format], at(`${last}T00:00:00Z`), SPAN)).toContain(says);
  });

  it.each([
    ['epoch-s', '2026-03-02'],
    // Neither epoch makes them fresh.
    ['epoch-s', '2014-09-20'],
    ['epoch-us', '1996-03-02'],
    ['ISO8601', '1996-03-02'],
  ])('are not those of %s that end on %s', (format, last) => {
    expect(epochDoubt([format], at(`${last}T00:00:00Z`), SPAN)).toBeNull();
  });

  it('are not told where something says how far back data may reach, or nothing came', () => {
    expect(epochDoubt(['epoch-s'], at('1996-03-02T00:00:00Z'), { ...SPAN, from: 0 })).toBeNull();
    expect(epochDoubt(['epoch-s'], null, SPAN)).toBeNull();
  });
});

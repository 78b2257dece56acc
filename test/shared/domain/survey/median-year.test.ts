import { describe, expect, it } from 'vitest';
import { DayCounts } from '../../../../shared/domain/survey/day-counts.ts';
import { spanOfMedianYear } from '../../../../shared/domain/survey/median-year.ts';
import { isoOf, MICROS_PER_DAY } from '../../../../shared/domain/time.ts';

/** So many rows on each of the days. */
function spanOf(...days: readonly (readonly [string, number])[]) {
  const counts = new DayCounts();
  const times = days.flatMap(([day, rows]) =>
    Array.from({ length: rows }, (_, i) => Date.parse(`${day}T00:00:00Z`) * 1000 + i * 1000),
  );
  for (let at = 0; at < times.length; at += 7) {
    const part = Float64Array.from(times.slice(at, at + 7));
    counts.batch(
      part.length,
      part,
      part.map((_, i) => at + i + 2),
      part.every((time, i) => i === 0 || time >= part[i - 1]!),
    );
  }
  const span = spanOfMedianYear(counts);
  return span === null ? null : [span.from, span.to].map((at) => isoOf(at).slice(0, 10));
}

describe('the span within a year of the median time', () => {
  it('is not asked for where all rows lie within it', () => {
    expect(spanOf()).toBeNull();
    expect(spanOf(['2026-03-01', 100])).toBeNull();
    expect(spanOf(['2025-03-01', 3], ['2026-03-01', 100], ['2027-03-01', 3])).toBeNull();
  });

  it('leaves out what is further away, on either side', () => {
    expect(spanOf(['2000-01-01', 3], ['2026-03-01', 100])).toEqual(['2026-03-01', '2026-03-02']);
    expect(spanOf(['2025-02-28', 3], ['2025-03-01', 3], ['2026-03-01', 100])).toBeNull();
    expect(spanOf(['2025-01-28', 3], ['2025-03-01', 3], ['2026-03-01', 100])).toEqual([
      '2025-03-01',
      '2026-03-02',
    ]);
    expect(spanOf(['2026-03-01', 100], ['2027-03-02', 1])).toEqual(['2026-03-01', '2026-03-02']);
  });

  it('holds by the later of two halves', () => {
    expect(spanOf(['2000-01-01', 5], ['2026-03-01', 5])).toEqual(['2026-03-01', '2026-03-02']);
    expect(spanOf(['2000-01-01', 6], ['2026-03-01', 5])).toEqual(['2000-01-01', '2000-01-02']);
  });

  it('goes on where no month is without rows, so that a record of years is whole', () => {
    const days = Array.from({ length: 4 * 12 }, (_, i): [string, number] => [
      isoOf(Date.UTC(2022, i, 1) * 1000).slice(0, 10),
      5,
    ]);
    expect(spanOf(...days)).toBeNull();
    expect(spanOf(['1980-01-06', 2], ...days)).toEqual(['2022-01-01', '2025-12-02']);
  });

  it('counts each row once, however days change', () => {
    const counts = new DayCounts();
    counts.batch(
      4,
      Float64Array.of(0, MICROS_PER_DAY, 0, 5 * MICROS_PER_DAY),
      Float64Array.of(2, 3, 4, 5),
      false,
    );
    counts.batch(1, Float64Array.of(5 * MICROS_PER_DAY + 1), Float64Array.of(6), true);
    expect(counts.days()).toEqual([
      { day: 0, rows: 2 },
      { day: 1, rows: 1 },
      { day: 5, rows: 2 },
    ]);
  });
});

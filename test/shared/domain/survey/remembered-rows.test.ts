import { describe, expect, it } from 'vitest';
import { RememberedRows, RowBudget } from '../../../../shared/domain/survey/remembered-rows.ts';

function rowsAt(times: readonly number[], budget = 1000): RememberedRows {
  const rows = new RememberedRows(100, new RowBudget(budget));
  for (const time of times) rows.add(time, time % 7, false);
  return rows;
}

describe('a time among the rows that came before', () => {
  it.each([
    [300, 300 % 7, 'AGAIN'],
    [300, 99, 'TAKEN'],
    [350, 0, 'TAKEN'],
    // Between 300 and 600 there is room for two rows.
    [400, 0, 'FREE'],
    [374, 0, 'TAKEN'],
    [530, 0, 'TAKEN'],
    // Before and after all.
    [0, 0, 'FREE'],
    [650, 0, 'TAKEN'],
    [700, 0, 'FREE'],
  ] as const)('%d with %d is %s', (time, values, standing) => {
    expect(rowsAt([100, 200, 300, 600]).standingOf(time, values)).toBe(standing);
  });

  it('is told in rows that do not quite ascend', () => {
    const rows = rowsAt([100, 300, 200, 600, 500]);
    expect(rows.standingOf(200, 200 % 7)).toBe('AGAIN');
    expect(rows.standingOf(400, 0)).toBe('FREE');
    expect(rows.standingOf(550, 0)).toBe('TAKEN');
  });

  it('is told across blocks', () => {
    const rows = rowsAt([1000, 1100, 1200]);
    rows.add(100, 1, true);
    rows.add(200, 2, false);
    expect(rows.standingOf(200, 2)).toBe('AGAIN');
    expect(rows.standingOf(600, 2)).toBe('FREE');
    expect(rows.standingOf(1100, 2)).toBe('TAKEN');
  });

  it('is taken where the rows around it are forgotten', () => {
    const rows = rowsAt(
      Array.from({ length: 1000 }, (_, i) => i * 1000),
      100,
    );
    expect(rows.standingOf(999_000, 999_000 % 7)).toBe('AGAIN');
    expect(rows.standingOf(998_500, 0)).toBe('FREE');
    expect(rows.standingOf(500, 0)).toBe('TAKEN');
  });
});

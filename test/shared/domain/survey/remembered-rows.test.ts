import { describe, expect, it } from 'vitest';
import { RememberedRows, RowBudget } from '../../../../shared/domain/survey/remembered-rows.ts';

/** A row of two cells; 0 is an empty one. */
const print = (a: number, b = a) => Uint8Array.of(a, b);
const ownOf = (time: number) => print(1 + ((time / 100) % 7));

function rowsAt(times: readonly number[], budget = 1000): RememberedRows {
  const rows = new RememberedRows(100, 2, new RowBudget(budget));
  for (const time of times) rows.add(time, ownOf(time), false);
  return rows;
}

describe('a time among the rows that came before', () => {
  it.each([
    [300, print(4), 'AGAIN'],
    [300, print(99), 'TAKEN'],
    // A cell was lost.
    [300, print(4, 0), 'AGAIN'],
    [300, print(0, 4), 'AGAIN'],
    [300, print(0, 99), 'TAKEN'],
    [300, print(0), 'NEAR'],
    [250, print(9), 'TAKEN'],
    // Between 300 and 600 there is room for two rows.
    [400, print(9), 'FREE'],
    [375, print(9), 'FREE'],
    [374, print(9), 'NEAR'],
    [350.5, print(9), 'NEAR'],
    [349, print(9), 'TAKEN'],
    [530, print(9), 'NEAR'],
    [551, print(9), 'TAKEN'],
    // Before and after all.
    [0, print(9), 'FREE'],
    [50, print(9), 'NEAR'],
    [649, print(9), 'TAKEN'],
    [700, print(9), 'FREE'],
  ] as const)('%d with %j is %s', (time, own, standing) => {
    expect(rowsAt([100, 200, 300, 600]).standingOf(time, own)).toBe(standing);
  });

  it('is near where the rows of this time have other cells, unless one contradicts', () => {
    const rows = rowsAt([100, 200]);
    rows.add(300, print(5, 0), false);
    expect(rows.standingOf(300, print(0, 6))).toBe('NEAR');
    rows.add(300, print(0, 6), false);
    expect(rows.standingOf(300, print(0, 6))).toBe('AGAIN');
    expect(rows.standingOf(300, print(0, 7))).toBe('TAKEN');
  });

  it('is told in rows that do not quite ascend', () => {
    const rows = rowsAt([100, 300, 200, 600, 500]);
    expect(rows.standingOf(200, ownOf(200))).toBe('AGAIN');
    expect(rows.standingOf(400, print(9))).toBe('FREE');
    expect(rows.standingOf(550, print(9))).toBe('TAKEN');
  });

  it('is told across blocks', () => {
    const rows = rowsAt([1000, 1100, 1200]);
    rows.add(100, print(1), true);
    rows.add(200, print(2), false);
    expect(rows.standingOf(200, print(2))).toBe('AGAIN');
    expect(rows.standingOf(600, print(2))).toBe('FREE');
    expect(rows.standingOf(260, print(9))).toBe('NEAR');
    expect(rows.standingOf(1100, print(9))).toBe('TAKEN');
  });

  it('is taken where the rows around it are forgotten', () => {
    const rows = rowsAt(
      Array.from({ length: 1000 }, (_, i) => i * 1000),
      100,
    );
    expect(rows.standingOf(999_000, ownOf(999_000))).toBe('AGAIN');
    expect(rows.standingOf(998_500, print(9))).toBe('FREE');
    expect(rows.standingOf(500, print(9))).toBe('TAKEN');
  });
});

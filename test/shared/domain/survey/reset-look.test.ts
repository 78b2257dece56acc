import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { ResetLook } from '../../../../shared/domain/survey/reset-look.ts';

/** Rows as [time, value], a line each from 1 on; a step is 10. */
function stretchesOf(rows: readonly (readonly [number, number])[], period = 10, mostBytes = 12_000) {
  const look = new ResetLook([{ kind: 0, period, step: 10 }], ['value'], mostBytes);
  look.batch(batchOf(rows, ['value'], 1));
  return look.stretches().map(({ from, to }) => [from, to]);
}

/** Rows as [time, value, ...], a value for each of the columns. */
function batchOf(rows: readonly (readonly number[])[], columns: readonly string[], line: number) {
  return {
    columns,
    rows: rows.length,
    readings: rows.length * columns.length,
    times: Float64Array.from(rows, ([time]) => time!),
    lines: Float64Array.from(rows, (_, i) => line + i),
    kinds: null,
    values: columns.map((_, column) => Float64Array.from(rows, (row) => row[1 + column]!)),
  };
}

const right = (from: number, to: number) =>
  Array.from({ length: (to - from) / 10 + 1 }, (_, i) => [from + 10 * i, from + 10 * i] as const);
const wrong = (from: number, to: number) => right(from, to).map(([time]) => [time, -1] as const);

describe('the rows of a wrong clock', () => {
  it('go from the step back to the step that leads past it', () => {
    expect(stretchesOf([...right(0, 100), ...wrong(45, 75), ...right(130, 200)])).toEqual([[12, 16]]);
    expect(stretchesOf([...right(0, 100), ...wrong(40, 70), ...right(130, 200)])).toEqual([[12, 16]]);
  });

  it('go to the end where no long step leads past', () => {
    expect(stretchesOf([...right(0, 100), ...wrong(75, 125), ...right(200, 300)])).toEqual([
      [12, Number.POSITIVE_INFINITY],
    ]);
    // Exactly three steps are no longer than three.
    expect(stretchesOf([...right(0, 100), ...wrong(45, 75), [105, -1], [115, -1]])).toEqual([
      [12, Number.POSITIVE_INFINITY],
    ]);
    expect(stretchesOf([...right(0, 100), ...wrong(45, 75)])).toEqual([[12, Number.POSITIVE_INFINITY]]);
  });

  it('are found again after the clock was set right', () => {
    const rows = [
      ...right(0, 100),
      ...wrong(45, 55),
      ...right(130, 200),
      ...wrong(135, 145),
      ...right(240, 250),
    ];
    expect(stretchesOf(rows)).toEqual([
      [12, 14],
      [22, 24],
    ]);
  });

  it('begin with the step back, also where the first of them fit', () => {
    const file = [
      ...right(0, 100),
      [50, 50] as const,
      [60, 60] as const,
      [70, -1] as const,
      ...right(140, 150),
    ];
    expect(stretchesOf(file)).toEqual([[12, 15]]);
  });

  it('begin with a step back to before the file, where they run into it', () => {
    const intoIt = [...right(500, 600), ...wrong(465, 525), ...right(680, 700)];
    expect(stretchesOf(intoIt)).toEqual([[12, 19]]);
    expect(stretchesOf([...right(500, 600), ...wrong(480, 500), ...right(680, 700)])).toEqual([[12, 15]]);
    // However near they come: older rows that were appended.
    expect(stretchesOf([...right(500, 600), ...wrong(465, 495), ...right(680, 700)])).toEqual([]);
  });

  it('are none where rows were sent again, older ones appended, a hole filled, or a step is within a period', () => {
    expect(stretchesOf([...right(0, 100), ...right(50, 100), ...right(110, 200)])).toEqual([]);
    expect(stretchesOf([...right(500, 600), ...right(0, 100), ...right(610, 700)])).toEqual([]);
    expect(stretchesOf([...right(0, 50), ...right(100, 150), ...right(60, 90), ...right(160, 200)])).toEqual(
      [],
    );
    expect(stretchesOf([...right(0, 100), [92, -1], ...right(110, 200)])).toEqual([]);
    expect(stretchesOf([...right(0, 100), [55, -1], ...right(110, 200)], 45)).toEqual([]);
    expect(stretchesOf([...right(0, 100), [54, -1], ...right(110, 200)], 45)).toEqual([[12, 13]]);
  });

  const wide = (from: number, to: number) => right(from, to).map(([time]) => [time, time, -time] as const);

  it('are none where a row that was sent again lacks a cell, then or before', () => {
    const stretches = (rows: readonly (readonly number[])[]) => {
      const look = new ResetLook([{ kind: 0, period: 10, step: 10 }], ['a', 'b']);
      look.batch(batchOf(rows, ['a', 'b'], 1));
      return look.stretches().length;
    };
    const again = [...wide(50, 60), [70, Number.NaN, -70], ...wide(80, 100)];
    expect(stretches([...wide(0, 100), ...again, ...wide(110, 200)])).toBe(0);
    expect(stretches([...wide(0, 40), ...again, ...wide(50, 100), ...wide(110, 200)])).toBe(0);
    const other = [...wide(50, 60), [70, Number.NaN, -71], ...wide(80, 100)];
    expect(stretches([...wide(0, 100), ...other, ...wide(110, 200)])).toBe(1);
  });

  it('are none where rows are sent again below a header with fewer columns', () => {
    const stretches = (again: (time: number) => number) => {
      const look = new ResetLook([{ kind: 0, period: 10, step: 10 }], ['a', 'b', 'c']);
      look.batch(batchOf(wide(0, 100), ['a', 'b'], 1));
      const rows = right(50, 100).map(([time]) => [time, again(time)]);
      look.batch(batchOf([...rows, ...right(110, 200)], ['b'], 12));
      return look.stretches().length;
    };
    expect(stretches((time) => -time)).toBe(0);
    expect(stretches((time) => time)).toBe(1);
  });

  it('are told where a row at another’s time has none of its cells, unless others were sent again', () => {
    const stretches = (rows: readonly (readonly number[])[]) => {
      const look = new ResetLook([{ kind: 0, period: 10, step: 10 }], ['a', 'b']);
      look.batch(batchOf([[0, 1, Number.NaN], ...wide(10, 100), ...rows, ...wide(150, 200)], ['a', 'b'], 1));
      return look.stretches().length;
    };
    expect(
      stretches([
        [-10, 5, 5],
        [0, Number.NaN, 7],
      ]),
    ).toBe(1);
    expect(stretches([[0, Number.NaN, 7], ...wide(10, 50)])).toBe(0);
  });

  it('are none where a row that was lost the first time comes early or late, beside others sent again', () => {
    const early = (rows: readonly (readonly [number, number])[]) =>
      rows.map(([time, value]) => [time === 50 ? 46 : time, value] as const);
    const lost = [...right(0, 40), ...right(60, 100)];
    expect(stretchesOf([...lost, ...early(right(30, 100)), ...right(110, 200)])).toEqual([]);
    expect(stretchesOf([...lost, ...early(right(50, 100)), ...right(110, 200)])).toEqual([]);
    // Alone it says nothing of where it belongs.
    expect(stretchesOf([...lost, [46, 46], ...right(140, 200)])).toEqual([[11, 12]]);
    expect(stretchesOf([...lost, [46, 46]])).toEqual([[11, Number.POSITIVE_INFINITY]]);
  });

  it('are found within older rows that were appended', () => {
    expect(stretchesOf([...right(500, 600), ...right(0, 100), ...wrong(45, 75), ...right(130, 200)])).toEqual(
      [[23, 27]],
    );
  });

  it('are told up to 10,000 times', () => {
    const rows = Array.from({ length: 10_001 }, (_, i) => [
      ...right(i * 1000, i * 1000 + 100),
      ...wrong(i * 1000 + 45, i * 1000 + 65),
    ]).flat();
    expect(() => stretchesOf(rows)).toThrow(Refusal);
    expect(stretchesOf(rows.slice(14))).toHaveLength(10_000);
  });
});

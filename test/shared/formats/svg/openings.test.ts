import { expect, it } from 'vitest';
import type { FigurePoint } from '../../../../shared/formats/svg/figure.ts';
import { cutAt, openings } from '../../../../shared/formats/svg/openings.ts';

const point = (at: number, value = at): FigurePoint => ({
  ...{ at, value, min: value - 1, max: value + 1 },
  ...{ n: 1, quality: 'GOOD' as const },
});
const RUN = [0, 10, 20, 30].map((at) => point(at));
const cut = (...gaps: [number, number][]) =>
  cutAt(
    RUN,
    gaps.map(([from, to]) => ({ from, to })),
  ).map((run) => run.map(({ at, value }) => [at, value]));

it('ends where samples end, and goes on where they go on', () => {
  expect(cut()).toEqual([
    [
      [0, 0],
      [10, 10],
      [20, 20],
      [30, 30],
    ],
  ]);
  expect(cut([12, 16])).toEqual([
    [
      [0, 0],
      [10, 10],
      [12, 12],
    ],
    [
      [16, 16],
      [20, 20],
      [30, 30],
    ],
  ]);
  expect(cut([12, 14], [16, 18])).toEqual([
    [
      [0, 0],
      [10, 10],
      [12, 12],
    ],
    [
      [14, 14],
      [16, 16],
    ],
    [
      [18, 18],
      [20, 20],
      [30, 30],
    ],
  ]);
});

it('keeps a window whose middle lies in a gap: it has samples at either side', () => {
  expect(cut([8, 13])).toEqual([
    [
      [0, 0],
      [8, 8],
    ],
    [
      [13, 10],
      [20, 20],
      [30, 30],
    ],
  ]);
  expect(cut([-5, 2])).toEqual([
    [
      [2, 0],
      [10, 10],
      [20, 20],
      [30, 30],
    ],
  ]);
});

it('is cut by nothing that lies before or after it', () => {
  expect(cut([-9, -5], [31, 40])).toEqual([
    [
      [0, 0],
      [10, 10],
      [20, 20],
      [30, 30],
    ],
  ]);
});

it('opens at least three pixels, and joins what touches', () => {
  expect(
    openings(
      [
        { from: 50, to: 51 },
        { from: 10, to: 20 },
      ],
      2,
    ),
  ).toEqual([
    { from: 10, to: 20 },
    { from: 47.5, to: 53.5 },
  ]);
  expect(
    openings(
      [
        { from: 10, to: 11 },
        { from: 12, to: 13 },
      ],
      1,
    ),
  ).toEqual([{ from: 9, to: 14 }]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale } from '../../../../shared/domain/axis/scale.ts';
import { findingRows, numbersText } from '../../../../shared/formats/svg/finding-rows.ts';
import { widthOf } from '../../../../shared/formats/svg/words.ts';

const ACROSS = { x: linearScale(0, 1000, 60, 348), left: 60, right: 348 };
const finding = (from: number, to: number) => ({ name: 'LIMIT', rank: 1, from, to });
const numbers = (spans: readonly (readonly [number, number])[]) =>
  findingRows(
    ACROSS,
    spans.map(([from, to]) => finding(from, to)),
  ).map((row) => row.map((bar) => numbersText(bar.numbers)));

describe('the bars of findings', () => {
  it('stand in rows of their own while there is room', () => {
    expect(
      numbers([
        [0, 900],
        [10, 20],
        [15, 20],
        [500, 510],
      ]),
    ).toEqual([['1'], ['2', '4'], ['3']]);
  });

  it('are one bar with the range of their numbers where there is none', () => {
    expect(
      numbers([
        [0, 900],
        [0, 900],
        [100, 110],
        [101, 110],
        [102, 110],
      ]),
    ).toEqual([['1'], ['2'], ['3–5']]);
  });

  it('never cover each other, lie within the picture, and hold their numbers and each finding once', () => {
    const span = fc.tuple(fc.integer({ min: -50, max: 1050 }), fc.integer({ min: 0, max: 400 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 80 }), (spans) => {
        const sorted = spans.toSorted(([a], [b]) => a - b);
        const rows = findingRows(
          ACROSS,
          sorted.map(([from, length]) => finding(from, from + length)),
        );
        expect(rows.length).toBeLessThanOrEqual(3);
        for (const row of rows) {
          for (const [i, { start, end }] of row.entries()) {
            expect(start).toBeGreaterThanOrEqual(i === 0 ? -Infinity : row[i - 1]!.end);
            expect(end).toBeLessThanOrEqual(348.001);
          }
        }
        const all = rows.flat().flatMap((bar) => bar.numbers);
        expect(all.toSorted((a, b) => a - b)).toEqual(sorted.map((_, i) => i + 1));
        for (const { start, end, numbers: held } of rows.flat()) {
          const width = widthOf(numbersText(held), 11);
          if (width < 280) expect(end - start).toBeGreaterThanOrEqual(width);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

it.each([
  [[5], '5'],
  [[5, 6], '5, 6'],
  [[2, 5, 6, 7, 9], '2, 5–7, 9'],
])('numbers %j are said as %s', (all, text) => {
  expect(numbersText(all)).toBe(text);
});

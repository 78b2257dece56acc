import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countText,
  decimalsFor,
  lengthText,
  numberText,
  percentText,
} from '../../../functions/cli/text/number-text.ts';
import { tableText } from '../../../functions/cli/text/table.ts';

describe('numbers for people', () => {
  it.each([
    [0, null, '0'],
    [null, null, '–'],
    [37.06499999999999, null, '37.065'],
    [-2.9e-17, 4, '0.0000'],
    [-0.00004, 4, '0.0000'],
    [-0.00006, 4, '-0.0001'],
    [1e21, null, '1e+21'],
    [1234567.8, null, '1234570'],
  ])('%s with %s decimals is "%s"', (value, decimals, text) => {
    expect(numberText(value, decimals)).toBe(text);
  });

  it.each([
    [0.0587, 3],
    [0.41, 2],
    [5.2, 1],
    [52, 0],
    [732.61, 0],
    [0, null],
    [null, null],
    [Number.NaN, null],
  ])('a spread of %s is shown with %s decimals', (spread, decimals) => {
    expect(decimalsFor(spread)).toBe(decimals);
  });

  it.each([
    [1, '100 %'],
    [0.999999, '99.99 %'],
    [0, '0.00 %'],
    [12087 / 12097, '99.91 %'],
    [null, '–'],
  ])('the share %s is "%s"', (share, text) => {
    expect(percentText(share)).toBe(text);
  });

  it('counts in words, none too', () => {
    expect([countText(0, 'gap'), countText(1, 'gap'), countText(2, 'gap')]).toEqual([
      'no gaps',
      '1 gap',
      '2 gaps',
    ]);
  });

  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [106_200, '1 d 5 h'],
    [90_061, '1 d 1 h'],
  ])('%i s are "%s"', (seconds, text) => {
    expect(lengthText(seconds)).toBe(text);
  });
});

describe('a table', () => {
  it('puts numbers to the right and text to the left', () => {
    const text = tableText(
      [{ title: 'unit' }, { title: 'mean [°C]', align: 'right' }],
      [
        ['FU1', '37.01'],
        ['a longer name', '−5'],
      ],
    );
    expect(text.split('\n')).toEqual([
      'unit           mean [°C]',
      '─────────────  ─────────',
      'FU1                37.01',
      'a longer name         −5',
      '',
    ]);
  });

  it('keeps columns straight, whatever the cells', () => {
    const cell = fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
        const lines = tableText([{ title: 'a' }, { title: 'b', align: 'right' }], rows)
          .split('\n')
          .slice(0, -1);
        const rule = lines[1] ?? '';
        const second = rule.indexOf('  ') + 2;
        for (const [i, [left, right]] of rows.entries()) {
          const line = (lines[i + 2] ?? '').padEnd(rule.length);
          expect(line.slice(0, second - 2).trimEnd()).toBe(left);
          expect(line.slice(second).trimStart()).toBe(right);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

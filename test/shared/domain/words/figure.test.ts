import { describe, expect, it } from 'vitest';
import {
  decimalsFor,
  endsText,
  figureOfInterval,
  figureText,
  percentText,
  significantText,
} from '../../../../shared/domain/words/figure.ts';

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
    expect(figureText(value, decimals)).toBe(text);
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
    [[0.29, 14.27], 'difference', '0 to 14'],
    [[0.29, 14.27], 'ratio', '0.29 to 14.27'],
    [[3.7, 11.6], 'ratio', '3.7 to 11.6'],
    [[1.2, 1.4], 'ratio', '1.20 to 1.40'],
    [[1, 1], 'ratio', '1 to 1'],
    [[1.94e-7, 134000000], 'ratio', '1.94e-7 to 1.34e8'],
    [[12000.4, 18000], 'difference', '12,000 to 18,000'],
    [[0.00001, 0.02], 'ratio', '1.00e-5 to 2.00e-2'],
    [[0.000000014, 298871911.806], 'ratio', '1.40e-8 to 2.99e8'],
    [[0.00022, 7368.73253], 'ratio', '0.00022 to 7,370'],
  ] as [[number, number], 'difference' | 'ratio', string][])(
    'an interval of %j of a %s is shown as %s',
    (interval, scale, text) => {
      expect(interval.map((end) => figureOfInterval(end, interval, scale)).join(' to ')).toBe(text);
    },
  );

  it('two of them are written alike', () => {
    expect([
      ...[endsText([0.551, 0.762], 2), endsText([1.94e-7, 0.02], 2)],
      ...[endsText([1e-7, 4.04], 3), endsText([2, 4321], 3)],
    ]).toEqual(['0.55 to 0.76', '1.9e-7 to 2.0e-2', '1.00e-7 to 4.04', '2 to 4,320']);
  });

  it('an estimate without an interval has its own digits', () => {
    expect([figureOfInterval(1.25, null, 'ratio'), figureOfInterval(null, null, 'ratio')]).toEqual([
      '1.25',
      '–',
    ]);
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

  it.each([
    [-0.1, 12, '-0.1'],
    [20.123456789123, 12, '20.1234568'],
    [123.456789012, 6, '123.456789'],
    [1e-10, 12, '0.000000000100'],
    [0, 12, '0'],
  ])('%s in %s decimals has no more than nine digits: %s', (value, decimals, text) => {
    expect(figureText(value, decimals)).toBe(text);
  });

  it.each([
    [1.0200000000000031, 6, '1.02'],
    [2.3456789, 4, '2.346'],
    [0, 4, '0'],
    [134_000_000, 3, '134,000,000'],
    [-12345.678, 7, '-12,345.68'],
    [1_940_000_000, 2, '1.9e9'],
    [1.94e-7, 2, '1.9e-7'],
  ])('%s in at most %s significant digits is "%s"', (value, digits, text) => {
    expect(significantText(value, digits)).toBe(text);
  });
});

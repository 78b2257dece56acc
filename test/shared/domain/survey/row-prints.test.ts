import { describe, expect, it } from 'vitest';
import { agreementOf, RowPrints } from '../../../../shared/domain/survey/row-prints.ts';

const { NaN: EMPTY } = Number;

function printOf(all: readonly string[], columns: readonly string[], values: readonly number[]): Uint8Array {
  const prints = new RowPrints(all);
  const print = new Uint8Array(prints.bytes);
  prints.write(print, { columns, values: values.map((value) => Float64Array.of(EMPTY, value)) }, 1);
  return print;
}

describe('prints of rows', () => {
  const of = (...values: number[]) => printOf(['a', 'b', 'c'], ['a', 'b', 'c'], values);

  it.each([
    ['the same values', of(1, 2, 3), of(1, 2, 3), 'SAME'],
    ['0, which is a value', of(0, 2, 3), of(0, 2, 3), 'SAME'],
    ['an empty cell', of(1, 2, 3), of(1, EMPTY, 3), 'SAME'],
    ['another value', of(1, 2, 3), of(1, 2, 4), 'DIFFERENT'],
    ['values in each other’s place', of(1, 2, 3), of(2, 1, 3), 'DIFFERENT'],
    ['another value beside an empty cell', of(1, EMPTY, 3), of(2, 2, 3), 'DIFFERENT'],
    ['no cell in both', of(1, EMPTY, EMPTY), of(EMPTY, 2, 3), 'APART'],
    ['no cell', of(EMPTY, EMPTY, EMPTY), of(EMPTY, EMPTY, EMPTY), 'APART'],
  ] as const)('tell of %s', (_, one, other, agreement) => {
    expect(agreementOf(one, 0, other)).toBe(agreement);
    expect(agreementOf(Uint8Array.of(0, 0, ...other), 2, one)).toBe(agreement);
  });

  it('know columns by their names, whatever their order and number', () => {
    const all = ['a', 'b', 'c', 'd', 'e'];
    const one = printOf(all, ['a', 'c', 'e'], [1, 3, 5]);
    expect(agreementOf(one, 0, printOf(all, ['e', 'b', 'a'], [5, 2, 1]))).toBe('SAME');
    expect(agreementOf(one, 0, printOf(all, ['e', 'b', 'a'], [5, 2, 3]))).toBe('DIFFERENT');
  });

  it.each([1, 2, 3, 4, 40])('of %d columns take each cell into account', (count) => {
    const all = Array.from({ length: count }, (_, i) => `c${i}`);
    const values = all.map((_, i) => i / 10);
    const own = printOf(all, all, values);
    expect(own).toHaveLength(Math.max(4, count));
    expect(own.every((byte) => byte !== 0)).toBe(true);
    for (let i = 0; i < count; i++)
      expect(agreementOf(own, 0, printOf(all, all, values.with(i, 0.05)))).toBe('DIFFERENT');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumberColumn, TableColumn } from '../../../../shared/formats/parquet/column.ts';
import { NO_WORD } from '../../../../shared/formats/parquet/column.ts';
import { decodeTable, encodeTable, TableInParts } from '../../../../shared/formats/parquet/table.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';

const SIDES = ['FLIGHT', 'GROUND', 'BOTH', 'NEITHER', 'Über'] as const;

function group(rows: number, seed: number): TableColumn[] {
  const numbers = (value: (i: number) => number): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => value(i));
  return [
    {
      name: 'elapsedSeconds',
      type: { kind: 'int32' },
      values: numbers((i) => 60 * i + seed),
      optional: false,
    },
    { name: 'at', type: { kind: 'timestamp' }, values: numbers((i) => 1e15 + 6e7 * i), optional: true },
    {
      name: 'mean',
      type: { kind: 'float64' },
      values: numbers((i) => (i % 3 === seed ? Number.NaN : i / 7)),
      optional: true,
    },
    {
      name: 'm2',
      type: { kind: 'float64' },
      values: numbers((i) => (i === 2 ? Number.NaN : -i)),
      optional: false,
    },
    {
      name: 'low',
      type: { kind: 'decimal', scale: 2 },
      values: numbers((i) => (i + seed * 1e7) / 100),
      optional: false,
    },
    {
      name: 'side',
      type: { kind: 'words', words: SIDES },
      values: Uint8Array.from({ length: rows }, (_, i) => (i % 6 === 5 ? NO_WORD : (i + seed) % 5)),
      optional: true,
    },
    {
      name: 'equivalent',
      type: { kind: 'boolean' },
      values: numbers((i) => (i % 5 === 4 ? Number.NaN : (i * 7 + seed) % 2)),
      optional: true,
    },
  ];
}

const int32s = (...values: number[]): NumberColumn => ({
  name: 'n',
  type: { kind: 'int32' },
  values: Float64Array.from(values),
  optional: false,
});

describe('a table whose row groups come part by part', () => {
  const noise = (seed: number): TableColumn[] => {
    const random = randomStream(seed, 'noise');
    const values = Float64Array.from({ length: 150_000 }, () => random.uniform());
    return [{ name: 'noise', type: { kind: 'float64' }, values, optional: false }];
  };

  it('is the table of all at once, to the byte, also where the first parts are laid before the last ones come', () => {
    const groups = Array.from({ length: 14 }, (_, seed) => noise(seed));
    const parts = new TableInParts();
    for (const one of groups) parts.add([one]);
    const bytes = parts.finish({ basis: 'aa' });
    expect(bytes.length).toBeGreaterThan(8.5e6);
    expect(Buffer.compare(bytes, encodeTable(groups, { basis: 'aa' }))).toBe(0);
  });

  it('refuses a part that is laid out in another way', () => {
    const parts = new TableInParts();
    const decimals = (value: number): TableColumn[] => [
      { name: 'n', type: { kind: 'decimal', scale: 2 }, values: Float64Array.of(value), optional: false },
    ];
    parts.add([decimals(1)]);
    expect(() => parts.add([decimals(1e9)])).toThrow('column n is laid out in two ways in one table');
  });
});

describe('a table through Parquet', () => {
  const groups = [group(100, 0), group(0, 1), group(1, 2), group(70_000, 1)];
  const bytes = encodeTable(groups, { basis: 'sha256:aa', channel: 'température' });

  it('comes back with its row groups, empty ones too, and its metadata', () => {
    const { rowGroups, metadata } = decodeTable(bytes);
    expect(rowGroups).toEqual(groups);
    expect(metadata).toEqual({ basis: 'sha256:aa', channel: 'température' });
  });

  it('gives the wanted row groups in the order asked for, and the wanted columns in that of the file', () => {
    const { rowGroups } = decodeTable(bytes, ['side', 'mean', 'nothing'], [2, 0]);
    expect(rowGroups).toEqual([groups[2], groups[0]].map((columns) => [columns![2], columns![5]]));
  });

  it('gives the same bytes for equal tables, in whatever order the metadata came', () => {
    const again = encodeTable([group(100, 0), group(0, 1), group(1, 2), group(70_000, 1)], {
      channel: 'température',
      basis: 'sha256:aa',
    });
    expect(again).toEqual(bytes);
  });

  it('keeps whole numbers whose differences overflow their type', () => {
    const extremes = [2 ** 31 - 1, -(2 ** 31), 0, 2 ** 31 - 1, -1];
    const far = [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 0, -1];
    const times: TableColumn = {
      name: 't',
      type: { kind: 'timestamp' },
      values: Float64Array.from(far),
      optional: false,
    };
    expect(decodeTable(encodeTable([[int32s(...extremes)]], {})).rowGroups).toEqual([[int32s(...extremes)]]);
    expect(decodeTable(encodeTable([[times]], {})).rowGroups).toEqual([[times]]);
  });

  it('keeps any whole numbers of 32 bits, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 400 }), (integers) => {
        const column = int32s(...integers);
        expect(decodeTable(encodeTable([[column]], {})).rowGroups).toEqual([[column]]);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('has the same bytes whether row groups share an array or hold equal ones', () => {
    const values = Float64Array.of(3, 1, 2);
    const group = (numbers: Float64Array) => [{ ...int32s(), values: numbers }];
    const shared = encodeTable([group(values), group(Float64Array.of(9, 9, 8)), group(values)], {});
    const equal = encodeTable([values, Float64Array.of(9, 9, 8), values.slice()].map(group), {});
    expect(Buffer.compare(shared, equal)).toBe(0);
    const first = decodeTable(shared).rowGroups.map((columns) => [...columns[0]!.values]);
    expect(first).toEqual([
      [3, 1, 2],
      [9, 9, 8],
      [3, 1, 2],
    ]);
  });

  it.each<[string, TableColumn[][], RegExp]>([
    ['no row group', [], /needs a row group with a column/],
    ['no column', [[]], /needs a row group with a column/],
    [
      'columns that differ in length',
      [[int32s(1), { ...int32s(1, 2), name: 'm' }]],
      /row group 0: column m has 2 values, the first has 1/,
    ],
    [
      'groups that differ in a name',
      [[int32s(1)], [{ ...int32s(1), name: 'm' }]],
      /row group 1 has no column like n of row group 0/,
    ],
    [
      'groups that differ in a type',
      [[int32s(1)], [{ ...int32s(1), type: { kind: 'float32' } }]],
      /row group 1 has no column like n/,
    ],
    [
      'groups that differ in columns',
      [[int32s(1)], [int32s(1), int32s(2)]],
      /row group 1 has 2 columns, the first has 1/,
    ],
    ['a fraction among whole numbers', [[int32s(1, 1.5)]], /column n holds a number that is no int32/],
    ['a number beyond 32 bits', [[int32s(2 ** 31)]], /column n holds a number that is no int32/],
    ['a null that is not allowed', [[int32s(Number.NaN)]], /column n holds a number that is no int32/],
  ])('is not made where it would not come back: %s', (_, rowGroups, message) => {
    expect(() => encodeTable(rowGroups, {})).toThrow(message);
  });

  it('names a row group that the file does not have', () => {
    expect(() => decodeTable(bytes, undefined, [4])).toThrow('row group 4 of a file that has 4');
  });
});

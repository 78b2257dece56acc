import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { AssayTable, ExpressionTable } from '../../../../shared/domain/assay/tables.ts';
import { decodeAssayTable, encodeAssayTable } from '../../../../shared/formats/assay/table-file.ts';
import { BadBytes } from '../../../../shared/formats/checked/bad-bytes.ts';
import { encodeTable } from '../../../../shared/formats/parquet/table.ts';

const genes: ExpressionTable = {
  ...{ table: 'expression', scale: 'counts', feature: 'gene' },
  features: ['ENSMUSG1.2', 'ünïcode', ''],
  symbols: ['Ctsk', '', 'Acp5'],
  classes: null,
  samples: ['S1', 'feature'],
  values: Float64Array.of(0, 12.5, Number.NaN, 1e9, 3, -0),
};

function orRefused(bytes: Uint8Array): AssayTable | 'bad bytes' {
  try {
    return decodeAssayTable(bytes);
  } catch (error) {
    if (error instanceof BadBytes) return 'bad bytes';
    throw error;
  }
}

const tables: [string, AssayTable][] = [
  ['of genes', genes],
  ['of no genes', { ...genes, features: [], symbols: [], values: new Float64Array(0) }],
  [
    'of probes with classes',
    { ...genes, feature: 'probe', symbols: null, classes: ['Positive', 'Endogenous', ''] },
  ],
  [
    'of wells',
    {
      table: 'wells',
      wells: [
        {
          well: 'A1',
          sample: 'S1',
          target: 'T',
          task: 'STANDARD',
          ct: 21.25,
          quantity: 100,
          isOmitted: false,
        },
        { well: '', sample: '', target: 'T', task: 'NO_TEMPLATE', ct: null, quantity: null, isOmitted: true },
      ],
    },
  ],
  [
    'of no wells, with what the file says of its samples',
    {
      ...{ table: 'wells', wells: [] },
      descriptions: new Map([
        ['2', 'FU2'],
        ['__proto__', 'FU1'],
      ]),
    },
  ],
  [
    'of a sheet',
    {
      table: 'sheet',
      columns: ['a', 'b'],
      rows: [
        ['1', ''],
        ['x', 'y, "z"'],
      ],
    },
  ],
  [
    'of endpoints, with the lines of its rows',
    { table: 'sheet', columns: ['unit'], rows: [['FU1'], ['FU2']], lines: [2, 7] },
  ],
  ['of a sheet without rows', { table: 'sheet', columns: ['a', 'b'], rows: [] }],
];

describe('a table of an assay in a file', () => {
  it.each(tables)('comes back as it was: one %s', (_, table) => {
    const bytes = encodeAssayTable(table);
    expect(decodeAssayTable(bytes)).toEqual(table);
    expect(encodeAssayTable(table)).toEqual(bytes);
  });

  it('has the same bytes in whatever order samples are described', () => {
    const pairs: [string, string][] = [
      ['1', 'FU1'],
      ['2', 'FU2'],
    ];
    const [one, other] = [pairs, pairs.toReversed()].map((all) =>
      encodeAssayTable({ table: 'wells', wells: [], descriptions: new Map(all) }),
    );
    expect(one).toEqual(other);
  });

  it('with more rows than a page holds comes back as it was', () => {
    // As long as names of genes are, and some much longer.
    const features = Array.from(
      { length: 60_000 },
      (_, i) => `ENSMUSG${String(i).padStart(11, '0')}.12${i % 1000 === 0 ? 'x'.repeat(180) : ''}`,
    );
    const values = Float64Array.from({ length: 120_000 }, (_, i) => i % 977);
    const long = { ...genes, features, symbols: null, values };
    expect(decodeAssayTable(encodeAssayTable(long))).toEqual(long);
  });

  it('is refused where a byte is another one, or the file is of something else', () => {
    const bytes = encodeAssayTable(genes);
    for (let at = 4; at < bytes.length; at += 7) {
      const damaged = bytes.slice();
      damaged[at]! ^= 0x10;
      // What a page header says beside lengths and checksums changes nothing.
      expect(orRefused(damaged), `byte ${at}`).toSatisfy(
        (got) => got === 'bad bytes' || isDeepStrictEqual(got, genes),
      );
    }
    const other = encodeTable(
      [[{ name: 'x', type: { kind: 'float64' }, optional: false, values: Float64Array.of(1) }]],
      {},
    );
    expect(() => decodeAssayTable(other)).toThrow('a file that says no assay');
  });
});

import { describe, expect, it } from 'vitest';
import type { ColumnType } from '../../../../functions/api/http/csv.ts';
import { parquetBytes } from '../../../../functions/api/http/parquet.ts';
import { parquetFacts, parquetRows } from '../../../support/read-parquet.ts';

const TYPES: Record<string, ColumnType> = {
  id: 'text',
  note: 'text',
  at: 'timestamp',
  n: 'int32',
  mean: 'float64',
};

describe('a table as Parquet', () => {
  it.each([0, 1, 255, 256, 10_000])(
    'holds %d different texts in a column, and cells without one',
    async (n) => {
      const rows = Array.from({ length: n }, (_, i) => [
        `id ${i} #"é`,
        i % 3 === 0 ? null : `note ${i}`,
        '2026-03-01T06:00:00Z',
        i,
        i % 2 === 0 ? null : i / 7,
      ]);
      const read = await parquetRows(parquetBytes({ header: Object.keys(TYPES), rows }, TYPES));
      const at = new Date('2026-03-01T06:00:00Z');
      expect(read).toEqual(rows.map(([id, note, , i, mean]) => ({ id, note, at, n: i, mean })));
    },
  );

  it('keeps what is said beside the rows in its footer', () => {
    const bytes = parquetBytes({ facts: [['program', '1']], header: ['n'], rows: [[0]] }, TYPES);
    expect(parquetFacts(bytes)).toEqual({ 'howship.program': '1' });
  });
});

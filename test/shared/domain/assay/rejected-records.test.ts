import { expect, it } from 'vitest';
import { noneOf, rejectedRemarks, rejectedTexts } from '../../../../shared/domain/assay/rejected-records.ts';

const file = (fileName: string, records: number, rejected: number) => ({ fileName, records, rejected });

it('files of which records were rejected are named in one order, whichever came first', () => {
  const files = [file('b.csv', 9, 1), file('a.csv', 2000, 1200), file('c.csv', 5, 0)];
  const remarks = rejectedRemarks(files);
  expect(remarks).toEqual([
    {
      code: 'assay.rejected',
      message:
        'rejected, and in no number: 1 of 9 records of "b.csv", 1,200 of 2,000 records of "a.csv" (./howship receipt <file> --rejects lists them)',
    },
  ]);
  expect(rejectedRemarks(files.toReversed())).toEqual(remarks);
  expect(rejectedTexts(remarks)).toHaveLength(1);
  expect(noneOf('row', remarks)).toBe('no row of it is in: none has come, or it was rejected');
});

it('where none was nothing is said', () => {
  expect(rejectedRemarks([file('a.csv', 3, 0)])).toEqual([]);
  expect(noneOf('slice', [])).toBe('no slice of it has come');
});

import { expect, it } from 'vitest';
import { readQuotedRecords } from '../../../../shared/formats/csv/quoted-records.ts';

it('a cell in quotes holds what separates cells and lines, and its record says on which line it begins', () => {
  const text = 'a,"b ""c"", d"\r\n\r\n# left out, "\n"e\nf",\n"",g\n"# kept",h';
  expect(readQuotedRecords('t.csv', text, ',')).toEqual([
    { line: 1, cells: ['a', 'b "c", d'] },
    { line: 4, cells: ['e\nf', ''] },
    { line: 6, cells: ['', 'g'] },
    { line: 7, cells: ['# kept', 'h'] },
  ]);
  expect(readQuotedRecords('t.txt', '\uFEFFa,b\tc\n', '\t')).toEqual([{ line: 1, cells: ['a,b', 'c'] }]);
  expect(readQuotedRecords('t.txt', '', '\t')).toEqual([]);
});

it.each(['a\n"b', 'a\n"b"c,d', 'a\n"b" ,c'])(
  'a quote that does not close is refused with its line: %j',
  (text) => {
    expect(() => readQuotedRecords('t.csv', text, ',')).toThrow(
      't.csv, line 2: expected a cell whose quote closes',
    );
  },
);

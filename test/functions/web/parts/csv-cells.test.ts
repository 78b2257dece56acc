import { expect, it } from 'vitest';
import { csvCells } from '../../../../functions/web/parts/csv-cells.ts';

it.each([
  ['', []],
  ['a,b\n', [['a', 'b']]],
  ['a,b', [['a', 'b']]],
  [
    'a,\r\n,b\r\n',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  [
    'a,"say ""so"", twice\nor more",\n1,2,3\n',
    [
      ['a', 'say "so", twice\nor more', ''],
      ['1', '2', '3'],
    ],
  ],
])('reads %j', (text, cells) => {
  expect(csvCells(text)).toEqual(cells);
});

import { expect, it } from 'vitest';
import { columnsOf, type FileShape } from '../../../../shared/domain/source-proposal/file-shape.ts';

const shape = (texts: readonly string[], decimal: '.' | ',' = '.', rowsAfterHeader = 0): FileShape => ({
  fileName: 'a.csv',
  header: ['time', 'x', ''],
  rows: texts.map((text) => ['t', text, '1']),
  decimal,
  time: {
    ...{
      columns: ['time'],
      formats: ['ISO8601'],
      needsZone: false,
      zone: null,
      epoch: null,
      firstCount: null,
    },
    ...{ rowsAfterHeader, unread: [], others: [], step: null },
  },
  above: [],
  objects: [],
  preset: null,
  dialect: {},
});
const isUnit = (text: string) => text === 'degC';
const kindOf = (texts: readonly string[], decimal: '.' | ',' = '.') =>
  columnsOf(shape(texts, decimal), isUnit)[0]?.kind;

it('a column is of the kind of what it holds', () => {
  expect(kindOf(['', ''])).toBe('empty');
  expect(kindOf(['36.5', 'NAN', '37'])).toBe('numbers');
  expect(kindOf(['1,002', '998'])).toBe('thousands');
  expect(kindOf(['1.002', '998'])).toBe('thousands');
  expect(kindOf(['1.002', '1.120'])).toBe('numbers');
  expect(kindOf(['1.002', '99.5', '998'])).toBe('numbers');
  expect(kindOf(['1.002,5', '998,0'], ',')).toBe('thousands');
  expect(kindOf(['36,5', '37,0'], ',')).toBe('numbers');
  expect(kindOf(['36.5 °C', '40%'])).toBe('suffixed');
  expect(kindOf(['ON', 'OFF'])).toBe('texts');
});

it('columns of the time and without a name are none; a row above may name the unit', () => {
  const [column, ...others] = columnsOf(shape(['degC', '36.5'], '.', 1), isUnit);
  expect(others).toEqual([]);
  expect(column).toMatchObject({ header: 'x', kind: 'numbers', texts: ['36.5'], unitText: 'degC' });
});

import { describe, expect, it } from 'vitest';
import {
  type Item,
  indexUnits,
  itemBytes,
  readUnits,
  writeUnits,
} from '../../../../cdk/local/meter/item-size.ts';

const text = (bytes: number): Item => ({ pk: { S: 'x'.repeat(bytes - 2) } });

describe('the size of an item', () => {
  it('is its names and values in UTF-8, numbers two digits a byte', () => {
    expect(itemBytes({ pk: { S: 'unit' } })).toBe(6);
    expect(itemBytes({ t: { S: '°C' } })).toBe(4);
    expect(itemBytes({ n: { N: '1200' } })).toBe(1 + 2);
    expect(itemBytes({ n: { N: '-12.5' } })).toBe(1 + 2 + 1 + 1);
    expect(itemBytes({ b: { B: Buffer.from('four').toString('base64') } })).toBe(5);
    expect(itemBytes({ b: { B: Buffer.from('four') } })).toBe(5);
    expect(itemBytes({ f: { BOOL: true }, o: { NULL: true } })).toBe(4);
    expect(itemBytes({ l: { L: [{ S: 'a' }, { S: 'b' }] } })).toBe(1 + 3 + 2 * 2);
    expect(itemBytes({ m: { M: { a: { S: 'b' } } } })).toBe(1 + 3 + 1 + 2);
  });
});

describe('request units', () => {
  it('of a write are begun KB of the larger of before and after', () => {
    expect(writeUnits(null, text(1024))).toBe(1);
    expect(writeUnits(null, text(1025))).toBe(2);
    expect(writeUnits(text(5000), text(10))).toBe(5);
    expect(writeUnits(null, null)).toBe(1);
  });

  it('of a read are begun 4 KB, half where it need not be consistent', () => {
    expect([0, 4096, 4097].map((bytes) => readUnits(bytes, true))).toEqual([1, 1, 2]);
    expect(readUnits(1, false)).toBe(0.5);
  });

  it('of a sparse index are a write to enter, one to leave, two to move, none where nothing it holds changed', () => {
    const index = { keys: ['duePk', 'dueSk'], projected: ['pk', 'sk', 'duePk', 'dueSk'] };
    const key = { pk: { S: 'e' }, sk: { S: 'HEAD' } };
    const out: Item = { ...key, body: { S: '1' } };
    const due: Item = { ...out, duePk: { S: 'e' }, dueSk: { S: 'HEAD' } };
    expect(indexUnits(null, out, index)).toBe(0);
    expect(indexUnits(out, due, index)).toBe(1);
    expect(indexUnits(due, { ...due, body: { S: '2' } }, index)).toBe(0);
    expect(indexUnits(due, { ...due, dueSk: { S: 'other' } }, index)).toBe(2);
    expect(indexUnits(due, out, index)).toBe(1);
    expect(indexUnits(due, null, index)).toBe(1);
  });
});

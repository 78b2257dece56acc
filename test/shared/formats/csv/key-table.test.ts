import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable, UNKNOWN } from '../../../../shared/formats/csv/key-table.ts';
import { bytesOf } from './collect.ts';

const COMMA = 44;

/** The kind that the table finds for the key cells of each row, which a value follows. */
function kindsOf(table: KeyTable, rows: readonly string[]): number[] {
  return rows.map((row) => {
    const bytes = bytesOf(`${row},1\n___`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entry = table.find(bytes, view, 0);
    if (entry === UNKNOWN) return UNKNOWN;
    expect(table.lengthOf(entry)).toBe(bytesOf(row).length);
    return table.kindOf(entry);
  });
}

function learnAll(table: KeyTable, rows: readonly string[]): void {
  rows.forEach((row, kind) => {
    const bytes = bytesOf(`x${row}`);
    table.learn(bytes, 1, bytes.length, kind);
  });
}

describe('the table of keys', () => {
  it('finds what it learnt, of whatever length, in whatever order, and nothing else', () => {
    const text = fc.string({
      unit: fc.constantFrom('F', 'G', '1', 'U', 'ü', '.'),
      minLength: 0,
      maxLength: 21,
    });
    const key = fc.tuple(text, text).map(([unit, channel]) => `${unit},${channel}`);
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { maxLength: 40 }),
        fc.array(fc.oneof(key, fc.nat(39)), { maxLength: 80 }),
        (known, asked) => {
          const table = new KeyTable(COMMA, 2);
          learnAll(table, known);
          const rows = asked.map((one) => (typeof one === 'string' ? one : (known[one] ?? 'FU1,none')));
          expect(kindsOf(table, rows)).toEqual(rows.map((row) => known.indexOf(row)));
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });

  it('takes no key for one that it begins with, nor one cell for two', () => {
    const table = new KeyTable(COMMA, 2);
    learnAll(table, ['FU1,temperature1', 'FU1,t']);
    expect(kindsOf(table, ['FU1,temperature12', 'FU1,temperature1', 'FU1,temperature', 'FU1,t'])).toEqual([
      UNKNOWN,
      0,
      UNKNOWN,
      1,
    ]);
    const bytes = bytesOf('FU1\nFU1,t,1\n___');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    expect(table.find(bytes, view, 0)).toBe(UNKNOWN);
  });

  it('leaves a key cell that holds a control character, or is longer than 256 bytes, to the careful reading', () => {
    const table = new KeyTable(COMMA, 2);
    learnAll(table, ['FU1,t', `FU1,${'t'.repeat(252)}`, `FU1,${'t'.repeat(251)}`]);
    expect(kindsOf(table, ['FU1,t\u0001', `FU1,${'t'.repeat(252)}`, `FU1,${'t'.repeat(251)}`])).toEqual([
      UNKNOWN,
      UNKNOWN,
      2,
    ]);
  });

  it('keeps the first 4,096 keys', () => {
    const table = new KeyTable(COMMA, 2);
    const keys = Array.from({ length: 5000 }, (_, i) => `FU1,channel${i}`);
    learnAll(table, keys);
    expect(kindsOf(table, keys)).toEqual(keys.map((_, i) => (i < 4096 ? i : UNKNOWN)));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLACK_BYTES } from '../../../../shared/formats/reading/cell-words.ts';
import { KeyTable } from '../../../../shared/formats/reading/key-table.ts';
import { hashOf, mixed } from '../../../../shared/formats/reading/words.ts';
import { bytesOf } from '../csv/collect.ts';

const COMMA = 44;

function viewOf(text: string): DataView {
  const bytes = bytesOf(text + '_'.repeat(SLACK_BYTES));
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const UNKNOWN = -1;

/** The kind that the table finds for the key cells of each row, which a value follows; `UNKNOWN` where it has none. */
function kindsOf(table: KeyTable, rows: readonly string[]): number[] {
  return rows.map((row) => {
    const view = viewOf(`${row},1\n`);
    const guess = table.next(view, 0);
    const entry = table.find(view, 0);
    if (guess !== null) expect(guess).toBe(entry);
    if (entry === null) return UNKNOWN;
    expect(entry.length).toBe(bytesOf(row).length);
    return entry.kind;
  });
}

function learnAll(table: KeyTable, rows: readonly string[]): void {
  rows.forEach((row, kind) => {
    const bytes = bytesOf(`x${row},`);
    table.learn(bytes, 1, bytes.length - 1, kind);
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
    expect(table.find(viewOf('FU1\nFU1,t,1\n'), 0)).toBeNull();
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

  it('leaves bytes that make a NaN, which equals nothing, to the careful reading, and room for the others', () => {
    const table = new KeyTable(COMMA, 1);
    const notANumber = [65, 65, 65, 65, 65, 65, 0xf4, 0x7f, COMMA];
    for (let row = 0; row < 5000; row++) table.learn(Uint8Array.from(notANumber), 0, 8, 0);
    const behind = new Array(SLACK_BYTES).fill(10);
    expect(table.find(new DataView(Uint8Array.from([...notANumber, ...behind]).buffer), 0)).toBeNull();
    learnAll(table, ['t']);
    expect(kindsOf(table, ['t', 't'])).toEqual([0, 0]);
  });

  it('looks at no more than 64 slots, however many keys were made to share them', () => {
    const share: string[] = [];
    const word = new DataView(new ArrayBuffer(4));
    for (let i = 36 ** 3; share.length < 100; i++) {
      const text = i.toString(36);
      for (let at = 0; at < 4; at++) word.setUint8(at, text.charCodeAt(at));
      if ((mixed(hashOf(0, word.getInt32(0, true))) & 8191) === 7) share.push(text);
    }
    const table = new KeyTable(COMMA, 1);
    learnAll(table, share);
    expect(kindsOf(table, share)).toEqual(share.map((_, i) => (i < 64 ? i : UNKNOWN)));
  });

  it('keeps the first 4,096 keys', () => {
    const table = new KeyTable(COMMA, 2);
    const keys = Array.from({ length: 5000 }, (_, i) => `FU1,channel${i}`);
    learnAll(table, keys);
    expect(kindsOf(table, keys)).toEqual(keys.map((_, i) => (i < 4096 ? i : UNKNOWN)));
  });
});

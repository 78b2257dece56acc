import { describe, expect, it } from 'vitest';
import { UNMAPPED } from '../../../../shared/formats/reading/reading.ts';
import { RowKinds } from '../../../../shared/formats/reading/row-kinds.ts';
import { bytesOf } from '../csv/collect.ts';

describe('the kinds of rows by their key texts', () => {
  it('are asked for once, and each time for texts too long to be remembered', () => {
    const asked: string[] = [];
    const kinds = new RowKinds((texts) => {
      asked.push(texts.join(' '));
      return 7;
    });
    const long = 'x'.repeat(10_000);
    for (const text of ['FU1', 'FU1', long, long]) expect(kinds.ofCells([bytesOf(text)])).toBe(7);
    expect(asked).toEqual(['FU1', long, long]);
  });

  it('counts the rows of unmapped ones, their texts cut to what can be shown', () => {
    const kinds = new RowKinds(() => UNMAPPED);
    for (const text of ['a', 'a', 'b'.repeat(300)]) kinds.ofCells([bytesOf(text)]);
    expect(kinds.unmapped()).toEqual([
      { texts: ['a'], rows: 2 },
      { texts: ['b'.repeat(200)], rows: 1 },
    ]);
  });
});

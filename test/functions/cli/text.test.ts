import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableText } from '../../../functions/cli/text/table.ts';

describe('a table', () => {
  it('puts numbers to the right and text to the left', () => {
    const text = tableText(
      [{ title: 'unit' }, { title: 'mean [°C]', align: 'right' }],
      [
        ['FU1', '37.01'],
        ['a longer name', '−5'],
      ],
    );
    expect(text.split('\n')).toEqual([
      'unit           mean [°C]',
      '─────────────  ─────────',
      'FU1                37.01',
      'a longer name         −5',
      '',
    ]);
  });

  it('keeps columns straight, whatever the cells', () => {
    const cell = fc.string({ unit: 'grapheme-ascii', maxLength: 12 }).map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
        const lines = tableText([{ title: 'a' }, { title: 'b', align: 'right' }], rows)
          .split('\n')
          .slice(0, -1);
        const rule = lines[1] ?? '';
        const second = rule.indexOf('  ') + 2;
        for (const [i, [left, right]] of rows.entries()) {
          const line = (lines[i + 2] ?? '').padEnd(rule.length);
          expect(line.slice(0, second - 2).trimEnd()).toBe(left);
          expect(line.slice(second).trimStart()).toBe(right);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../../../functions/cli/text/column.ts';
import { UNLIMITED } from '../../../../functions/cli/text/page.ts';
import { severityColour } from '../../../../functions/cli/text/paint.ts';
import { tableText } from '../../../../functions/cli/text/table.ts';

describe('a table', () => {
  it('puts numbers to the right and text to the left', () => {
    const text = tableText(
      [{ title: 'unit' }, { title: 'mean [°C]', align: 'right' }],
      [
        ['FU1', '37.01'],
        ['a longer name', '−5'],
      ],
      UNLIMITED,
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
        const lines = tableText([{ title: 'a' }, { title: 'b', align: 'right' }], rows, UNLIMITED)
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

const at = (width: number, isColoured = false) => ({ width, isColoured });

describe('a table on a narrow page', () => {
  const columns: Column[] = [
    { title: 'severity', colourOf: severityColour },
    { title: 'kind', isHead: true },
    { title: 'pair' },
    { title: 'what is seen' },
    { title: 'n', align: 'right' },
  ];
  const row = ['CRITICAL', 'LIMIT', '–', 'CO2 is 0.00 % (critical low 4 %), 2,592 readings in a row', '12'];

  it('stays as it is where it fits', () => {
    expect(tableText(columns, [row], at(84))).toBe(tableText(columns, [row], UNLIMITED));
  });

  it('leaves empty columns out', () => {
    expect(tableText(columns, [row], at(83)).split('\n')).toEqual([
      'severity  kind   what is seen                                                n',
      '────────  ─────  ─────────────────────────────────────────────────────────  ──',
      'CRITICAL  LIMIT  CO2 is 0.00 % (critical low 4 %), 2,592 readings in a row  12',
      '',
    ]);
  });

  it('breaks cells between words, and no number from what it counts', () => {
    expect(tableText(columns, [row], at(50)).split('\n')).toEqual([
      'severity  kind   what is seen                    n',
      '────────  ─────  ─────────────────────────────  ──',
      'CRITICAL  LIMIT  CO2 is 0.00 % (critical low    12',
      '                 4 %), 2,592 readings in a row',
      '',
    ]);
  });

  it('becomes records where its rows would be too high', () => {
    expect(tableText(columns, [row, row], at(38)).split('\n')).toEqual([
      'CRITICAL  LIMIT',
      '  what is seen  CO2 is 0.00 %',
      '                (critical low 4 %),',
      '                2,592 readings in a',
      '                row',
      '  n             12',
      '',
      'CRITICAL  LIMIT',
      '  what is seen  CO2 is 0.00 %',
      '                (critical low 4 %),',
      '                2,592 readings in a',
      '                row',
      '  n             12',
      '',
    ]);
  });

  it('leaves minor columns out before it becomes records, the last first, and says so', () => {
    const minor = ['a', 'b', 'c'].map((title): Column => ({ title, align: 'right', isMinor: title !== 'a' }));
    const text = tableText(minor, [['1'.repeat(10), '2'.repeat(10), '3'.repeat(10)]], at(30));
    expect(text.split('\n').slice(2)).toEqual(['1111111111  2222222222', 'not shown at this width: c', '']);
  });

  it('never breaks a number, whose table becomes records', () => {
    const numbers = Array.from({ length: 6 }, (_, i) => ({ title: `mean ${i}`, align: 'right' as const }));
    const text = tableText(numbers, [numbers.map((_, i) => `${i}.25 +- 0.01 Cel`)], at(40));
    expect(text.split('\n').slice(0, 2)).toEqual(['0.25 +- 0.01 Cel', '  mean 1  1.25 +- 0.01 Cel']);
  });

  it('colours only where colours are wanted, and stands as straight with them', () => {
    const coloured = tableText(columns, [row], at(50, true));
    expect(coloured).toContain('\x1b[1;31mCRITICAL\x1b[0m  LIMIT');
    expect(coloured.replaceAll(/\p{Cc}\[[\d;]*m/gu, '')).toBe(tableText(columns, [row], at(50)));
  });

  it('shows codes of the terminal that a name holds, and obeys none', () => {
    const text = tableText([{ title: 'file' }], [['a\x1b[31m\nb']], UNLIMITED);
    expect(text.split('\n')[2]).toBe('a\\u001B[31m b');
  });

  it('is never wider than its page, whatever the cells', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', ' ', '-'), maxLength: 30 });
    const rows = fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 30, max: 90 }), (cells, width) => {
        const titled = ['a', 'b', 'c', 'd'].map(
          (title, i): Column => ({
            title,
            align: i === 1 ? 'right' : 'left',
          }),
        );
        const lines = tableText(titled, cells, at(width)).split('\n');
        expect(lines.filter((line) => line.length > width)).toEqual([]);
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});

it('what qualifies a number is no minor column of any table', () => {
  const qualifies = /environment|why|reason|note|against|units|contrast|assay|verdict|scale/;
  const titles = globSync('functions/cli/**/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\{ title: ([^,}]+),[^}]*isMinor: true/g)].map(
      ([, title]) => title!,
    ),
  );
  expect(titles.length).toBeGreaterThan(5);
  expect(titles.filter((title) => qualifies.test(title))).toEqual([]);
});

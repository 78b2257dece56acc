import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SheetTable } from '../../../../shared/domain/assay/tables.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { readSheet } from '../../../../shared/formats/assay/read-sheet.ts';
import { isBalanced } from './balanced.ts';

const read = (text: string) => readSheet([new TextEncoder().encode(text)], 'x.csv');

async function tableOf(text: string): Promise<SheetTable> {
  const { table } = await read(text);
  if (table.table !== 'sheet') throw new Error('expected a sheet');
  return table;
}

describe('a sheet of samples', () => {
  it('is as it stands, whatever separates its cells', async () => {
    const expected = {
      table: 'sheet',
      columns: ['Sample Name', 'Factor Value[Arm]'],
      rows: [['F1', 'Space Flight']],
    };
    for (const separator of [',', ';', '\t'])
      expect(
        await tableOf(`\ufeff"Sample Name"${separator}Factor Value[Arm]\r\nF1${separator} Space Flight\r\n`),
      ).toEqual(expected);
  });

  it('calls columns without a name, and those of one name, by their number', async () => {
    const { columns } = await tableOf('"","condition","Unit","Unit"\n"F1","flight","d","g"\n');
    expect(columns).toEqual(['column 1', 'condition', 'Unit (column 3)', 'Unit (column 4)']);
    expect(await tableOf('"condition"\n"F1" "flight"\n')).toMatchObject({
      columns: ['column 1', 'condition'],
    });
  });

  it('may be a map of transcripts without a header', async () => {
    const { columns, rows } = await tableOf(
      'ENSMUST00000001534\tENSMUSG00000001494\nNM_024449\tENSMUSG00000001494\n',
    );
    expect(columns).toEqual(['transcript_id', 'gene_id']);
    expect(rows).toHaveLength(2);
  });

  it('is refused without a row', async () => {
    await expect(read('Sample Name,Arm\n')).rejects.toMatchObject({ code: 'sheet.no-rows' });
  });

  it('is read, with every row accounted for, or refused in words', async () => {
    const piece = fc.constantFrom(
      'a',
      'F1',
      ',',
      ';',
      '\t',
      '\n',
      '\r',
      '"',
      '""',
      '',
      ' ',
      '#',
      '\0',
      'µ',
      'ENST00000374807',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        try {
          expect(isBalanced(await read(pieces.join('')))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { seed: 6, numRuns: 2000 },
    );
  });
});

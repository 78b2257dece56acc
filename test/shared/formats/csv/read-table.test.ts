import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import type { CsvDialect } from '../../../../shared/formats/csv/csv.ts';
import { readTable } from '../../../../shared/formats/csv/read-table.ts';
import { bytesOf, DIALECT, inPieces } from './collect.ts';

async function tableOf(bytes: Uint8Array, dialect: Partial<CsvDialect> = {}, size = 7) {
  const { header, rows } = await readTable(inPieces(bytes, size), { ...DIALECT, ...dialect });
  const read: (readonly [number, ...string[]])[] = [];
  for await (const { line, cells } of rows) read.push([line, ...cells]);
  return { header, rows: read };
}

async function codeOf(text: Uint8Array): Promise<string> {
  try {
    await tableOf(text);
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.place.line ?? ''}`.trim();
    throw error;
  }
  return 'read';
}

describe('readTable', () => {
  it('gives header and rows as texts, short rows filled up, blank ones passed over', async () => {
    const text =
      'gene,a,b\r\nCTSK, 1 ,2\r\n\r\n,,\r\n"SOST, 1",3\r\nACP5,"say ""5""","two\r\nlines"\r\nlast,,0';
    expect(await tableOf(bytesOf(text))).toEqual({
      header: ['gene', 'a', 'b'],
      rows: [
        [2, 'CTSK', '1', '2'],
        [5, 'SOST, 1', '3', ''],
        [6, 'ACP5', 'say "5"', 'two\r\nlines'],
        [8, 'last', '', '0'],
      ],
    });
  });

  it('reads every dialect that readCsv reads', async () => {
    const expected = { header: ['', 'x'], rows: [[expect.any(Number), 'r', '1,5']] };
    expect(await tableOf(bytesOf(';x\rr;1,5\r'), { delimiter: ';' })).toEqual(expected);
    const preamble = '# made by hand\n\nnoise\n\tx\n# not a row\nr\t1,5\n';
    expect(await tableOf(bytesOf(preamble), { delimiter: '\t', comment: '#', headerLine: 4 })).toEqual(
      expected,
    );
    const utf16 = Buffer.from('\uFEFF;x\nr;1,5\n', 'utf16le');
    expect(await tableOf(utf16, { delimiter: ';', encoding: 'utf-16' })).toEqual(expected);
  });

  it('refuses what it cannot take whole, naming the line', async () => {
    expect(await codeOf(bytesOf('a,b\n1,2\n1,2,3\n'))).toBe('row.too-long 3');
    expect(await codeOf(bytesOf('a,b\n1,2\n\n"open,2\n3,4\n'))).toBe('row.quote 4');
    expect(await codeOf(bytesOf('a,b\n1,"x"y\n'))).toBe('row.quote 2');
    expect(await codeOf(Buffer.from('a,b\n1,\xe4\n', 'latin1'))).toBe('text.encoding 2');
    expect(await codeOf(bytesOf(''))).toBe('file.empty');
    expect(await codeOf(bytesOf(`a,b\n${'x'.repeat(2 ** 21)}`))).toBe('row.too-long 2');
  });

  it('gives back what was written, however it arrives', async () => {
    const cell = fc
      .string({ unit: fc.constantFrom(...'ab,"\n 1é'), maxLength: 6 })
      .map((text) => text.trim());
    const row = fc.tuple(cell, cell, cell);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 20 }),
        fc.integer({ min: 1, max: 64 }),
        async (rows, size) => {
          const quoted = rows.map((cells) =>
            cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','),
          );
          const { rows: read } = await tableOf(bytesOf(`x,y,z\n${quoted.join('\n')}\n`), {}, size);
          const filled = rows.filter((cells) => cells.some((text) => text !== ''));
          expect(read.map(([, ...cells]) => cells)).toEqual(filled);
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });
});

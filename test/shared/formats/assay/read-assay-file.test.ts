import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssayRead, ExpressionTable } from '../../../../shared/domain/assay/tables.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import type { AssayReading } from '../../../../shared/formats/assay/assay-reading.ts';
import { readAssayFile } from '../../../../shared/formats/assay/read-assay-file.ts';
import { isBalanced } from './balanced.ts';

const COUNTS: AssayReading = { kind: 'counts', strandedness: null };
const LOGS: AssayReading = { kind: 'log-intensity', strandedness: null };

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, reading = COUNTS, name = 'x.csv') =>
  readAssayFile([bytesOf(text)], reading, name);

async function refused(text: string | Uint8Array, name = 'x.csv', reading = COUNTS): Promise<string | null> {
  try {
    await readAssayFile([typeof text === 'string' ? bytesOf(text) : text], reading, name);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code;
  }
}

async function tableOf(text: string, reading = COUNTS): Promise<ExpressionTable> {
  const { table } = await read(text, reading);
  if (table.table !== 'expression') throw new Error('expected a table of expression');
  return table;
}

/** What came, or why nothing did. */
async function outcome(bytes: Uint8Array, reading: AssayReading, name: string): Promise<AssayRead | Refusal> {
  try {
    return await readAssayFile([bytes], reading, name);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const readings = fc.constantFrom<AssayReading>(COUNTS, LOGS, { kind: 'counts', strandedness: 'reverse' });

describe('a file of an assay, whatever its bytes', () => {
  it('is read, with every record accounted for, or refused in words', async () => {
    const piece = fc.constantFrom(
      ...[
        'gene',
        'gene_id',
        'symbol',
        'ENSMUSG00000001494',
        'ENST00000374807',
        'F1',
        'F 2',
        '"',
        '""',
        ',',
        ';',
        '\t',
        ' ',
        '\n',
        '\r',
      ],
      ...[
        '0',
        '12',
        '-3',
        '1.5',
        '1,5',
        '1,234',
        '1e5',
        'NA',
        '',
        'NaN',
        'Inf',
        '1-Mar',
        '43891',
        '#',
        '!',
        '\ufeff',
        '\0',
        'µ',
      ],
      ...[
        'N_unmapped\t1\t2\t3\n',
        'N_noFeature\t',
        '__no_feature',
        'Name\tLength\tEffectiveLength\tTPM\tNumReads\n',
        '%%MatrixMarket',
        '<Header>\n',
      ],
      ...[
        '<Lane_Attributes>',
        '<Code_Summary>\nCodeClass,Name,Accession,Count\n',
        '</Code_Summary>',
        '\nSost,',
        ',7\n',
        '\nSost;3;4',
        '\nSost\t3\t4',
      ],
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.array(piece, { maxLength: 60 }).map((pieces) => bytesOf(pieces.join(''))),
      fc.array(piece, { maxLength: 40 }).map((pieces) => bytesOf(`gene,F1,G1\nSost,1,2\n${pieces.join('')}`)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, readings, async (file, reading) => {
        const came = await outcome(file, reading, 'x.csv');
        if (came instanceof Refusal) expect(came.message).not.toBe('');
        else expect(isBalanced(came)).toBe(true);
      }),
      { seed: 12, numRuns: 3000 },
    );
  });

  it('is read alike with any line end, separator and quotes, in any pieces', async () => {
    const cell = fc.constantFrom('0', '7', '1204', '-2', 'NA', '', '3.25', 'eight');
    const rows = fc.array(
      fc.tuple(fc.constantFrom('Sost', 'Dmp1', 'a b', 'Ctsk', 'Acp5'), cell, cell, cell),
      { minLength: 1, maxLength: 12 },
    );
    const dialect = fc.record({
      ...{ end: fc.constantFrom('\n', '\r\n', '\r'), separator: fc.constantFrom(',', ';', '\t') },
      ...{ quote: fc.constantFrom('', '"'), mark: fc.constantFrom('', '\ufeff'), cut: fc.nat() },
    });
    await fc.assert(
      fc.asyncProperty(rows, dialect, async (table, { end, separator, quote, mark, cut }) => {
        const all = [['gene', 'F1', 'F2', 'G1'], ...table];
        const plain = await outcome(bytesOf(all.map((row) => `${row.join('\t')}\n`).join('')), COUNTS, 'x');
        const lines = all.map((row) => row.map((one) => `${quote}${one}${quote}`).join(separator) + end);
        const bytes = bytesOf(mark + lines.join(''));
        const at = cut % bytes.length;
        const other = await readAssayFile([bytes.subarray(0, at), bytes.subarray(at)], COUNTS, 'x').catch(
          (error: unknown) => error,
        );
        if (plain instanceof Refusal) expect(other).toMatchObject({ code: plain.code });
        else {
          const rejects = ({ rejected }: AssayRead) => rejected.map(({ text: _, ...one }) => one);
          expect((other as AssayRead).table).toEqual(plain.table);
          expect(rejects(other as AssayRead)).toEqual(rejects(plain));
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('the form of a table', () => {
  it('may be what write.table of R writes: blanks, quotes and a header that lacks a name', async () => {
    const table = await tableOf('"F1" "G1"\n"Sost" 5 4\n"Dmp1" 1e+05 7\n');
    expect(table).toMatchObject({ features: ['Sost', 'Dmp1'], samples: ['F1', 'G1'] });
    expect([...table.values]).toEqual([5, 4, 100_000, 7]);
  });

  it('may have a separator at the end of each line, or of the rows alone', async () => {
    for (const head of ['gene,F1,G1,\n', 'gene,F1,G1\n'])
      expect(await tableOf(`${head}Sost,5,4,\nDmp1,12,7,\n`)).toMatchObject({
        features: ['Sost', 'Dmp1'],
        samples: ['F1', 'G1'],
      });
  });

  it('may count its rows first', async () => {
    const table = await tableOf(',gene_id,F1,G1\n1,Sost,5,4\n2,Dmp1,12,7\n3,Ctsk,7,8\n');
    expect(table).toMatchObject({ features: ['Sost', 'Dmp1', 'Ctsk'], samples: ['F1', 'G1'] });
  });

  it('may be in UTF-16, and come as a stream', async () => {
    const text = '\ufeffgene\tF1\tG1\nSost\t5\t4\n';
    const utf16 = new Uint8Array(Uint16Array.from(text, (one) => one.charCodeAt(0)).buffer);
    async function* stream() {
      yield utf16.subarray(0, 7);
      yield utf16.subarray(7);
    }
    expect((await readAssayFile(stream(), COUNTS, 'x.txt')).records).toBe(2);
  });

  it('may have remarks above the header, as GEO has', async () => {
    const came = await read(
      '!Series_title\t"x"\n\n"ID_REF"\t"GSM1"\t"GSM2"\n"10338001_at"\t7.5\t8.25\n!series_matrix_table_end\n',
      LOGS,
    );
    expect(came.table).toMatchObject({ feature: 'probe', samples: ['GSM1', 'GSM2'] });
    expect(came).toMatchObject({ records: 2, rejected: [] });
  });

  it('may have a header that begins with a sign, or the line that Excel names its separator in', async () => {
    for (const head of ['#gene\tF1\tG1\n', '# made by hand\n#gene\tF1\tG1\n'])
      expect(await tableOf(`${head}Sost\t5\t4\nDmp1\t1\t2\n`)).toMatchObject({
        features: ['Sost', 'Dmp1'],
        samples: ['F1', 'G1'],
      });
    expect(await tableOf('# genes\nid\tF1\nSost\t5\n')).toMatchObject({
      features: ['Sost'],
      samples: ['F1'],
    });
    expect(await tableOf('sep=;\ngene;F1;G1\nSost;5;4\n')).toMatchObject({ samples: ['F1', 'G1'] });
  });

  it('gives a name in other bytes than UTF-8 to nobody, and reads the other rows', async () => {
    const bytes = bytesOf('gene,F1\nSost,5\nX,6\n').map((byte) => (byte === 88 ? 0xe9 : byte));
    const came = await readAssayFile([bytes], COUNTS, 'x.csv');
    expect(came).toMatchObject({ records: 2, rejected: [{ line: 3, code: 'feature.encoding', records: 1 }] });
  });

  it('that lost many cells of a row says so once', async () => {
    const names = Array.from({ length: 12 }, (_, i) => `S${i}`);
    const came = await read(`gene,${names.join(',')}\nSost,${names.map(() => 'NA').join(',')}\n`);
    expect(came.rejected).toMatchObject([{ line: 2, column: null, code: 'value.missing', records: 12 }]);
    expect(isBalanced(came)).toBe(true);
  });
});

describe('what the rows are of', () => {
  it.each([
    ['ENSMUSG00000001494.8', 'gene'],
    ['ENSMUST00000001534', 'transcript'],
    ['1415670_at', 'probe'],
    ['Sost', 'gene'],
  ])('%s', async (id, feature) => {
    expect(await tableOf(`id,F1\n${id},5\n`)).toMatchObject({ feature });
  });

  it('has symbols from a column of that name, or from the ids that are called so', async () => {
    for (const name of ['symbol', 'SYMBOL', 'gene_name', 'Gene Symbol', 'external_gene_name', 'mgi_symbol'])
      expect(await tableOf(`id,F1,${name}\nENSMUSG00000001494,5,Sost\n`)).toMatchObject({
        symbols: ['Sost'],
        samples: ['F1'],
      });
    expect(await tableOf('symbol,F1\nSost,5\n')).toMatchObject({ symbols: ['Sost'] });
    expect(await tableOf('gene,F1\nSost,5\n')).toMatchObject({ symbols: null });
  });
});

describe('a file that is too large', () => {
  it('is refused, with the bound', async () => {
    const wide = (columns: number) =>
      `gene,${Array.from({ length: columns }, (_, i) => `S${i}`).join(',')}\n`;
    expect(await refused(wide(2001))).toBe('assay.too-large');
    expect(await refused(wide(5000))).toBe('assay.too-large');
    expect(await refused(`gene,F1\n${'g,1\n'.repeat(200_001)}`)).toBe('assay.too-large');
    expect(await refused(`${wide(1000)}${`g${',0'.repeat(1000)}\n`.repeat(6001)}`)).toBe('assay.too-large');
    expect(await refused(`gene,F1\n${'g'.repeat(1_000_001)},1\n`)).toBe('assay.too-large');
    expect(await refused(`gene,${'F'.repeat(201)}\nSost,1\n`)).toBe('assay.too-large');
    expect(await refused(`gene,F1\n${'g'.repeat(200)},1\n`)).toBeNull();
  });

  it('loses a row whose name is too long', async () => {
    expect(await read(`gene,F1\n${'g'.repeat(201)},1\nSost,2\n`)).toMatchObject({
      rejected: [{ code: 'feature.too-long' }],
    });
  });

  it('with a quote in every line is read in a moment', async () => {
    const came = await read(`gene,F1\n${'"Sost,1\n'.repeat(100_000)}`);
    expect(came.rejected).toHaveLength(100_000);
  });
});

describe('a file of another kind', () => {
  const zipOf = (member: string) => `PK\x03\x04${'\0'.repeat(26)}${member}`;

  it.each([
    ['assay.xlsx', zipOf('xl/workbook.xml'), 'x.csv'],
    ['assay.eds', zipOf('apldbio/sds/experiment.xml'), 'x.csv'],
    ['assay.eds', zipOf('other'), 'run.eds'],
    ['assay.pcrd', zipOf('datafile.pcrd'), 'x.csv'],
    ['assay.pcrd', 'whatever', 'run.pcrd'],
    ['assay.rdml', zipOf('rdml_data.xml'), 'x.csv'],
    ['assay.mex', zipOf('filtered/matrix.mtx'), 'x.csv'],
    ['assay.zip', zipOf('counts.csv'), 'x.csv'],
    ['assay.pdf', '%PDF-1.7', 'x.csv'],
    ['assay.mex', '%%MatrixMarket matrix coordinate integer general\n', 'x.csv'],
    ['assay.rdata', 'RDX3\nX\n', 'x.csv'],
    ['file.binary', 'gene\x01,F1\nSost,1\n', 'x.csv'],
    ['assay.web-page', '\n<html><body>', 'x.csv'],
    ['file.no-table', 'gene\nSost\n', 'x.csv'],
    ['file.empty', '', 'x.csv'],
    ['file.empty', '# only remarks\n', 'x.csv'],
    ['file.line-ends', 'gene,F1\rSost,1\nDmp1,2\n', 'x.csv'],
    ['assay.no-samples', 'gene,what\nSost,good\nDmp1,bad\n', 'x.csv'],
  ])('is refused as %s', async (code, text, name) => {
    expect(
      await refused(
        Uint8Array.from(text, (one) => one.charCodeAt(0)),
        name,
      ),
    ).toBe(code);
  });

  it('holds counts where logarithms are asked for', async () => {
    expect(await refused('N_unmapped\t1\t1\t1\nSost\t1\t1\t1\n', 'x.tab', LOGS)).toBe('assay.counts');
  });
});

/** Tables without time, against the figures established for the files themselves: every value is accounted for. */
import { describe, expect, it } from 'vitest';
import type { CsvDialect } from '../../shared/formats/csv/csv.ts';
import { readTable } from '../../shared/formats/csv/read-table.ts';
import { median } from '../../shared/stats/median.ts';
import { hasRealData, realFile } from '../support/real-data.ts';

const PLAIN: CsvDialect = { delimiter: ',', decimal: '.', comment: null, headerLine: 1, encoding: 'utf-8' };

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function tableOf(path: string, dialect: CsvDialect) {
  const { header, rows } = await readTable(inPieces(realFile(path)), dialect);
  const read = [];
  for await (const { cells } of rows) read.push(cells);
  return { header, rows: read };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.runIf(hasRealData)(
  'GLDS-4, thymus of mice (skipped only where HOWSHIP_DATA is absent)',
  async () => {
    const { header, rows } = hasRealData
      ? await tableOf('glds4-thymus/GLDS_4_analysis.csv', { ...PLAIN, delimiter: ';', decimal: ',' })
      : { header: [], rows: [] };
    const numberOf = (text: string) => Number(text.replace(',', '.'));
    const columns = (names: readonly string[], row: readonly string[]) =>
      names.map((name) => numberOf(row[header.indexOf(name)]!));

    it('has 1,357 genes and 19 numbers of each', () => {
      expect(header).toHaveLength(21);
      expect(header.slice(0, 3)).toEqual(['Name', 'Description', 'FLT1']);
      expect(rows).toHaveLength(1357);
      const numbers = rows.flatMap((row) => row.slice(2)).filter((text) => text !== '');
      expect(numbers).toHaveLength(1357 * 19);
      expect(numbers.every((text) => Number.isFinite(numberOf(text)))).toBe(true);
    });

    it('publishes the difference of the means as FvsAEM, to 2.1e-6', () => {
      const apart = rows.map((row) => {
        const flight = mean(columns(['FLT1', 'FLT2', 'FLT3', 'FLT4'], row));
        const ground = mean(columns(['AEM1', 'AEM2', 'AEM3', 'AEM4'], row));
        return Math.abs(flight - ground - columns(['FvsAEM'], row)[0]!);
      });
      expect(Math.max(...apart)).toBeLessThan(2.15e-6);
      expect(Math.max(...apart)).toBeGreaterThan(1e-6);
    });
  },
);

/** How deep each sample was read: the median over the genes seen in all of its ratio to their geometric mean. */
function sizeFactors(counts: readonly (readonly number[])[]): number[] {
  const everywhere = counts.filter((row) => row.every((count) => count > 0));
  return Array.from({ length: 10 }, (_, sample) =>
    Math.exp(
      median(
        Float64Array.from(
          everywhere,
          (row) => Math.log(row[sample]!) - mean(row.map((count) => Math.log(count))),
        ),
      )!,
    ),
  );
}

/** Some genes of the mouse that bone biology asks for, by the ids of Ensembl. */
const GENES = {
  Sost: 'ENSMUSG00000001494',
  Dmp1: 'ENSMUSG00000029307',
  Ctsk: 'ENSMUSG00000028111',
  Acp5: 'ENSMUSG00000001348',
} as const;

describe.runIf(hasRealData)(
  'counts of bone with and without marrow (skipped only where HOWSHIP_DATA is absent)',
  async () => {
    const { header, rows } = hasRealData
      ? await tableOf('bone-rnaseq/Osteocyte_enriched_RSEM_gene_counts.csv', PLAIN)
      : { header: [], rows: [] };
    const factors = sizeFactors(rows.map((row) => row.slice(1).map(Number)));

    it('has 46,206 genes and 10 counts of each, fractions among them, in lines that end with CR alone', () => {
      const ends = realFile('bone-rnaseq/Osteocyte_enriched_RSEM_gene_counts.csv');
      expect([ends.includes(13), ends.includes(10)]).toEqual([true, false]);
      expect(header).toEqual([
        '',
        ...['Clean', 'Marrow'].flatMap((kind) => [1, 2, 3, 4, 5].map((i) => `${kind}_${i}`)),
      ]);
      expect(rows).toHaveLength(46_206);
      const numbers = rows.flatMap((row) =>
        row.slice(1).map((text) => (text === '' ? Number.NaN : Number(text))),
      );
      expect(numbers).toHaveLength(462_060);
      expect(numbers.every((value) => value >= 0)).toBe(true);
      expect(numbers.some((value) => value % 1 !== 0)).toBe(true);
      expect(new Set(rows.map(([gene]) => gene)).size).toBe(46_206);
    });

    it.each([
      ['Sost', 7.24],
      ['Dmp1', 5.69],
      ['Ctsk', 2.95],
      ['Acp5', 2.03],
    ] as const)('has %s at log2 %f, clean against marrow', (gene, log2) => {
      const row = rows.find(([id]) => id?.startsWith(`${GENES[gene]}.`))!;
      const scaled = factors.map((factor, i) => Number(row[i + 1]) / factor);
      const found = Math.log2(mean(scaled.slice(0, 5)) / mean(scaled.slice(5)));
      expect(found).toBeCloseTo(log2, 1);
    });
  },
);

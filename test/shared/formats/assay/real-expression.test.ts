import { describe, expect, it } from 'vitest';
import type { AssayRead, ExpressionTable, SheetTable } from '../../../../shared/domain/assay/tables.ts';
import { medianOfRatios } from '../../../../shared/domain/expression/scale-factors.ts';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import type { AssayReading } from '../../../../shared/formats/assay/assay-reading.ts';
import { readAssayFile } from '../../../../shared/formats/assay/read-assay-file.ts';
import { readSheet } from '../../../../shared/formats/assay/read-sheet.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';
import { isBalanced } from './balanced.ts';

const COUNTS: AssayReading = { kind: 'counts', strandedness: null };
const LOGS: AssayReading = { kind: 'log-intensity', strandedness: null };

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const read = (path: string, reading = COUNTS) => readAssayFile([realFile(path)], reading, nameOf(path));

function expression({ table }: AssayRead): ExpressionTable {
  if (table.table !== 'expression') throw new Error(`expected a table of expression, got ${table.table}`);
  return table;
}

async function refusalOf(path: string, reading = COUNTS): Promise<Refusal> {
  const came = await read(path, reading).catch((error: unknown) => error);
  if (!(came instanceof Refusal)) throw new Error(`expected a refusal of ${path}`);
  return came;
}

const cellOf = (table: ExpressionTable, feature: string, sample: number) =>
  table.values[table.features.indexOf(feature) * table.samples.length + sample] ?? Number.NaN;

describe.skipIf(!hasRealData)('bone with and without marrow (RSEM, classic Mac line ends)', () => {
  const FILE = 'bone-rnaseq/Osteocyte_enriched_RSEM_gene_counts.csv';

  it('is read whole', async () => {
    const came = await read(FILE);
    const table = expression(came);
    expect(came).toMatchObject({
      format: 'count matrix',
      rows: 46_206,
      records: 462_060,
      repeated: 0,
      rejected: [],
    });
    expect(came.lines).toBe(46_207);
    expect(came.warnings.map(({ code }) => code)).toEqual(['row.unended']);
    expect(table.samples).toEqual(
      [1, 2, 3, 4, 5].map((n) => `Clean_${n}`).concat([1, 2, 3, 4, 5].map((n) => `Marrow_${n}`)),
    );
    expect(table.feature).toBe('gene');
    expect(cellOf(table, 'ENSMUSG00000000031.12', 0)).toBe(4032);
  });

  it('gives the changes that are known, clean against marrow', async () => {
    const { features, samples, values } = expression(await read(FILE));
    const sizes = medianOfRatios({ genes: features, samples, counts: values })!;
    const known = {
      ENSMUSG00000001494: 7.24,
      ENSMUSG00000029307: 5.69,
      ENSMUSG00000028111: 2.95,
      ENSMUSG00000001348: 2.03,
      ENSMUSG00000057666: 0,
    };
    // Sost, Dmp1, Ctsk, Acp5 and Gapdh.
    for (const [gene, change] of Object.entries(known)) {
      const row = features.findIndex((id) => id.startsWith(`${gene}.`));
      const logs = Array.from(sizes, (size, s) => Math.log2((values[row * 10 + s]! + 0.5) / size));
      const mean = (from: number) => logs.slice(from, from + 5).reduce((sum, one) => sum + one, 0) / 5;
      expect(Math.abs(mean(0) - mean(5) - change)).toBeLessThan(0.1);
    }
  });

  it('is refused as FPKM, under whatever name', async () => {
    const path = 'bone-rnaseq/Osteocyte_enriched_RSEM_gene_FPKM.csv';
    expect((await refusalOf(path)).code).toBe('assay.normalised');
    const renamed = await readAssayFile([realFile(path)], COUNTS, 'counts.csv').catch(
      (error: unknown) => error,
    );
    expect(renamed).toMatchObject({ code: 'assay.normalised' });
  });

  it('is refused as logarithms', async () => {
    expect((await refusalOf(FILE, LOGS)).code).toBe('assay.counts');
  });
});

describe.skipIf(!hasRealData)('thymus of STS-118 (GLDS-4: semicolons, decimal commas)', () => {
  const FILE = 'glds4-thymus/GLDS_4_analysis.csv';

  it('is read, with every numeric column', async () => {
    const came = await read(FILE, LOGS);
    const table = expression(came);
    expect(came).toMatchObject({
      format: 'log-intensity table',
      rows: 1357,
      records: 1357 * 19,
      rejected: [],
    });
    expect(table).toMatchObject({ scale: 'log2', feature: 'gene' });
    expect(table.samples.slice(0, 8)).toEqual([
      'FLT1',
      'FLT2',
      'FLT3',
      'FLT4',
      'AEM1',
      'AEM2',
      'AEM3',
      'AEM4',
    ]);
    expect(came.warnings).toMatchObject([
      { code: 'column.not-read', message: expect.stringContaining('Description') },
    ]);
  });

  it('gives the published difference of all genes', async () => {
    const { values, samples, features } = expression(await read(FILE, LOGS));
    const published = samples.indexOf('FvsAEM');
    const mean = (row: number, from: number) =>
      values.subarray(row * 19 + from, row * 19 + from + 4).reduce((sum, one) => sum + one, 0) / 4;
    const apart = features.map((_, row) =>
      Math.abs(mean(row, 0) - mean(row, 4) - values[row * 19 + published]!),
    );
    expect(Math.max(...apart)).toBeLessThan(1e-5);
  });

  it('is refused as counts', async () => {
    expect((await refusalOf(FILE)).code).toBe('assay.log-values');
  });
});

describe.skipIf(!hasRealData)('ReadsPerGene of STAR', () => {
  const FILE = 'star-readspergene/ERR458837_slice.ReadsPerGene.out.tab';
  const known = () => JSON.parse(realFile('star-readspergene/expected.json').toString());

  it('is refused where nobody said the strandedness, with the three sums', async () => {
    const { code, message } = await refusalOf(FILE);
    expect(code).toBe('assay.strandedness');
    expect(message).toContain('unstranded 23,834, forward 24,094, reverse 828');
  });

  it.each([
    ['unstranded', 0],
    ['forward', 1],
    ['reverse', 2],
  ] as const)('gives the column of %s', async (strandedness, column) => {
    const came = await read(FILE, { kind: 'counts', strandedness });
    const { values, samples } = expression(came);
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(known().sum[column]);
    expect(values.filter((value) => value > 0).length).toBe(known().nonzero[column]);
    expect(samples).toEqual([nameOf(FILE)]);
    expect(came).toMatchObject({ lines: known().lines, rows: known().genes, records: known().genes });
    const doubts = came.warnings.filter(({ code }) => code === 'assay.strandedness-doubtful');
    expect(doubts.length).toBe(strandedness === 'forward' ? 0 : 1);
  });

  it('is not what a summary of featureCounts is', async () => {
    expect((await refusalOf('star-readspergene/Test1.counts.summary')).code).toBe('assay.summary');
    expect((await refusalOf('star-readspergene/counts.txt.summary.rsubread')).code).toBe('assay.summary');
  });
});

describe.skipIf(!hasRealData)('quant.sf of Salmon', () => {
  it('gives the reads of transcripts as they are, never rounded', async () => {
    const came = await read('salmon-quant/quant_7rows.sf');
    expect(came).toMatchObject({
      format: 'Salmon quant.sf',
      rows: 7,
      records: 7,
      rejected: [],
      warnings: [],
    });
    const { values, feature, features, samples } = expression(came);
    expect([...values]).toEqual([87.195, 25.893, 5.912, 10.059, 99.941, 538.991, 0]);
    expect({ feature, samples, first: features[0] }).toEqual({
      ...{ feature: 'transcript', samples: ['quant_7rows.sf'], first: 'ENST00000374807' },
    });
  });
});

describe.skipIf(!hasRealData)('RCC of an nCounter', () => {
  const known = () => JSON.parse(realFile('nanostring-rcc/expected.json').toString());
  const tables = async () =>
    Promise.all(known().files.map(async (file: string) => expression(await read(`nanostring-rcc/${file}`))));
  const geometricMean = (values: readonly number[]) =>
    Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

  it('has the probes of each class, and the counts of each lane', async () => {
    for (const table of await tables()) {
      const classes: Record<string, number> = {};
      for (const one of table.classes ?? []) classes[one] = (classes[one] ?? 0) + 1;
      expect(classes).toEqual(known().classes);
      expect(table.values.reduce((sum: number, value: number) => sum + value, 0)).toBe(
        known().counts_total[table.samples[0]],
      );
      expect(table.symbols?.filter((symbol: string) => symbol !== '').length).toBe(180 + 12);
    }
  });

  it('gives the factors of positive controls and housekeeping genes', async () => {
    const lanes: ExpressionTable[] = await tables();
    const factors = (value: (lane: ExpressionTable, i: number) => number[]) => {
      const means = lanes.map((lane, i) => geometricMean(value(lane, i)));
      const middle = means.reduce((sum, one) => sum + one, 0) / means.length;
      return means.map((one) => middle / one);
    };
    const ofClass = (lane: ExpressionTable, wanted: string, isIn: (name: string) => boolean) =>
      [...lane.values].filter((_, i) => lane.classes?.[i] === wanted && isIn(lane.features[i]!));
    const positive = factors((lane) => ofClass(lane, 'Positive', (name) => /^POS_[A-E]/.test(name)));
    const genes = factors((lane, i) =>
      ofClass(lane, 'Housekeeping', () => true).map((value) => value * positive[i]!),
    );
    known().files.forEach((file: string, i: number) => {
      expect(positive[i]).toBeCloseTo(known().positive_factor[file], 5);
      expect(genes[i]).toBeCloseTo(known().housekeeping_factor[file], 5);
    });
  });
});

describe.skipIf(!hasRealData)('run sheets of GeneLab', () => {
  const known: Record<
    string,
    { rows: number; columns: string[]; factors: Record<string, Record<string, number>> }
  > = hasRealData ? JSON.parse(realFile('genelab-runsheets/expected.json').toString()) : {};

  it.each(Object.keys(known))('%s is read as it stands', async (file) => {
    const came = await readSheet([realFile(`genelab-runsheets/${file}`)], file);
    const { columns, rows } = came.table as SheetTable;
    expect(came).toMatchObject({
      rows: known[file]!.rows,
      records: known[file]!.rows,
      repeated: 0,
      rejected: [],
    });
    expect(columns).toEqual(known[file]!.columns);
    for (const [factor, levels] of Object.entries(known[file]!.factors)) {
      const found: Record<string, number> = {};
      for (const row of rows)
        found[row[columns.indexOf(factor)]!] = (found[row[columns.indexOf(factor)]!] ?? 0) + 1;
      expect(found).toEqual(levels);
    }
    expect(isBalanced(came)).toBe(true);
  });
});

import { expect, it } from 'vitest';
import { type AnsweredGenes, geneTables } from '../../../../functions/cli/osdr/gene-tables.ts';
import { contrastsSchema, genesSchema } from '../../../../shared/contract/expression.ts';

const ARMS = [
  { id: 'flight', kind: 'SPACEFLIGHT' },
  { id: 'rotor', kind: 'ONBOARD_1G' },
  { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
] as const;

const UNITS: Readonly<Record<string, string[]>> = {
  flight: ['F1', 'F2'],
  rotor: ['R1'],
  ground: ['G2', 'G1'],
};

/** What is not told here, the schema says. */
function contrastOf(a: string, b: string): AnsweredGenes['contrast'] {
  const parsed = contrastsSchema.shape.contrasts.element.parse({
    ...{ id: `${a}-v-${b}`, assay: 'rnaseq', a, b, n: { a: 2, b: 2 } },
    ...{ units: { a: UNITS[a], b: UNITS[b] }, donors: null, design: 'arm', engine: 'limma-trend' },
    ...{ engineVersion: 'limma-trend/1', priorDf: null, engines: ['limma-trend'], tested: 2, significant: 1 },
    warnings: [
      { code: 'x', message: 'F3 (excluded: LEAK, by ada at 2026-03-02T00:00:00Z, after unblinding)' },
    ],
    ...{ expectedFalse: null, nullShare: null, pValues: null, geneSets: null, snapshot: null },
    environment: { verdict: 'UNKNOWN', sentence: 'nothing was looked at', pairs: [] },
  });
  return parsed;
}

const gene = (name: string, log2fc: number | null, means: { a: number | null; b: number | null }) =>
  genesSchema.shape.rows.element.parse({
    ...{ gene: name, log2fc, means, log2fcShrunk: null, se: 0.5, stat: null, pValue: 0.01, adjPValue: 0.02 },
    ...(name === 'g2' && { symbol: 'Ctsk', reason: 'too few counts' }),
  });

const ANSWERED: readonly AnsweredGenes[] = [
  {
    contrast: contrastOf('flight', 'ground'),
    rows: [gene('g2', -1.25, { a: 1, b: 2.25 }), gene('g1', 0, { a: 3, b: 3 })],
  },
  { contrast: contrastOf('rotor', 'ground'), rows: [gene('g3', null, { a: 4, b: null })] },
];

const NORMALIZED = {
  ...{ assay: 'rnaseq', method: 'counts', definition: { revision: 1, sha256: '' }, program: '0' },
  samples: [{ name: 'F1', arm: 'flight' }],
  rows: [
    { gene: 'g2', symbol: 'Ctsk', values: [2.5] },
    { gene: 'g1', values: [0] },
  ],
};

const [contrasts, normalized, genes, samples] = geneTables(
  { id: 'mice', arms: [...ARMS] },
  'rnaseq',
  ANSWERED,
  NORMALIZED,
);
const cells = (row: number) =>
  Object.fromEntries((genes?.header ?? []).map((name, i) => [name, genes?.rows[row]?.[i]]));

it('genes of all contrasts stand in one table, as GeneLab has them', () => {
  expect(genes?.path).toBe('processed/mice-rnaseq_rna_seq_differential_expression.csv');
  expect(genes?.rows.map(([name]) => name)).toEqual(['g1', 'g2', 'g3']);
  const of = '(Space Flight)v(Ground Control)';
  expect(cells(1)).toMatchObject({
    ...{ gene: 'g2', SYMBOL: 'Ctsk', [`Log2fc_${of}`]: '-1.25', [`P.value_${of}`]: '0.01' },
    ...{ [`Adj.p.value_${of}`]: '0.02', [`Stat_${of}`]: '', [`reason_${of}`]: 'too few counts' },
    ...{ 'Group.Mean_(Space Flight)': '1', 'Group.Mean_(Ground Control)': '2.25' },
    'Log2fc_(Space Flight: 1G by centrifugation)v(Ground Control)': '',
  });
  expect(cells(0)[`Log2fc_${of}`]).toBe('0');
  expect(cells(2)).toMatchObject({
    ...{ 'Group.Mean_(Space Flight: 1G by centrifugation)': '4', 'Group.Mean_(Ground Control)': '' },
  });
});

it('each contrast has what qualifies it, without who excluded what in which home', () => {
  const column = (name: string) => contrasts?.rows[0]?.[contrasts.header.indexOf(name)];
  expect([column('contrast'), column('n_a'), column('environment'), column('genes_tested')]).toEqual([
    ...['flight-v-ground', '2', 'UNKNOWN', '2'],
  ]);
  expect(column('warnings')).toBe('F3 (excluded: LEAK, after unblinding)');
});

it('normalized counts have a column per unit', () => {
  expect(normalized).toMatchObject({
    path: 'processed/mice-rnaseq_rna_seq_Normalized_Counts.csv',
    header: ['gene', 'SYMBOL', 'F1'],
    rows: [
      ['g1', '', '0'],
      ['g2', 'Ctsk', '2.5'],
    ],
  });
});

it('each unit is a sample of its group', () => {
  expect(samples?.rows).toEqual([
    ['F1', 'Space Flight'],
    ['F2', 'Space Flight'],
    ['G1', 'Ground Control'],
    ['G2', 'Ground Control'],
    ['R1', 'Space Flight: 1G by centrifugation'],
  ]);
});

it('every column has a meaning, and no two have one name', () => {
  for (const table of [contrasts, normalized, genes, samples]) {
    expect(table?.dictionary.map(([, name]) => name)).toEqual(table?.header);
    expect(table?.dictionary.filter(([, , , meaning]) => meaning === '')).toEqual([]);
    expect(new Set(table?.header).size).toBe(table?.header.length);
  }
});

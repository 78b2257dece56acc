/** Genes by arm, in the names of GeneLab's processed files. */
import type { ContrastOnWire, GenesOnWire } from '../../../shared/contract/expression.ts';
import type { NormalizedOnWire } from '../../../shared/contract/normalized.ts';
import { byText } from '../../../shared/domain/by-text.ts';
import type { Definition } from '../../../shared/domain/experiment/definition.ts';
import { armGroups } from '../../../shared/domain/osdr/arm-groups.ts';
import { type Column, type HandedTable, tableOf, withoutHand } from './handed-table.ts';

type Gene = GenesOnWire['rows'][number];

/** The genes of a contrast, all of them. */
export interface AnsweredGenes {
  readonly contrast: ContrastOnWire;
  readonly rows: readonly Gene[];
}

/** What the files of an assay of genes are called: the place of GeneLab's accession has the ids of ours. */
export const rnaSeqName = (experiment: string, assay: string, what: string): string =>
  `processed/${experiment}-${assay}_rna_seq_${what}.csv`;

/** Of one assay. */
export function geneTables(
  definition: Pick<Definition, 'id' | 'arms'>,
  assay: string,
  answered: readonly AnsweredGenes[],
  normalized: NormalizedOnWire,
): HandedTable[] {
  const groups = armGroups(definition.arms);
  const nameOf = (what: string) => rnaSeqName(definition.id, assay, what);
  return [
    tableOf(
      { path: nameOf('contrasts'), keys: 3 },
      contrastColumns(groups),
      answered.map(({ contrast }) => contrast),
    ),
    normalizedCounts(nameOf('Normalized_Counts'), normalized),
    differentialExpression(nameOf('differential_expression'), groups, answered),
    tableOf({ path: nameOf('SampleTable'), keys: 1 }, SAMPLES, samplesOf(groups, answered)),
  ];
}

type Normalized = NormalizedOnWire['rows'][number];

function normalizedCounts(path: string, { samples, rows, method }: NormalizedOnWire): HandedTable {
  const columns: Column<Normalized>[] = [
    { name: 'gene', meaning: 'Gene, as the files of the assay name it', cell: ({ gene }) => gene },
    { name: 'SYMBOL', meaning: 'Its symbol, where the files tell it', cell: ({ symbol }) => symbol },
    ...samples.map(({ name, arm }, i) => ({
      ...{ name, meaning: `How much the gene was read in ${name} (${arm})`, computed: method ?? '' },
      cell: ({ values }: Normalized) => values[i],
    })),
  ];
  return tableOf(
    { path, keys: 1 },
    columns,
    rows.toSorted((a, b) => byText(a.gene, b.gene)),
  );
}

interface SampleRow {
  readonly sample: string;
  readonly condition: string;
}

const SAMPLES: readonly Column<SampleRow>[] = [
  {
    name: 'sample',
    meaning: 'Sample of the study: the culture unit, whose libraries count as one',
    cell: ({ sample }) => sample,
  },
  { name: 'condition', meaning: 'Group of the contrasts', cell: ({ condition }) => condition },
];

function samplesOf(groups: ReadonlyMap<string, string>, answered: readonly AnsweredGenes[]): SampleRow[] {
  const rows = new Map<string, string>();
  for (const { contrast } of answered)
    for (const side of ['a', 'b'] as const)
      for (const unit of contrast.units?.[side] ?? [])
        rows.set(unit, groups.get(contrast[side]) ?? contrast[side]);
  return [...rows]
    .map(([sample, condition]) => ({ sample, condition }))
    .sort((a, b) => byText(a.sample, b.sample));
}

const listed = (all: readonly { readonly message: string }[]): string =>
  withoutHand(all.map(({ message }) => message).join('; '));

/** What qualifies the numbers of each contrast. */
function contrastColumns(groups: ReadonlyMap<string, string>): Column<ContrastOnWire>[] {
  const group = (arm: string) => groups.get(arm) ?? arm;
  return [
    {
      name: 'contrast',
      meaning: 'Arms of the definition, the first against the second',
      cell: ({ id }) => id,
    },
    { name: 'group_a', meaning: 'Group A of the columns …_(A)v(B)', cell: ({ a }) => group(a) },
    { name: 'group_b', meaning: 'Group B', cell: ({ b }) => group(b) },
    { name: 'n_a', meaning: 'Culture units of group A: the unit is the replicate', cell: ({ n }) => n?.a },
    { name: 'n_b', meaning: 'Culture units of group B', cell: ({ n }) => n?.b },
    { name: 'units_a', meaning: 'Samples of group A', cell: ({ units }) => units?.a.join(' ') },
    { name: 'units_b', meaning: 'Samples of group B', cell: ({ units }) => units?.b.join(' ') },
    {
      name: 'donors_a',
      meaning: 'Donors of the cells of group A',
      cell: ({ donors }) => donors?.a.join(' '),
    },
    {
      name: 'donors_b',
      meaning: 'Donors of the cells of group B',
      cell: ({ donors }) => donors?.b.join(' '),
    },
    {
      name: 'design',
      meaning: 'The model that was fitted to all arms together',
      cell: ({ design }) => design,
    },
    {
      name: 'engine',
      meaning: 'Method of the differential expression and its version',
      cell: ({ engineVersion, engine }) => engineVersion ?? engine,
    },
    {
      name: 'genes_tested',
      meaning: 'Genes that were compared; the others were read too rarely',
      cell: ({ tested }) => tested,
    },
    {
      name: 'genes_adj_p_05',
      meaning: 'Genes with an adjusted p of 0.05 or less',
      cell: ({ significant }) => significant,
    },
    {
      name: 'expected_false',
      meaning: 'How many of these are expected to be none',
      cell: ({ expectedFalse }) => expectedFalse,
    },
    {
      name: 'environment',
      meaning: 'Whether the arms differ in more than gravity: CLEAN, CONFOUNDED or UNKNOWN',
      cell: ({ environment }) => environment.verdict,
    },
    {
      name: 'environment_sentence',
      meaning: 'What was looked at, and what was not',
      cell: ({ environment }) => withoutHand(environment.sentence),
    },
    {
      name: 'warnings',
      meaning: 'What is doubtful about the contrast',
      cell: ({ warnings }) => listed(warnings),
    },
    {
      name: 'n_a_with_excluded',
      meaning: 'n_a as if nothing had been excluded; empty where nothing was',
      cell: ({ without }) => without?.n.a,
    },
    {
      name: 'n_b_with_excluded',
      meaning: 'n_b as if nothing had been excluded; empty where nothing was',
      cell: ({ without }) => without?.n.b,
    },
    { name: 'refused', meaning: 'Why the two cannot be compared', cell: ({ refused }) => refused?.message },
  ];
}

/** A gene, and its row in each contrast. */
interface GeneRow {
  readonly gene: string;
  readonly symbol: string | undefined;
  readonly of: ReadonlyMap<string, Gene>;
}

function differentialExpression(
  path: string,
  groups: ReadonlyMap<string, string>,
  answered: readonly AnsweredGenes[],
): HandedTable {
  const rows = new Map<string, { gene: string; symbol: string | undefined; of: Map<string, Gene> }>();
  for (const { contrast, rows: genes } of answered)
    for (const gene of genes) {
      const known = rows.get(gene.gene) ?? { gene: gene.gene, symbol: gene.symbol, of: new Map() };
      known.of.set(contrast.id, gene);
      rows.set(gene.gene, known);
    }
  const columns: Column<GeneRow>[] = [
    { name: 'gene', meaning: 'Gene, as the files of the assay name it', cell: ({ gene }) => gene },
    { name: 'SYMBOL', meaning: 'Its symbol, where the files tell it', cell: ({ symbol }) => symbol },
    ...answered.flatMap(({ contrast }) => ofContrast(contrast, groups)),
    ...groupMeans(groups, answered),
  ];
  return tableOf(
    { path, keys: 1 },
    columns,
    [...rows.values()].sort((a, b) => byText(a.gene, b.gene)),
  );
}

function ofContrast({ id, a, b }: ContrastOnWire, groups: ReadonlyMap<string, string>): Column<GeneRow>[] {
  const of = `(${groups.get(a) ?? a})v(${groups.get(b) ?? b})`;
  const qualified = `the row ${id} of the table of contrasts; reason_${of}`;
  const column = (
    name: string,
    meaning: string,
    cell: (gene: Gene) => number | string | null | undefined,
  ) => ({
    ...{ name: `${name}_${of}`, meaning, qualified },
    cell: ({ of: found }: GeneRow) => {
      const gene = found.get(id);
      return gene === undefined ? null : cell(gene);
    },
  });
  return [
    column('Log2fc', 'log2 of group A over group B', ({ log2fc }) => log2fc),
    column('lfcSE', 'Standard error of Log2fc', ({ se }) => se),
    column('Stat', 'Test statistic of the engine', ({ stat }) => stat),
    column('P.value', 'p-value', ({ pValue }) => pValue),
    column(
      'Adj.p.value',
      'p-value adjusted for the number of genes (Benjamini-Hochberg)',
      ({ adjPValue }) => adjPValue,
    ),
    column(
      'Log2fcShrunk',
      'Log2fc drawn towards 0 by what all genes together say',
      ({ log2fcShrunk }) => log2fcShrunk,
    ),
    column('reason', 'Why there is no p-value', ({ reason }) => reason),
  ];
}

/** Of the first contrast in which the arm stands: the means of an arm are those of the arm. */
function groupMeans(
  groups: ReadonlyMap<string, string>,
  answered: readonly AnsweredGenes[],
): Column<GeneRow>[] {
  const arms = [...new Set(answered.flatMap(({ contrast: { a, b } }) => [a, b]))];
  return arms.map((arm) => ({
    name: `Group.Mean_(${groups.get(arm) ?? arm})`,
    meaning:
      'Mean of the group: log2 of counts per million, of libraries as the default engine scales them, or of intensities',
    qualified: 'n_a and n_b of the table of contrasts',
    cell: ({ of }) => {
      for (const { contrast } of answered) {
        const gene = of.get(contrast.id);
        if (gene !== undefined && contrast.a === arm) return gene.means.a;
        if (gene !== undefined && contrast.b === arm) return gene.means.b;
      }
      return null;
    },
  }));
}

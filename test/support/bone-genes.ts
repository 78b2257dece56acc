import type { ExpressionTable } from '../../shared/domain/assay/tables.ts';
import { readAssayFile } from '../../shared/formats/assay/read-assay-file.ts';
import { realFile } from './real-data.ts';

/** Mouse bone with and without marrow, five samples each. */
export const BONE_ARMS = ['Clean', 'Marrow'] as const;
export const boneSamples = (arm: (typeof BONE_ARMS)[number]): string[] =>
  [1, 2, 3, 4, 5].map((mouse) => `${arm}_${mouse}`);

/** Counts of 46,206 genes (Youlten 2021). */
export async function boneGenes(): Promise<ExpressionTable> {
  const name = 'Osteocyte_enriched_RSEM_gene_counts.csv';
  const file = realFile(`bone-rnaseq/${name}`);
  const { table } = await readAssayFile([file], { kind: 'counts', strandedness: null }, name);
  if (table.table !== 'expression') throw new Error(`${name}: expected a table of genes`);
  return table;
}

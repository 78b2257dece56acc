/** The gene sets of this field, and how their genes are called in human, mouse and rat. */
import data from './field-gene-sets.json' with { type: 'json' };

/** A gene by its symbols, and by the Ensembl ids that are known of it: in human and mouse. */
export type FieldGene = (typeof data.genes)[number];

/** `over` is averaged; `under`, of a ratio, is what it is divided by. Genes by their human symbols. */
export interface GeneSet {
  readonly id: string;
  readonly title: string;
  readonly over: readonly string[];
  readonly under: readonly string[];
}

/** Changes with the genes of any set, or how they are called. */
export const { version: SETS_VERSION, reference: SETS_REFERENCE, lookedFor: LOOKED_FOR } = data;

export const FIELD_GENES: readonly FieldGene[] = data.genes;

export const FIELD_SETS: readonly GeneSet[] = [
  ...data.sets.map(({ id, title, genes }) => ({ id, title, over: genes, under: [] })),
  ...data.ratios.map(({ id, title, over, under }) => ({ id, title, over: [over], under: [under] })),
];

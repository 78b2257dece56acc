import * as z from 'zod';

const geneOfSetSchema = z.object({
  /** Its human symbol. */
  name: z.string(),
  /** How the row is called; null where there is none. */
  gene: z.string().nullable(),
  matched: z.enum(['id', 'symbol']).nullable(),
  state: z.enum(['tested', 'not-tested', 'not-found']),
  /** Why it is not tested. */
  reason: z.string().optional(),
});
export type GeneOfSet = z.infer<typeof geneOfSetSchema>;

/** What a contrast says of a gene set. Logarithms to the base 2, of a over b. */
export const setTestSchema = z.object({
  set: z.string(),
  title: z.string(),
  kind: z.enum(['mean', 'ratio']),
  genes: z.array(geneOfSetSchema).readonly(),
  /** How many of them are in the numbers. */
  tested: z.number().int(),
  /** Mean of the genes' folds; of a ratio, fold of the one less fold of the other. */
  log2fc: z.number().nullable(),
  se: z.number().nullable(),
  /** Degrees of freedom of the statistic; null of a normal one, and without p. */
  df: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).readonly().nullable(),
  stat: z.number().nullable(),
  pValue: z.number().nullable(),
  /** By the false discovery rate over the sets. */
  adjPValue: z.number().nullable(),
  /** Mean correlation of the genes between units of one arm. */
  correlation: z.number().nullable(),
  /** How many times the variance is that of genes that know nothing of each other. */
  inflation: z.number().nullable(),
  /** Why there is no fold, or no p. */
  reason: z.string().optional(),
});
export type SetTest = z.infer<typeof setTestSchema>;

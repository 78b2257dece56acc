import { expect, it } from 'vitest';
import { isGeneEqual } from '../../../../shared/domain/contrast/gene-equivalence.ts';

it('a gene is equal where log2 fold ± t·se is within the margin; z where the statistic is normal', () => {
  const margin = { log2: 0.32, df: 4 };
  // t(0.95, 4) = 2.1318, z = 1.6449.
  expect(isGeneEqual({ log2fc: -0.1, se: 0.1 }, margin)).toBe(true);
  expect(isGeneEqual({ log2fc: 0.11, se: 0.1 }, margin)).toBe(false);
  expect(isGeneEqual({ log2fc: 0.11, se: 0.1 }, { ...margin, df: Number.POSITIVE_INFINITY })).toBe(true);
});

it('a gene without a standard error, or of an engine whose degrees of freedom were not kept, is not known to be', () => {
  expect(isGeneEqual({ log2fc: 0, se: null }, { log2: 1, df: 4 })).toBeNull();
  expect(isGeneEqual({ log2fc: null, se: 1 }, { log2: 1, df: 4 })).toBeNull();
  expect(isGeneEqual({ log2fc: 0, se: 0.01 }, { log2: 1, df: null })).toBeNull();
});

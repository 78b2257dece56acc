import { expect, it } from 'vitest';
import { resultsSchema } from '../../../../shared/domain/assay/results.ts';

it('results that were kept before there were pits are read as they were', () => {
  const kept = { version: 'analysis/7', definition: 'd', records: null, remarks: [], contrasts: [] };
  expect(resultsSchema.parse(kept)).toMatchObject(kept);
  expect(resultsSchema.parse(kept).slices).toBeUndefined();
});

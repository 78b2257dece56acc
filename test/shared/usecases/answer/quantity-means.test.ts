/** Means of a quantity in the arms of a contrast, within the budget of the answer that they are part of. */
import { describe, expect, it } from 'vitest';
import { named } from '../../../../shared/domain/experiment/declared.ts';
import { PairBudget } from '../../../../shared/usecases/answer/pair-budget.ts';
import { quantityMeans } from '../../../../shared/usecases/answer/quantity-means.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { ARMS_EXPERIMENT, armsPorts } from '../../../support/arms-experiment.ts';

/** Of the one budget, asked for one contrast and then for the same the other way round. */
async function twice(budget: PairBudget) {
  const ports = await armsPorts();
  const loaded = await loadExperiment(ports, ARMS_EXPERIMENT);
  const asked = {
    assay: named('assay', loaded.index.assays, 'qpcr'),
    quantities: new Set(['temperature']),
    isExcluded: () => false,
  };
  const of = (a: string, b: string) => quantityMeans(ports, loaded, { ...asked, contrast: { a, b } }, budget);
  return [await of('flight', 'ground'), await of('ground', 'flight')];
}

describe('means of a quantity in two arms', () => {
  it('are those of the arms as the contrast names them', async () => {
    const [there, back] = await twice(new PairBudget());
    expect(there![0]!.a - there![0]!.b).toBeCloseTo(1, 3);
    expect(back).toEqual([{ quantity: 'temperature', a: there![0]!.b, b: there![0]!.a }]);
  });

  it('are none beyond the pairs of samples that are read for one answer', async () => {
    const [first, second] = await twice(new PairBudget(100));
    expect([first, second]).toEqual([[], []]);
  });
});

import { expect, it } from 'vitest';
import { requiredWarnings } from '../../../../shared/domain/comparison/required-warnings.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { assayDocument } from '../../../support/assay-experiment.ts';
import { pitAssay } from '../../../support/pit-files.ts';

const told = (more: object, ...quantities: readonly string[]) => {
  const channels = quantities.map((quantity, i) => ({
    id: `c${i + 1}`,
    unit: '1',
    period: 'PT10M',
    quantity,
  }));
  const document = { ...assayDocument(), channels, assays: [pitAssay(more)] };
  const { definition } = readDefinition(JSON.stringify(document));
  return requiredWarnings(definition).map(({ field, message }) => [field, message]);
};

it('names what no channel measures and pits cannot be judged without', () => {
  expect(told({}, 'temperature', 'carbon dioxide')).toEqual([
    [
      'assays[0]',
      'no channel measures O2: comparisons of pits will be UNKNOWN, never CLEAN; declare such channels, or say in requires which quantities decide this assay',
    ],
  ]);
});

it('is silent where every one is measured, or the assay needs none', () => {
  expect(told({}, 'temperature', 'pH', 'oxygen')).toEqual([]);
  expect(told({ requires: [] }, 'temperature')).toEqual([]);
});

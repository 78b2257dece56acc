import { describe, expect, it } from 'vitest';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { budgetWarnings } from '../../../../shared/usecases/define/budget-warnings.ts';
import { rackDefinition } from '../../../support/drift-experiment.ts';

const warned = (budget: string) => {
  const { definition } = readDefinition(rackDefinition({ more: budget }));
  const events = definition.units.flatMap(({ id, events: own }) =>
    own.map((event) => ({ ...event, unit: id })),
  );
  return budgetWarnings(definition, events);
};

describe('a budget of false pages', () => {
  it('that thresholds keep says nothing', () => {
    for (const budget of ['', 'budget: { falsePages: 0.05 }', 'budget: { falsePages: 0.00001 }'])
      expect(warned(budget)).toEqual([]);
  });

  it('that no threshold is known to keep is named with the least that one does', () => {
    // Ten days less an hour are 1,434 blocks, two charts a unit.
    expect(warned('budget: { falsePages: 1e-9 }')).toEqual([
      {
        code: 'definition.budget-not-kept',
        field: 'budget.falsePages',
        message:
          'expected 0.0000029 or more, the least that thresholds are known to keep in this mission, got 1e-9: it is judged with the thresholds of 0.0000029',
      },
    ]);
  });

  it('says nothing where nothing that pages is held against others', () => {
    const alone = rackDefinition({ channel: 'reference: [setpoint]', more: 'budget: { falsePages: 1e-9 }' });
    expect(budgetWarnings(readDefinition(alone).definition, [])).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { warningsOf } from '../../../../shared/domain/experiment/warnings.ts';
import { readDefinition } from '../../../../shared/formats/definition/read-definition.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

it('A definition is warned of an event that no unit declares, with those that are declared', () => {
  expect(warningsOf(readDefinition(TWIN_DEFINITION).definition)).toEqual([]);
  const mistyped = TWIN_DEFINITION.replace('from: activation, armed', 'from: activaton, armed');
  expect(warningsOf(readDefinition(mistyped).definition)).toEqual([
    {
      code: 'definition.undeclared-event',
      field: 'phases[0].from',
      message: 'no unit declares the event "activaton" (declared: activation); it counts once it is recorded',
    },
  ]);
});

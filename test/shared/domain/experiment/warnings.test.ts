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

it('A definition is warned of a primary question that nothing measures, and of a contrast that there is not', () => {
  const asked = (primary: string) =>
    warningsOf(readDefinition(`${TWIN_DEFINITION}\nanalysis: { primary: [${primary}] }\n`).definition);
  expect(asked('{ endpoint: temperature, contrast: flight-v-ground }')).toEqual([]);
  expect(asked('temprature')).toEqual([
    {
      ...{ code: 'definition.unknown-endpoint', field: 'analysis.primary[0]' },
      message: 'nothing measures "temprature": did you mean "temperature"?',
    },
  ]);
  expect(asked('{ endpoint: temperature, contrast: flight-v-grund }')).toEqual([
    {
      ...{ code: 'definition.unknown-contrast', field: 'analysis.primary[0]' },
      message:
        'there is no contrast "flight-v-grund": this question will not be answered; did you mean "flight-v-ground"?',
    },
  ]);
});

it('A source of several units is warned of once, where its author wrote it', () => {
  const text = `${TWIN_DEFINITION.replace(/^sources:[\s\S]*$/m, '')}
sources:
  - { id: dump, match: "dump.csv", time: { column: t }, rows: { unit: { column: u }, channel: { column: c }, value: v, raw: r }, layout: long }
  - { id: hobo, match: "{unit}_*.csv", time: { column: t }, columns: { temp_F: { channel: temperature } } }
  - { id: last, match: "last.csv", layout: long, time: { column: t }, rows: { unit: { column: u }, channel: { column: c }, value: v, raw: r } }
`;
  const { definition, placeOf } = readDefinition(text);
  expect(definition.sources).toHaveLength(2 + definition.units.length);
  const fields = warningsOf(definition, placeOf).map(({ code, field }) => `${code} ${field}`);
  expect(fields).toEqual([
    'definition.not-yet-acted-on sources[0].rows.raw',
    'definition.not-yet-acted-on sources[2].rows.raw',
    'definition.unit-unsure sources[1].columns.temp_F',
  ]);
});

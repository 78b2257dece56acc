import { expect, it } from 'vitest';
import { unitChanges, unitsAgreed, unitsBasis } from '../../../../shared/domain/experiment/units-read.ts';

const answered = (ucum: string, sensor: string | null = null) => ({
  channel: 'temperature',
  sensor,
  ucum,
  isCounts: false,
});
const RULES = {
  unit: 'FU1',
  ranks: new Map(),
  calibrations: new Map(),
  units: new Map([
    ['temperature', answered('K', 'T1')],
    ['temperature@T2', answered('K', 'T2')],
    ['co2', { channel: 'co2', sensor: null, ucum: '[ppm]', isCounts: false }],
  ]),
};
const read = (units: readonly (readonly [string, string])[], sensor: string | null = null) => ({
  units: new Map(units),
  sensors: new Map(sensor === null ? [] : [['FU1 temperature', sensor]]),
});
const CEL = read([
  ['temperature', 'Cel'],
  ['co2', '10*-6'],
]);
const KELVIN = read([['temperature', 'K']]);

it('changes every series of a channel, and none that is spelt otherwise or was not known then', () => {
  const change = { from: 'Cel', to: 'K', isCounts: false };
  expect(Object.fromEntries(unitChanges(RULES, CEL))).toEqual({
    temperature: change,
    'temperature@T2': change,
  });
  expect(unitChanges(RULES, KELVIN).size).toBe(0);
  expect(unitChanges(RULES, undefined).size).toBe(0);
});

it('knows no unit where readings differ', () => {
  expect(Object.fromEntries(unitsAgreed([CEL, KELVIN, CEL]).units)).toEqual({
    temperature: null,
    co2: '10*-6',
  });
});

it('has nothing of another sensor under the name of the channel, and says so where readings differ', () => {
  const other = { from: null, to: 'K', isCounts: false };
  const [same, ofT2] = ['T1', 'T2'].map((sensor) => read([['temperature', 'K']], sensor));
  expect(unitChanges(RULES, same).size).toBe(0);
  expect(Object.fromEntries(unitChanges(RULES, ofT2))).toEqual({ temperature: other });
  expect(Object.fromEntries(unitChanges(RULES, unitsAgreed([same!, ofT2!])))).toEqual({ temperature: other });
  // As long as no sensor was declared, nobody said that it was another one.
  expect(unitChanges(RULES, unitsAgreed([same!, KELVIN])).size).toBe(0);
  expect(unitChanges({ ...RULES, unit: 'GU1' }, ofT2).size).toBe(0);
});

it('names in the basis of a page what is converted, and nothing where all is as it was read', () => {
  const segments = [{ key: 'a', unitsRead: CEL }, { key: 'b', unitsRead: KELVIN }, { key: 'c' }];
  expect(unitsBasis(RULES, segments, new Set(['temperature']))).toEqual([
    ['units', 'a', [['temperature', 'Cel', 'K']]],
  ]);
  expect(unitsBasis(RULES, segments.slice(1))).toEqual([]);
});

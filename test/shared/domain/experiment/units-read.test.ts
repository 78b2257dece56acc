import { expect, it } from 'vitest';
import { unitChanges, unitsAgreed, unitsBasis } from '../../../../shared/domain/experiment/units-read.ts';

const answered = (ucum: string) => ({ channel: 'temperature', ucum, isCounts: false });
const RULES = {
  ranks: new Map(),
  calibrations: new Map(),
  units: new Map([
    ['temperature', answered('K')],
    ['temperature@T2', answered('K')],
    ['co2', { channel: 'co2', ucum: '[ppm]', isCounts: false }],
  ]),
};
const CEL = new Map([
  ['temperature', 'Cel'],
  ['co2', '10*-6'],
]);
const KELVIN = new Map([['temperature', 'K']]);

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
  expect(Object.fromEntries(unitsAgreed([CEL, KELVIN, CEL]))).toEqual({ temperature: null, co2: '10*-6' });
});

it('names in the basis of a page what is converted, and nothing where all is as it was read', () => {
  const segments = [{ key: 'a', unitsRead: CEL }, { key: 'b', unitsRead: KELVIN }, { key: 'c' }];
  expect(unitsBasis(RULES, segments, new Set(['temperature']))).toEqual([
    ['units', 'a', [['temperature', 'Cel', 'K']]],
  ]);
  expect(unitsBasis(RULES, segments.slice(1))).toEqual([]);
});

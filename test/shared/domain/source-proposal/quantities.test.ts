import { expect, it } from 'vitest';
import { quantityMeant, quantityOfUnit } from '../../../../shared/domain/source-proposal/quantities.ts';

it.each([
  ['Temp_degC_ISS', 'temperature'],
  ['T_air', 'temperature'],
  ['t1', 'temperature'],
  ['RH (%)', 'humidity'],
  ['CO2_ppm_Ground', 'co2'],
  ['AccelX', 'acceleration'],
  ['Barometric Pressure', 'pressure'],
  ['vbat', 'voltage'],
  ['RECORD', null],
  ['Light1', 'light'],
])('%s speaks of %s', (name, id) => {
  expect(quantityMeant(name)?.id ?? null).toBe(id);
});

it.each([
  [['Cel'], 'temperature'],
  [['C', 'Cel'], 'temperature'],
  [['kPa'], 'pressure'],
  [['mA'], 'current'],
  [['%'], null],
  [[], null],
])('%j are units of %s', (codes, id) => {
  expect(quantityOfUnit(codes)?.id ?? null).toBe(id);
});

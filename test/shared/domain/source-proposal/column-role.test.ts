import { expect, it } from 'vitest';
import { isMeasured, roleOf, roleText } from '../../../../shared/domain/source-proposal/column-role.ts';

it.each([
  ['Temp Setpoint', 'SETPOINT'],
  ['Temp Set Point (C)', 'SETPOINT'],
  ['CO2_sp', 'SETPOINT'],
  ['temperatureMax', 'EXTREME'],
  ['RH min %', 'EXTREME'],
  ['humidity_std', 'SPREAD'],
  ['Dew Point (°C)', 'DERIVED'],
  ['Wet Bulb Temperature', 'DERIVED'],
  ['temp_raw', 'RAW'],
  ['seq', 'COUNTER'],
  ['CO2 alarm', 'STATUS'],
  ['temp_avg', 'MEAN'],
  ['Temp Actual', 'MEASUREMENT'],
  ['temperature', 'MEASUREMENT'],
  ['Maximilian temperature', 'MEASUREMENT'],
])('%s is of the role %s', (name, role) => {
  expect(roleOf(name, []).role).toBe(role);
});

it('words of the channel itself say nothing beside it', () => {
  expect(roleOf('co2 setpoint', ['co2', 'setpoint']).role).toBe('MEASUREMENT');
});

it('a channel holds measurements and means of them', () => {
  expect(['temp', 'temp mean', 'temp max'].map((name) => isMeasured(roleOf(name, [])))).toEqual([
    true,
    true,
    false,
  ]);
  expect(roleText(roleOf('temp max', []))).toBe('"max" says that it is an extreme');
});

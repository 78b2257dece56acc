import { describe, expect, it } from 'vitest';
import {
  type ReadAs,
  unitContradiction,
  unitDoubt,
} from '../../../../shared/domain/ucum/unit-contradiction.ts';
import { unitOfHeader } from '../../../../shared/domain/ucum/unit-of-text.ts';

function contradictionOf(header: string, readAs: ReadAs) {
  const named = unitOfHeader(header);
  return named && unitContradiction(named, readAs);
}

describe('unitContradiction', () => {
  it('says what the header says, how the column is read, and what to write', () => {
    expect(contradictionOf('Temp (°F)', { unit: 'Cel' })).toEqual({
      named: '[degF]',
      readAs: 'Cel',
      sentence:
        'says "°F" ([degF]), but the column is read in Cel, the channel\'s unit: write as: "[degF]"; write as: "Cel" if the header is wrong and the numbers are in Cel',
    });
    expect(contradictionOf('CO2 (mmHg)', { unit: '[ppm]' })?.sentence).toBe(
      'says "mmHg" (mm[Hg]), but the column is read in [ppm], the channel\'s unit: mm[Hg] cannot be converted to [ppm], so map the column to a channel in mm[Hg]; write as: "[ppm]" if the header is wrong and the numbers are in [ppm]',
    );
    expect(contradictionOf('I_mA', { unit: 'A', as: 'uA' })?.sentence).toBe(
      'says "mA", but `as` says uA: write as: "mA"; write as: "A" if the header is wrong and the numbers are in A',
    );
  });

  it.each<[string, ReadAs, string]>([
    ['Temperature (F)', { unit: 'Cel' }, '[degF]'],
    ['Temp (K)', { unit: 'Cel' }, 'K'],
    ['Temp [degC]', { unit: 'K' }, 'Cel'],
    ['Temp (°F)', { unit: 'Cel', as: 'K' }, '[degF]'],
    ['RH (%)', { unit: '1' }, '%'],
    ['acc (mg)', { unit: '[g]' }, 'm[g]'],
    ['battery_mV', { unit: 'V' }, 'mV'],
    ['elapsed (min)', { unit: 's' }, 'min'],
    ['Thermistor (mV)', { unit: 'Cel' }, 'mV'],
    ['Temp (°F)', { unit: 'Cel', isRaw: true }, '[degF]'],
  ])('%s contradicts %j', (header, readAs, named) => {
    expect(contradictionOf(header, readAs)?.named).toBe(named);
  });

  it.each<[string, ReadAs]>([
    ['Temp_degC_ISS', { unit: 'Cel' }],
    ['CO2_ppm_ISS', { unit: '[ppm]' }],
    ['RH_percent_Ground', { unit: '%' }],
    ['I_mA', { unit: 'A', as: 'mA' }],
    ['Pressure (hPa)', { unit: 'hPa' }],
    ['Pressure (mbar)', { unit: 'hPa' }],
    ['Battery (V)', { unit: 'V' }],
    ['Temp (°F)', { unit: 'Cel', as: '[degF]' }],
    ['acc (g)', { unit: '[g]' }],
    // The author says that the header is wrong.
    ['Temp (°F)', { unit: 'Cel', as: 'Cel' }],
    ['RH (%)', { unit: '1', as: '{fraction}' }],
    // Labels, not units.
    ['Temp (A)', { unit: 'Cel' }],
    ['Temp (1)', { unit: 'Cel' }],
    ['Temp (min)', { unit: 'Cel' }],
    ['temp_min', { unit: 'Cel' }],
    ['Temp_F', { unit: 'Cel' }],
    ['Temp (deg)', { unit: 'Cel' }],
    ['gas us', { unit: 'Cel' }],
    ['psi', { unit: 'deg' }],
    ['Delta T (°C)', { unit: 'K' }],
    ['Humidity (0-1)', { unit: '%' }],
    // Underscores for slashes.
    ['GCR_Dose_mGy_d', { unit: 'mGy/d' }],
    ['Rate_degC_min', { unit: 'K/min' }],
    ['Temp_degC_min', { unit: 'Cel' }],
    // Raw numbers, and channels without a unit of their own.
    ['Thermistor (mV)', { unit: 'Cel', isRaw: true }],
    ['RH (counts)', { unit: '%' }],
    ['fan (rpm)', { unit: '{rpm}' }],
    ['Temp (°F)', { unit: 'bogus' }],
  ])('%s does not contradict %j', (header, readAs) => {
    expect(contradictionOf(header, readAs)).toBeNull();
  });
});

describe('unitDoubt', () => {
  const doubtOf = (header: string, readAs: ReadAs) => {
    const named = unitOfHeader(header);
    return named && unitDoubt(named, readAs);
  };

  it('names what a header may say and what settles it', () => {
    expect(doubtOf('Temp_F', { unit: 'Cel' })).toBe(
      'may say "F" ([degF]), and the column is read in Cel, the channel\'s unit: write as: "[degF]" if the numbers are in it, or as: "Cel" if they are not',
    );
    expect(doubtOf('Humidity (0-1)', { unit: '%' })).toContain('write as: "{fraction}"');
    expect(doubtOf('Temp K', { unit: 'Cel' })).toContain('"K"');
  });

  it.each<[string, ReadAs]>([
    ['Temp_F', { unit: 'Cel', as: 'Cel' }],
    ['Temp_F', { unit: 'Cel', isRaw: true }],
    ['Temp_C', { unit: 'Cel' }],
    ['temp_min', { unit: 'Cel' }],
    ['temp_h', { unit: 'Cel' }],
    ['FU1_A', { unit: 'Cel' }],
    ['RH counts', { unit: '%' }],
    ['Temp (°F)', { unit: 'Cel' }],
  ])('%s leaves no doubt for %j', (header, readAs) => {
    expect(doubtOf(header, readAs)).toBeNull();
  });
});

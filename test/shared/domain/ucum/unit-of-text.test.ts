import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitOfCell, unitOfHeader } from '../../../../shared/domain/ucum/unit-of-text.ts';

const shown = (named: ReturnType<typeof unitOfHeader>) =>
  named === null ? null : `${named.confidence} ${named.codes.join(' ')}`;

describe('unitOfHeader', () => {
  it.each([
    'Temp (°F)',
    'Temperature [*F]',
    'Temperature (ºF)',
    'Temp (˚F)',
    'Temp (℉)',
    'Temp (deg F)',
    'Temp (deg. F)',
    'Temp [degF]',
    'Temp_degF',
    'Temp_degf',
    'Temp_deg_F',
    'TempDegF',
    'Temp °F',
    'Temp, °F',
    'Temp, °F (LGR S/N: 20118974, SEN S/N: 20118974, LBL: Air)',
    'Temp - °F',
    'Temp / °F',
    'Temp: degrees F',
    'Temperature (Degrees Fahrenheit)',
    'temperature_fahrenheit',
    'Temp (F°)',
    'Temp (oF)',
    'Temp (?F)',
    'Temp (\u00c2\u00b0F)',
    'Temp (\ufffdF)',
    'Temp (ï¿½F)',
    'Temp (â„‰)',
    'Temp (°F) avg',
    'Temp (°F, indoors)',
    'Temp [[degF]]',
    'Temp C (°F)',
    'TempdegF',
    'Temp (&deg;F)',
    'Temp (Farenheit)',
  ])('%s is surely °F', (header) => {
    expect(shown(unitOfHeader(header))).toBe('SURE [degF]');
  });

  it.each([
    ['Temp_degC_ISS', 'SURE Cel'],
    ['RH_percent_ISS', 'SURE %'],
    ['CO2_ppm_ISS', 'SURE [ppm]'],
    ['CO2 in ppm', 'SURE [ppm]'],
    ['CO2 (ppm CO2)', 'SURE [ppm]'],
    ['CO2 mmHg', 'SURE mm[Hg]'],
    ['CO2 mm Hg', 'SURE mm[Hg]'],
    ['p_mm[Hg]', 'SURE mm[Hg]'],
    ['RH [%]', 'SURE %'],
    ['RH (%RH)', 'SURE %'],
    ['RH%', 'SURE %'],
    ['CO2 (vol%)', 'SURE %'],
    ['I_mA', 'SURE mA'],
    ['pressureKPa', 'SURE kPa'],
    ['Pressure (hPa)', 'SURE hPa'],
    ['Pressure (mb)', 'LIKELY mbar'],
    ['EC (µS/cm)', 'SURE uS/cm'],
    ['EC (μS/cm)', 'SURE uS/cm'],
    ['EC (\u00c2\u00b5S/cm)', 'SURE uS/cm'],
    ['EC (\ufffdS/cm)', 'SURE uS/cm'],
    ['Light (W/m²)', 'SURE W/m2'],
    ['PAR (µmol m⁻² s⁻¹)', 'SURE umol.m-2.s-1'],
    ['Flow (mL per min)', 'SURE mL/min'],
    ['Flow mL/min', 'LIKELY mL/min'],
    ['Rate (1/min)', 'LIKELY /min'],
    ['Heating (°C/min)', 'SURE K/min'],
    ['Heating degC/min', 'LIKELY K/min'],
    ['R (kΩ)', 'SURE kOhm'],
    ['accel (g)', 'LIKELY [g] g'],
    ['Delta T (°C)', 'SURE Cel K'],
    ['Time_ms', 'LIKELY ms'],
    ['GCR_Dose_mGy_d', 'SURE mGy mGy/d'],
    ['PAR_umol_m2_s', 'LIKELY umol umol/m2/s'],
    ['Rate_degC_min', 'SURE Cel K/min'],
    ['I (microamps)', 'SURE uA'],
    ['Supply kilovolts', 'SURE kV'],
    ['Air (sccm)', 'SURE mL/min'],
    ['Temperature (F)', 'LIKELY [degF] F'],
    ['T/K', 'LIKELY K'],
    ['Temp/K', 'LIKELY K'],
    ['T/F', 'MAYBE [degF] F'],
    ['tempf', 'MAYBE [degF]'],
    ['intemp1c', 'MAYBE Cel'],
    ['batt_mv', 'MAYBE mV'],
    ['E/K', 'MAYBE K'],
    ['T / K', 'LIKELY K'],
    ['Temp_F', 'MAYBE [degF] F'],
    ['temperatureF', 'MAYBE [degF] F'],
    ['temp_min', 'MAYBE min'],
  ])('%s is %s', (header, expected) => {
    expect(shown(unitOfHeader(header))).toBe(expected);
  });

  it.each([
    'humidity 2',
    'Humidity (0-1)',
    'co2_10',
    'Temp (1)',
    'Temp (GU1)',
    'Temp (BOX)',
    'temp_max',
    'temp_cpu',
    'FU1_T1',
    'FU1_H1',
    'AccelX',
    'heater 50% duty',
    'heading_deg_f north',
    'Cells (10^6/mL)',
    'lag (n/a)',
    '',
    '()[]',
  ])('%s names no unit that could be told from', (header) => {
    expect(unitOfHeader(header)?.confidence ?? 'MAYBE').toBe('MAYBE');
  });

  it('answers any text, of any length', () => {
    const text = fc.string({ unit: fc.constantFrom(...'Temp_ ()[]{}°*%/,:|.-^µΩ�10FCKdegin') });
    fc.assert(
      fc.property(text, (header) => {
        for (const named of [unitOfHeader(header), unitOfCell(header)])
          expect(named === null || named.codes.length > 0).toBe(true);
      }),
      { seed: 8, numRuns: 2000 },
    );
    expect(unitOfHeader('x '.repeat(1e6))).toBeNull();
  });
});

describe('unitOfCell', () => {
  it.each([
    ['Deg C', 'SURE Cel'],
    ['degF', 'SURE [degF]'],
    ['°F', 'SURE [degF]'],
    ['Volts', 'SURE V'],
    ['mV', 'SURE mV'],
    ['uS/cm', 'SURE uS/cm'],
    ['µS/cm', 'SURE uS/cm'],
    ['%', 'SURE %'],
    ['percent RH', 'SURE %'],
    ['m s-1', 'SURE m.s-1'],
    ['[ppm]', 'SURE [ppm]'],
    ['F', 'LIKELY [degF] F'],
    ['V', 'LIKELY V'],
    ['Min', 'LIKELY min'],
  ])('%s is %s', (cell, expected) => {
    expect(shown(unitOfCell(cell))).toBe(expected);
  });

  it.each(['', '1', '36.5', '-', 'n/a', 'UTC', 'Avg', 'Smp', 'Max', 'TS', 'RN', 'YYYY-MM-DD', 'room temp K'])(
    '%j is none',
    (cell) => {
      expect(unitOfCell(cell)).toBeNull();
    },
  );
});

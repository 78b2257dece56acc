import { describe, expect, it } from 'vitest';
import { unitOfMeasureMeant } from '../../../../shared/domain/source-proposal/match-words.ts';

describe('the unit of measure that a name means', () => {
  it.each([
    ['Temperature (°F)', false],
    ['Temperature (ºF)', false],
    ['Temperature (℉)', false],
    ['Temperature [*F]', false],
    ['Temperature (deg F)', false],
    ['Temp_degF', false],
    ['Temperature (F)', true],
    ['Temp_F', true],
    ['temperatureF', true],
  ])('%s is read in °F; whether a person has to look: %s', (name, looks) => {
    const { as, remark } = unitOfMeasureMeant(name, 'temperature', 'Cel');
    expect(as).toBe('[degF]');
    expect(remark !== null).toBe(looks);
  });

  it.each([
    ['humidity 2', '%'],
    ['co2_10', '[ppm]'],
    ['RH (%)', '%'],
    ['Temp_degC_ISS', 'Cel'],
    ['temperature_min', 'Cel'],
    ['RH (counts)', '%'],
    ['GU1 humidity', '%'],
  ])('%s leaves the numbers in %s', (name, unit) => {
    expect(unitOfMeasureMeant(name, 'c', unit)).toEqual({ as: null, remark: null, isOther: false });
  });

  it('reads a fraction as one and says so, and tells of a unit that cannot become the channel’s', () => {
    expect(unitOfMeasureMeant('Humidity (0-1)', 'humidity', '%')).toEqual({
      as: '{fraction}',
      remark: 'Humidity (0-1) is read in {fraction} because of "0-1": check the unit',
      isOther: false,
    });
    expect(unitOfMeasureMeant('CO2 (mmHg)', 'co2', '[ppm]')).toEqual({
      as: null,
      remark: 'CO2 (mmHg) is in mmHg, which cannot be converted to [ppm] of co2: it is ignored',
      isOther: true,
    });
  });
});

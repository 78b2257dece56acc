import { describe, expect, it } from 'vitest';
import {
  differenceUnit,
  perText,
  spokenApart,
  spokenUnit,
} from '../../../../shared/domain/words/spoken-unit.ts';

describe('units for people', () => {
  it.each([
    ['Cel', '°C'],
    ['/mm2', '/mm²'],
    ['um2', 'µm²'],
    ['um3/mm2', 'µm³/mm²'],
    ['um2/{osteoclast}', 'µm²/osteoclast'],
    ['/{osteoclast}', '/osteoclast'],
    ['{cells}/mm2', 'cells/mm²'],
    ['umol/L', 'µmol/L'],
    ['ug/(mm2.d)', 'µg/(mm²·d)'],
    ['m/s2', 'm/s²'],
    ['m.s-2', 'm·s⁻²'],
    ['10*3/uL', '10³/µL'],
    ['Cel/h', '°C/h'],
    ['m[IU]/mL', 'm[IU]/mL'],
    ['[g]', 'g'],
    ['[pH]', 'pH'],
    ['%', '%'],
    ['g/cm2', 'g/cm²'],
    ['u', 'u'],
    ['us', 'µs'],
    ['10*-3', '10⁻³'],
    ['mm[Hg]', 'mm[Hg]'],
    ['kPa', 'kPa'],
    ['{a/b}', 'a/b'],
  ])('%s is said %s', (ucum, spoken) => {
    expect(spokenUnit(ucum)).toBe(` ${spoken}`);
  });

  it('that are held against each other are codes where they would read alike', () => {
    expect(spokenApart(['ng/mm2', 'pmol/mm2'])).toEqual(['ng/mm²', 'pmol/mm²']);
    expect(spokenApart(['[g]', 'g'])).toEqual(['[g]', 'g']);
    expect(spokenApart(['1', '%'])).toEqual(['1', '%']);
  });

  it('are nothing of a bare number, and per the denominator of a number of things', () => {
    expect([spokenUnit('1'), spokenUnit(undefined), perText('1')]).toEqual(['', '', '']);
    expect([perText('/mm2'), perText('um2')]).toEqual([' per mm²', ' µm²']);
  });
});

it('a difference of percentages is in points', () => {
  expect(differenceUnit(spokenUnit('%'))).toBe(' points');
  expect(differenceUnit(spokenUnit('Cel'))).toBe(' °C');
});

/** The table of atoms, as far as a payload or a laboratory meets it: values from the standards that define the units. */
import { describe, expect, it } from 'vitest';
import { ATOMS } from '../../../../shared/domain/ucum/atom-table.ts';
import { conversionBetween } from '../../../../shared/domain/ucum/conversion.ts';
import { parseUnit } from '../../../../shared/domain/ucum/parse-unit.ts';
import { numberOf } from '../../../../shared/domain/ucum/ratio.ts';

const converted = (value: number, from: string, to: string) => {
  const { scale, offset, curve } = conversionBetween(from, to) ?? { scale: 1, offset: 0 };
  return curve === undefined ? scale * value + offset : curve(value);
};

describe('the table of atoms', () => {
  it('has every atom of a size, made of others of the table', () => {
    const codes = [...ATOMS.keys()];
    expect(codes.length).toBeGreaterThan(300);
    for (const code of codes) {
      const { size } = parseUnit(code);
      expect(numberOf(size), code).toBeGreaterThan(0);
      expect(numberOf(size), code).toBeLessThan(Number.POSITIVE_INFINITY);
    }
  });

  it.each([
    ["[in_i'Hg]", 'Pa', 1, 3386.378_8],
    ["[in_i'H2O]", 'Pa', 1, 249.088_91],
    ['cm[H2O]', 'Pa', 10, 980.665],
    ['[psi]', 'Pa', 1, 6894.757_293_168],
    ['att', 'Pa', 1, 98_066.5],
    ['[degR]', 'K', 491.67, 273.15],
    ['[degRe]', 'Cel', 80, 100],
    ['Cel', '[degF]', 37, 98.6],
    ['[Cal]', 'kJ', 1, 4.184],
    ['[Btu_IT]', 'J', 1, 1055.055_852_62],
    ['[HP]', 'W', 1, 745.699_871_582],
    ['eV', 'J', 1, 1.602_176_634e-19],
    ['u', 'g', 1, 1.660_539_066_6e-24],
    ['[lb_av]', 'g', 1, 453.592_37],
    ['[oz_av]', 'g', 1, 28.349_523_125],
    ['[oz_tr]', 'g', 1, 31.103_476_8],
    ['[gal_us]', 'L', 1, 3.785_411_784],
    ['[foz_us]', 'mL', 1, 29.573_529_562_5],
    ['[gal_br]', 'L', 1, 4.546_09],
    ['[acr_us]', 'm2', 1, 4046.872_609_874],
    ['[mi_i]', 'km', 1, 1.609_344],
    ['[kn_i]', 'km/h', 1, 1.852],
    ['[ly]', 'm', 1, 9_460_730_472_580_800],
    ['AU', 'km', 1, 149_597_870.691],
    ['Ao', 'nm', 1, 0.1],
    ['b', 'm2', 1, 1e-28],
    ['ph', 'lx', 1, 10_000],
    ['Oe', 'A/m', 1, 79.577_471_546],
    ['Lmb', 'cd/m2', 1, 3183.098_861_838],
    ['mo', 'd', 1, 30.4375],
    ['a_g', 'd', 1, 365.2425],
    ['gon', 'deg', 100, 90],
    ['sph', 'sr', 1, 4 * Math.PI],
    ['KiBy', 'By', 1, 1024],
    ['GiBy', 'MiBy', 2, 2048],
    ['MBd', '/s', 1, 1e6],
    ['[MET]', 'mL/min/kg', 2, 7],
    ['[drp]', 'mL', 20, 1],
    ['[car_Au]', '%', 18, 75],
    ['g%', 'g/L', 1, 10],
    ['meq/L', 'mmol/L', 3, 3],
    ['k[IU]', '[iU]', 2, 2000],
    ["[wood'U]", '[PRU]', 1, 0.06],
    ['10*3/uL', '10*9/L', 5, 5],
    ['10^-3', '1', 5, 0.005],
    ['/min', 'Hz', 90, 1.5],
    ['mmol/(8.h.kg)', 'mmol/h/kg', 8, 1],
    ['1{c}', '1', 7, 7],
  ])('%s in %s: %d is %d', (from, to, value, expected) => {
    expect(converted(value, from, to) / expected).toBeCloseTo(1, 10);
    expect(converted(expected, to, from) / value).toBeCloseTo(1, 10);
  });

  it.each([
    ['dB', 'B', 30, 3],
    ['Np', 'B', 1, Math.log10(Math.E)],
    ['B[V]', 'B[mV]', 0, 6],
    ['dB[uV]', 'dB[mV]', 60, 0],
    ['B[kW]', 'B[W]', 2, 5],
    ['dB[10.nV]', 'dB[uV]', 40, 0],
    ['B', '1', 3, 1000],
    ['dB', '%', -20, 1],
    ['dB[SPL]', 'Pa', 94, 1.002_374_467],
    ['[pH]', 'mol/L', 7, 1e-7],
    ['[pH]', 'umol/L', 3, 1000],
    ['bit_s', '1', 8, 256],
    ["[hp'_C]", '1', 2, 1e-4],
    ["[hp'_X]", "[hp'_C]", 4, 2],
    ['%[slope]', 'deg', 100, 45],
    ["[p'diop]", 'deg', 1, 0.572_938_698],
    ["[p'diop]", '%[slope]', 3, 3],
    ['[m/s2/Hz^(1/2)]', 'm2/s3', 10, 100],
    ['mCel', 'K', 36_850, 310],
  ])('scales are taken by their function: %s in %s: %d is %d', (from, to, value, expected) => {
    expect(converted(value, from, to)).toBeCloseTo(expected, 9);
    expect(converted(expected, to, from)).toBeCloseTo(value, 6);
  });

  it('units that a procedure defines lead to no other, and multiply like any', () => {
    expect(() => conversionBetween("[arb'U]", '[iU]')).toThrow('cannot be converted');
    expect(() => conversionBetween('[CFU]', '1')).toThrow('cannot be converted');
    expect(converted(5, '[CFU]/mL', '[CFU]/L')).toBe(5000);
    expect(converted(5, 'm[iU]/mL', '[IU]/L')).toBe(5);
  });

  it('an amount of substance and the number of its particles stay apart', () => {
    expect(() => conversionBetween('mol', '1')).toThrow('cannot be converted');
  });

  it.each([
    '0',
    'm/0',
    'm.0',
    '/0',
    'rad2{\u932f}',
    '{a}rad2{b}',
    'g/12h',
    'kmin',
    'k[in_i]',
    'Ki',
    'dB/m',
    'B2',
    '[pH]/h',
  ])('refuses %s', (code) => {
    expect(() => parseUnit(code)).toThrow(/expected a UCUM code/);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../../shared/domain/refusal.ts';
import { ATOMS } from '../../../../shared/domain/ucum/atom-table.ts';
import { BINARY_PREFIXES, PREFIXES } from '../../../../shared/domain/ucum/atoms.ts';
import { conversionBetween } from '../../../../shared/domain/ucum/conversion.ts';
import { parseUnit } from '../../../../shared/domain/ucum/parse-unit.ts';

const converted = (value: number, from: string, to: string) => {
  const { scale, offset } = conversionBetween(from, to) ?? { scale: 1, offset: 0 };
  return scale * value + offset;
};

function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('conversionBetween', () => {
  it.each([
    ['Cel', 'K', 37, 310.15],
    ['K', 'Cel', 310.15, 37],
    ['[degF]', 'Cel', 98.6, 37],
    ['Cel', '[degF]', -40, -40],
    ['[degF]', 'K', 32, 273.15],
    ['mCel', 'Cel', 36_500, 36.5],
    ['mA', 'A', 250, 0.25],
    ['mm[Hg]', 'Pa', 760, 101_324.72],
    ['[psi]', 'bar', 14.503_773_773_020_923, 1],
    ['atm', 'kPa', 1, 101.325],
    ['hPa', 'mbar', 1013.6, 1013.6],
    ['%', '[ppm]', 0.04, 400],
    ['[ppb]', '[ppm]', 1500, 1.5],
    ['[ppth]', '%', 5, 0.5],
    ['mmol/L', 'mM', 5, 5],
    ['U/mL', 'kat/L', 60, 1e-3],
    ['10*6{cells}/mL', '{cells}/uL', 2, 2000],
    ['{cells}', '1', 7, 7],
    ['deg', 'rad', 180, Math.PI],
    ['deg/s', 'rad/s', 90, Math.PI / 2],
    ['[g]', 'm/s2', 1, 9.80665],
    ['m[g]', '[g]', 5, 0.005],
    ['g', 'kg', 5, 0.005],
    ['L', 'cm3', 2, 2000],
    ['l/min', 'mL/s', 6, 100],
    ['h', 'min', 1.5, 90],
    ['d', 's', 1, 86_400],
    ['/min', 'Hz', 60, 1],
    ['uGy/h', 'mGy/d', 10, 0.24],
    ['rad2.cd/m2', 'lx', 3, 3],
    ['(kg.m)/s2', 'N', 4, 4],
    ['kg.m.s-2', 'N', 4, 4],
    ['W/m2', 'J.m-2/s', 8, 8],
    ['V/A', 'kOhm', 1000, 1],
    ['m/s/s', 'm/s2', 3, 3],
    ['10^3', '1', 2, 2000],
    ['K/min', 'K/s', 60, 1],
  ])('%s to %s takes %f to %f', (from, to, value, expected) => {
    expect(converted(value, from, to)).toBeCloseTo(expected, 9);
  });

  it('is null between names of one unit, so that such a column is stored as it stands', () => {
    expect(conversionBetween('Cel', 'Cel')).toBeNull();
    expect(conversionBetween('hPa', 'mbar')).toBeNull();
    expect(conversionBetween('l', 'L')).toBeNull();
  });

  it('has factors without the dust of a division', () => {
    expect(conversionBetween('Cel', '[degF]')).toEqual({ scale: 1.8, offset: 32 });
    expect(conversionBetween('mA', 'A')).toEqual({ scale: 0.001, offset: 0 });
    expect(conversionBetween('uT', 'mT')).toEqual({ scale: 0.001, offset: 0 });
  });

  it('there and back is where it began, for every atom with every prefix it takes', () => {
    const prefixes = Object.keys({ ...PREFIXES, ...BINARY_PREFIXES });
    const codes = [...ATOMS].flatMap(([code, { isMetric }]) =>
      isMetric ? [code, ...prefixes.map((prefix) => prefix + code)] : [code],
    );
    const byDimension = Map.groupBy(codes, (code) => parseUnit(code).dimension);
    const pair = fc
      .constantFrom(...byDimension.values())
      .chain((alike) => fc.tuple(fc.constantFrom(...alike), fc.constantFrom(...alike)));
    const value = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(pair, value, ([from, to], x) => {
        const there = conversionBetween(from, to) ?? { scale: 1, offset: 0 };
        const back = conversionBetween(to, from) ?? { scale: 1, offset: 0 };
        expect(there.scale * back.scale).toBeCloseTo(1, 9);
        if (there.offset !== 0 || there.scale < 1e-6 || there.scale > 1e6) return;
        expect(back.scale * (there.scale * x) + back.offset).toBeCloseTo(x, 6);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('refuses what cannot be converted, and names both dimensions', () => {
    const refusal = refusalOf(() => conversionBetween('g', '[g]'));
    expect(refusal.code).toBe('unit.incommensurable');
    expect(refusal.message).toBe('g (dimension g) cannot be converted to [g] (dimension m.s-2)');
    expect(refusalOf(() => conversionBetween('mol/L', '%')).code).toBe('unit.incommensurable');
  });
});

describe('parseUnit', () => {
  it.each([
    ['degC', 'Cel'],
    ['°C', 'Cel'],
    ['ppm', '[ppm]'],
    ['psi', '[psi]'],
    ['mmHg', 'mm[Hg]'],
    ['lux', 'lx'],
    ['Celsius', 'Cel'],
    ['RPM', '/min'],
  ])('does not know %s and asks whether %s is meant', (code, meant) => {
    const { code: refused, message } = refusalOf(() => parseUnit(code));
    expect(refused).toBe('unit.unknown');
    expect(message).toContain(`did you mean ${JSON.stringify(meant)}?`);
  });

  it.each([
    '',
    '/',
    'C/',
    'm..s',
    'm s',
    '(m',
    'm)',
    '{x',
    'm//s',
    '.m',
    'K-',
    '[ppm',
    'm2.',
    '10*'.repeat(80),
  ])('refuses %j', (code) => {
    expect(refusalOf(() => parseUnit(code)).code).toMatch(/^unit\.(invalid|unknown)$/);
  });

  it.each(['Cel/min', 'Cel2', 'W/Cel', '[degF].h', '(Cel)/s'])(
    'refuses %s: a scale with a zero of its own is never multiplied',
    (code) => {
      expect(refusalOf(() => parseUnit(code)).message).toContain('write K for differences');
    },
  );

  it('refuses a prefix on what takes none', () => {
    expect(refusalOf(() => parseUnit('kmin')).code).toBe('unit.unknown');
    expect(refusalOf(() => parseUnit('m%')).code).toBe('unit.unknown');
  });

  it('takes min, cd, Pa and h for units, not for prefixed ones', () => {
    expect(['min', 'cd', 'Pa', 'h', 'd'].map((code) => parseUnit(code).dimension)).toEqual([
      's',
      'cd',
      'm-1.s-2.g',
      's',
      's',
    ]);
  });

  it('answers every text with a unit or a refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'mgKCels()[]{}./*^10-+%2 ') }), (text) => {
        try {
          expect(parseUnit(text).code).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { seed: 4, numRuns: 2000 },
    );
  });
});

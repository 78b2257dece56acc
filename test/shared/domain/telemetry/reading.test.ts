import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flagsAt, unpackFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { type ColumnReading, readCells } from '../../../../shared/domain/telemetry/reading.ts';
import { conversionBetween, exactConversionBetween } from '../../../../shared/domain/ucum/conversion.ts';

const READING: ColumnReading = {
  unit: 'FU1',
  series: 'co2',
  channel: 'co2',
  storage: { kind: 'decimal', scale: 0 },
  origin: 'MEASURED',
  conversion: null,
  missing: [],
  validRange: null,
};

/** The value and the flag byte of one cell. */
function cell(reading: Partial<ColumnReading>, number: number, at = 0): { value: number; flags: number } {
  const values = Float64Array.of(number);
  const flags = readCells({ ...READING, ...reading }, Float64Array.of(at), values);
  return { value: values[0]!, flags: flagsAt(flags, 0) };
}

const said = (reading: Partial<ColumnReading>, value: number, at = 0) => {
  const { quality, acquisitionStatus } = unpackFlags(cell(reading, value, at).flags);
  return `${acquisitionStatus} ${quality}`;
};

describe('a cell', () => {
  it('is a GOOD sample where nothing is declared, 0 and below included', () => {
    for (const value of [0, -0, -40, 3000, 1e300]) expect(said({}, value)).toBe('ACQUIRED GOOD');
  });

  it('outside its valid range is kept as BAD; the range holds its ends, null leaves a side open', () => {
    const tell = (validRange: ColumnReading['validRange'], values: readonly number[]) =>
      values.map((value) => said({ validRange }, value).split(' ')[1]);
    expect(tell([0, 100], [-0.1, 0, 50, 100, 100.1])).toEqual(['BAD', 'GOOD', 'GOOD', 'GOOD', 'BAD']);
    expect(tell([null, 100], [-1e9, 100.1])).toEqual(['GOOD', 'BAD']);
    expect(tell([0, null], [-0.1, 1e9])).toEqual(['BAD', 'GOOD']);
  });

  it('of a missing code is INVALID, within [from, to) of data time only', () => {
    const missing = [{ value: 3000, from: 100, to: 200 }];
    expect([99, 100, 199, 200].map((at) => said({ missing }, 3000, at))).toEqual([
      'ACQUIRED GOOD',
      'INVALID BAD',
      'INVALID BAD',
      'ACQUIRED GOOD',
    ]);
    expect(said({ missing }, 2999, 150)).toBe('ACQUIRED GOOD');
  });

  it('of a missing code without bounds is INVALID at any time, and 0 may be such a code', () => {
    const missing = [
      { value: -1, from: null, to: null },
      { value: 0, from: null, to: 10 },
    ];
    expect(said({ missing }, -1, -1e15)).toBe('INVALID BAD');
    expect(said({ missing }, -1, 1e15)).toBe('INVALID BAD');
    expect([9, 10].map((at) => said({ missing }, 0, at))).toEqual(['INVALID BAD', 'ACQUIRED GOOD']);
  });

  it('of a missing code is no reading, so that its valid range does not matter', () => {
    const missing = [{ value: -1, from: null, to: null }];
    expect(said({ missing, validRange: [0, 100] }, -1)).toBe('INVALID BAD');
    expect(said({ missing, validRange: [-5, 100] }, -1)).toBe('INVALID BAD');
  });

  it('keeps the origin of its column whatever else is said of it', () => {
    const missing = [{ value: -1, from: null, to: null }];
    for (const value of [-1, 5, 1e6]) {
      const { flags } = cell({ origin: 'SETPOINT', missing, validRange: [0, 100] }, value);
      expect(unpackFlags(flags).origin).toBe('SETPOINT');
    }
  });
});

describe('a number', () => {
  const single: Partial<ColumnReading> = { storage: { kind: 'float32' } };
  const kept = (reading: Partial<ColumnReading>, numbers: readonly number[]) =>
    numbers.map((number) => cell(reading, number).value);

  it('is the nearest single where the channel keeps singles and that single prints to its text', () => {
    const numbers = [0.1, 37.25, 1.00013447, -9.8066502, 123456.789, 1.5e-20, 1e-40, 16_777_216, 0, -0];
    expect(kept(single, numbers)).toEqual(numbers.map(Math.fround));
  });

  it('stays as it is where no single gives its text back', () => {
    const numbers = [1.00000001, 0.3000000001, 16_777_217, 1e300, 1e-60, 123456.78912, 0.1 + 0.2];
    expect(kept(single, numbers)).toEqual(numbers);
  });

  it('is a single also where that lies in the middle of two texts, whichever of them was printed', () => {
    expect(kept(single, [1.00195312, 1.00195313])).toEqual([1.001953125, 1.001953125]);
    expect(kept(single, [1.00195311])).toEqual([1.00195311]);
  });

  it('agrees with printing every single with so many decimals', () => {
    fc.assert(
      fc.property(fc.float({ min: -1e6, max: 1e6, noNaN: true }), fc.nat(10), (number, decimals) => {
        const text = Number(number.toFixed(decimals));
        const shortest = text.toExponential().split('e');
        const places = Math.max(0, (shortest[0]!.split('.')[1] ?? '').length - Number(shortest[1]));
        const gives = Number(Math.fround(text).toFixed(places)) === text;
        expect(kept(single, [text])).toEqual([gives ? Math.fround(text) : text]);
      }),
      { seed: 8, numRuns: 5000 },
    );
  });

  it('is converted after missing codes were told by the number in the file, and before the valid range', () => {
    const reading: Partial<ColumnReading> = {
      conversion: { scale: 1, offset: -273.15 },
      storage: { kind: 'decimal', scale: 2 },
      missing: [{ value: 0, from: null, to: null }],
      validRange: [-20, 60],
    };
    expect(cell(reading, 310.15)).toEqual({ value: 37, flags: 0 });
    expect(cell(reading, 400.15)).toEqual({ value: 127, flags: 2 });
    expect(cell(reading, 273.15)).toEqual({ value: 0, flags: 0 });
    expect(cell(reading, 0)).toEqual({ value: 0, flags: 0b1010 });
  });

  it('that was converted is the decimal it stands for, but not rounded to the decimals of its storage', () => {
    const milli: Partial<ColumnReading> = {
      conversion: { scale: 0.001, offset: 0 },
      storage: { kind: 'decimal', scale: 4 },
    };
    for (let i = -5000; i < 5000; i++) expect(cell(milli, i / 10).value).toBe(Number(`${i}e-4`));
    const fahrenheit: Partial<ColumnReading> = {
      conversion: { scale: 5 / 9, offset: -160 / 9 },
      storage: { kind: 'decimal', scale: 2 },
    };
    expect(kept(fahrenheit, [98.6, 32])).toEqual([37, 0]);
    expect(kept(fahrenheit, [98.1])[0]).toBeCloseTo(36.7222, 4);
  });

  it('that was converted is rounded once: mA to A moves the point, °F to °C gives the double next to the true number', () => {
    const reading = (from: string, to: string): Partial<ColumnReading> => ({
      storage: { kind: 'float64' },
      conversion: conversionBetween(from, to),
      exact: exactConversionBetween(from, to),
    });
    expect(kept(reading('mA', 'A'), [700, 0.7, 1e-300, 123456789.123])).toEqual([
      0.7, 0.0007, 1e-303, 123456.789123,
    ]);
    expect(kept(reading('kPa', 'Pa'), [101.325, 0.1])).toEqual([101325, 100]);
    expect(kept(reading('[degF]', 'Cel'), [98.6, 97.7, -40, 0])).toEqual([37, 36.5, -40, -160 / 9]);
    expect(kept(reading('Cel', 'K'), [36.6, -273.15])).toEqual([309.75, 0]);
    expect(kept(reading('mm[Hg]', 'Pa'), [760])).toEqual([101324.72]);
  });

  it('that lies on a curve is converted by it; what no number can stand for is BAD', () => {
    const level: Partial<ColumnReading> = {
      conversion: conversionBetween('dB[V]', 'V'),
      storage: { kind: 'float64' },
    };
    expect(kept(level, [0, 20, 40])).toEqual([1, 10, 100]);
    const acidity: Partial<ColumnReading> = {
      conversion: conversionBetween('mol/L', '[pH]'),
      storage: { kind: 'float64' },
    };
    expect(kept(acidity, [1e-7])[0]).toBeCloseTo(7, 12);
    expect([1e-7, 0, -1].map((value) => said(acidity, value))).toEqual([
      'ACQUIRED GOOD',
      'ACQUIRED BAD',
      'ACQUIRED BAD',
    ]);
  });

  it('that a conversion takes beyond a double is kept as the largest one, BAD', () => {
    const reading = { conversion: { scale: 1e18, offset: 0 }, storage: { kind: 'float64' as const } };
    expect(cell(reading, -1e300).value).toBe(-Number.MAX_VALUE);
    expect(said(reading, -1e300)).toBe('ACQUIRED BAD');
    expect(said(reading, 1)).toBe('ACQUIRED GOOD');
  });

  it('that was converted is a single where converting back gives the text', () => {
    const reading: Partial<ColumnReading> = { ...single, conversion: { scale: -9.80665, offset: 0 } };
    expect(kept(reading, [0.001, 1.00013])).toEqual([-9.80665 * 0.001, -9.80665 * 1.00013].map(Math.fround));
    expect(kept(reading, [1.000000134])).toEqual([-9.80665 * 1.000000134]);
  });
});

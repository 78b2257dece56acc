import { describe, expect, it } from 'vitest';
import { unpackFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { type ColumnReading, flagsOf } from '../../../../shared/domain/telemetry/reading.ts';

const READING: ColumnReading = {
  unit: 'FU1',
  series: 'co2',
  channel: 'co2',
  storage: { kind: 'decimal', scale: 0 },
  origin: 'MEASURED',
  missing: [],
  validRange: null,
};

const said = (reading: Partial<ColumnReading>, value: number, at = 0) => {
  const { quality, acquisitionStatus } = unpackFlags(flagsOf({ ...READING, ...reading }, value, at));
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
      const flags = flagsOf({ ...READING, origin: 'SETPOINT', missing, validRange: [0, 100] }, value, 0);
      expect(unpackFlags(flags).origin).toBe('SETPOINT');
    }
  });
});

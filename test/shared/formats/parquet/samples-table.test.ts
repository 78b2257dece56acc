import { describe, expect, it } from 'vitest';
import { asUnconverted, packFlags } from '../../../../shared/domain/telemetry/flags.ts';
import { sampleGroups } from '../../../../shared/formats/parquet/samples-table.ts';

const MISSING = packFlags({ quality: 'BAD', acquisitionStatus: 'INVALID', origin: 'MEASURED' });

describe('the samples of an export', () => {
  it('have no value where the number is in another unit than the table says, with a status of its own', () => {
    const samples = {
      times: Float64Array.of(0, 1, 2),
      values: Float64Array.of(36.65, 310.45, -999),
      flags: Uint8Array.of(0, asUnconverted(0), MISSING),
    };
    const [columns] = sampleGroups({ unit: 'FU1', series: 'temperature', ucum: 'Cel', samples });
    const of = (name: string) => columns!.find((column) => column.name === name)!;
    expect(of('value')).toMatchObject({ optional: true, values: Float64Array.of(36.65, Number.NaN, -999) });
    const { type, values } = of('status');
    const words = type.kind === 'words' ? type.words : [];
    expect([...values].map((code) => words[Number(code)])).toEqual(['ACQUIRED', 'UNCONVERTED', 'INVALID']);
    expect(samples.values[1]).toBe(310.45);
  });
});

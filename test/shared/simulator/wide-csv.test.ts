import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../shared/domain/telemetry/frame.ts';
import { writeWideCsv } from '../../../shared/simulator/wide-csv.ts';

const FRAME: Frame = {
  times: Float64Array.of(0, 60_500_000),
  columns: [
    {
      series: 'temperature',
      storage: { kind: 'decimal', scale: 2 },
      values: Float64Array.of(37, 0),
      flags: 0,
    },
    { series: 'glevel', storage: { kind: 'float64' }, values: Float64Array.of(Number.NaN, 0.1), flags: 0 },
  ],
};

describe('writeWideCsv', () => {
  it('writes ISO times, all decimals of a decimal series, and nothing where there is no sample', () => {
    const text = writeWideCsv(FRAME, 'gmt', [
      { header: 'T', series: 'temperature' },
      { header: 'frame', text: (row) => `#${row}` },
      { header: 'g', series: 'glevel' },
    ]);
    expect(text).toBe(
      'gmt,T,frame,g\n1970-01-01T00:00:00Z,37.00,#0,\n1970-01-01T00:01:00.500Z,0.00,#1,0.1\n',
    );
  });

  it('names the series that the frame lacks', () => {
    expect(() => writeWideCsv(FRAME, 'gmt', [{ header: 'x', series: 'co2' }])).toThrow(
      'no series "co2" in the frame; it has temperature, glevel',
    );
  });
});

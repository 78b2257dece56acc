import { describe, expect, it } from 'vitest';
import { limitTracesOf, violated } from '../../../../shared/domain/anomaly/limit-runs.ts';
import { band, HOUR, regular, T0 } from './unit-history.ts';

describe('the limits that a value violates', () => {
  const limits = band({ watch: [20, 30], severe: [10, 40], distress: [null, 35] });

  it('do not include a bound that it equals', () => {
    expect(violated(30, limits, 'HIGH')).toBeNull();
    expect(violated(20, limits, 'LOW')).toBeNull();
    expect(violated(40, limits, 'HIGH')).toEqual({ severity: 'DISTRESS', bound: 35 });
  });

  it('are told by the worst of them, each side by itself', () => {
    expect(violated(41, limits, 'HIGH')).toEqual({ severity: 'SEVERE', bound: 40 });
    expect(violated(9.999, limits, 'LOW')).toEqual({ severity: 'SEVERE', bound: 10 });
    expect(violated(19, limits, 'LOW')).toEqual({ severity: 'WATCH', bound: 20 });
    expect(violated(19, limits, 'HIGH')).toBeNull();
  });

  it('include a limit of 0', () => {
    expect(violated(0.1, band({ warning: [null, 0] }), 'HIGH')).toEqual({ severity: 'WARNING', bound: 0 });
  });
});

describe('the trace of a limit in a bucket', () => {
  it('keeps few runs of a signal that flickers about its limit all day', () => {
    const values = Array.from({ length: 20_000 }, (_, i) => (i % 5 < 2 ? 31 : 29));
    const traces = limitTracesOf(regular('temperature', values, 1), [band({ watch: [null, 30] })]);
    expect(traces).toHaveLength(1);
    expect(traces[0]!.runs).toEqual([
      { kind: 'BEYOND', n: 2, from: T0, to: T0 + 1e6, first: 31, worst: 31, last: 31 },
      { kind: 'WITHIN', n: 12_000, last: 29 },
    ]);
  });

  it('joins the samples beyond that too few within interrupt', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i % 5 < 3 ? 31 + i / 10_000 : 29));
    const [trace] = limitTracesOf(regular('temperature', values, 1), [band({ watch: [null, 30] })]);
    expect(trace!.runs).toEqual([
      { kind: 'BEYOND', n: 6000, from: T0, to: T0 + 9_997e6, first: 31, worst: 31.9997, last: 31.9997 },
      { kind: 'WITHIN', n: 2, last: 29 },
    ]);
  });

  it('is of the samples in the band’s own time, its end excluded', () => {
    const limits = [band({ watch: [null, 0], from: T0 + HOUR, to: T0 + 3 * HOUR })];
    const [trace] = limitTracesOf(regular('temperature', [1, 2, 3, 4, 5]), limits);
    expect(trace!.runs).toMatchObject([{ n: 2, first: 2, last: 3 }]);
  });
});

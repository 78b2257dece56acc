import { expect, it } from 'vitest';
import { receptionOf } from '../../../../shared/domain/telemetry/completeness.ts';
import { unitRange } from '../../../../shared/domain/telemetry/unit-range.ts';

it('is from the first sample of any series to the last of any', () => {
  const of = (...times: number[]) => ({
    reception: { ...receptionOf(Float64Array.from(times), 1)!, valid: times.length },
  });
  expect(unitRange([{ series: [of(5, 9), of(3, 7)] }, { series: [of(20)] }])).toEqual({ from: 3, to: 20 });
  expect(unitRange([])).toBeNull();
});

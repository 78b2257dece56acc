import { expect, it } from 'vitest';
import { rangeOver } from '../../../../shared/domain/telemetry/range.ts';

it('is over all ranges that are known', () => {
  expect(rangeOver([{ from: 3, to: 5 }, null, { from: 1, to: 4 }])).toEqual({ from: 1, to: 5 });
  expect(rangeOver([null])).toBeNull();
});

import { expect, it } from 'vitest';
import { combinedAccuracy } from '../../../../shared/domain/twins/combined-accuracy.ts';

it('two sensors of ±0.3 tell a difference to ±0.42; of sensors that say nothing, nothing is known', () => {
  expect(combinedAccuracy(0.3)).toBeCloseTo(0.424264, 6);
  expect(combinedAccuracy(null)).toBeNull();
});

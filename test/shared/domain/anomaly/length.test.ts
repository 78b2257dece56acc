import { expect, it } from 'vitest';
import { lengthText } from '../../../../shared/domain/anomaly/length.ts';

it('A length is the one that the numbers beside it say, so that no list says two', () => {
  expect(lengthText(0, 29 * 60e6, { lengthSeconds: 1800, missingSamples: 30 })).toBe('30 min');
  expect(lengthText(0, 29 * 60e6, { worst: 3 })).toBe('29 min');
});

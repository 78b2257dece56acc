import { expect, it } from 'vitest';
import { isSameScale, scaleDigits } from '../../../../shared/domain/pit/scale-confirmation.ts';

it('a scale is told in no more digits than confirm it', () => {
  expect([0.76, 25_400 / 1200, 1000].map(scaleDigits)).toEqual(['0.76', '21.16667', '1000']);
  for (const scale of [0.7600001, 1 / 3, 0.0123456789, 10_000 / 13_157.8947])
    expect(isSameScale(Number(scaleDigits(scale)), scale), String(scale)).toBe(true);
});

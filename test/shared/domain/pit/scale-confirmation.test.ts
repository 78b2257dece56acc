import { expect, it } from 'vitest';
import { isSameScale, scaleDigits } from '../../../../shared/domain/pit/scale-confirmation.ts';

it('a scale is told in no more digits than confirm it', () => {
  // As a PNG has 0.76 µm, in whole pixels per metre.
  expect(scaleDigits(1e6 / 1_315_789)).toBe('0.76');
  expect([0.76, 25_400 / 1200, 1000].map(scaleDigits)).toEqual(['0.76', '21.1667', '1000']);
  for (const scale of [0.7600001, 1 / 3, 0.0123456789, 1e6 / 1_315_789, 50])
    expect(isSameScale(Number(scaleDigits(scale)), scale), String(scale)).toBe(true);
});

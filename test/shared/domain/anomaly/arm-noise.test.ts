import { describe, expect, it } from 'vitest';
import { armNoiseSchema } from '../../../../shared/domain/anomaly/arm-noise.ts';

const NOISE = {
  ...{ unit: 'FU1', series: 'temperature', phi: 0.6, phiSd: 0.03, sd: 0.04, degrees: 1000 },
  ...{ reference: 'siblings', of: [{ unit: 'FU2', series: 'temperature' }] },
};

describe('what an arm has learnt of a noise', () => {
  it('is read back as it was kept, and never without a spread', () => {
    expect(armNoiseSchema.parse(NOISE)).toEqual(NOISE);
    for (const wrong of [{ sd: 0 }, { degrees: 0 }])
      expect(armNoiseSchema.safeParse({ ...NOISE, ...wrong }).success).toBe(false);
  });
});

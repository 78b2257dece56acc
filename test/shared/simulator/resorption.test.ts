import { describe, expect, it } from 'vitest';
import { type MissionOptions, unitsOf } from '../../../shared/simulator/mission.ts';
import { activityOf, resorptionCauses } from '../../../shared/simulator/resorption.ts';
import { HEALTHY } from './mission.ts';

const THREE_ARMS: MissionOptions = { ...HEALTHY, centrifuge: true };

describe('how much cells dig', () => {
  it('is moved by gravity in flight, and by CO2 in all that flies', () => {
    const [gravity, co2] = resorptionCauses({ ...THREE_ARMS, co2Aboard: 0.3 });
    expect(gravity).toEqual({ cause: 'gravity', arms: ['flight'], ratio: 2.5 });
    expect(co2).toMatchObject({ cause: 'co2', arms: ['flight', 'centrifuge'] });
    // 5.3 against 5 % are −0.0253 of pH, and 15.5 times that of the logarithm.
    expect(Math.log(co2!.ratio)).toBeCloseTo(15.5 * Math.log10(5.3 / 5), 12);
  });

  it('is moved by gravity alone where the air is the same', () => {
    expect(resorptionCauses(HEALTHY).map(({ cause }) => cause)).toEqual(['gravity']);
  });

  it('scatters between units of an arm by a quarter, whatever moves it', () => {
    const logs = Array.from({ length: 400 }, (_, seed) => {
      const mission = { ...THREE_ARMS, seed };
      const ground = unitsOf(mission).at(-1)!;
      return Math.log(activityOf(mission, ground));
    });
    const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length;
    const sd = Math.sqrt(logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (logs.length - 1));
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(sd - 0.25)).toBeLessThan(0.025);
    const [first] = unitsOf(THREE_ARMS);
    const still = activityOf(THREE_ARMS, first!);
    const [, co2] = resorptionCauses({ ...THREE_ARMS, co2Aboard: 0.3 });
    expect(activityOf({ ...THREE_ARMS, co2Aboard: 0.3 }, first!) / still).toBeCloseTo(co2!.ratio, 12);
  });
});

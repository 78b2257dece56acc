import { describe, expect, it } from 'vitest';
import { compareArms } from '../../../../shared/domain/comparison/compare-arms.ts';
import {
  evenUnits,
  falsePositives,
  planOf,
  unitsForExact,
} from '../../../../shared/domain/comparison/plan.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { detectableEffect, standardizedGroups } from '../../../../shared/stats/effect-size.ts';
import { addToMoments, startMoments } from '../../../../shared/stats/moments.ts';
import { studentTOutside } from '../../../../shared/stats/student-t.ts';

const LOG = { scale: 'ratio', sd: 0.25 } as const;
const unpaired = (n: number) => planOf(evenUnits(n, false), LOG);
const paired = (n: number) => planOf(evenUnits(n, true), LOG);

describe('what so many units can show', () => {
  it.each([
    [3, 2.15],
    [4, 1.81],
    [5, 1.66],
    [6, 1.57],
    [8, 1.46],
  ])('at %i units per arm is a ratio of %d or more', (n, ratio) => {
    expect(unpaired(n).smallest).toBeCloseTo(ratio, 2);
  });

  it('at 3 units per arm is 3.07 standard deviations, as an answer of such units says', () => {
    expect(unpaired(3).effect).toBeCloseTo(3.07, 2);
    const arm = (values: readonly number[]) => values.map((value, i) => ({ unit: `U${i}`, value }));
    const how = { scale: 'difference', by: 'units' } as const;
    const answer = compareArms(arm([1, 2, 3]), arm([0, 1, 2]), how);
    // Units of both arms have a standard deviation of 1.
    expect(!('code' in answer) && answer.minimumDetectable).toBeCloseTo(unpaired(3).effect ?? 0, 9);
    expect(planOf(evenUnits(3, false), { scale: 'difference', sd: 2 }).smallest).toBeCloseTo(6.14, 2);
  });

  it('is told in standard deviations of the differences where units are paired', () => {
    expect(paired(4).effect).toBeCloseTo(detectableEffect({ df: 3, toShift: 2 }), 12);
  });

  it.each([
    [3, 0.1, 0.25],
    [4, 0.0285714285714286, 0.125],
    [5, 0.00793650793650794, 0.0625],
    [6, 0.00216450216450216, 0.03125],
    [7, 0.000582750582750583, 0.015625],
    [8, 0.0001554001554001554, 0.0078125],
  ])('has at %i a smallest exact p of %d, of pairs %d', (n, p, ofPairs) => {
    expect(unpaired(n).smallestP).toBeCloseTo(p, 15);
    expect(paired(n).smallestP).toBe(ofPairs);
  });

  it('reaches .05 by the exact test from 4 units per arm or 6 pairs on, and less from more on', () => {
    expect([unitsForExact(0.05, false), unitsForExact(0.05, true)]).toEqual([4, 6]);
    expect([unitsForExact(0.05 / 4, false), unitsForExact(0.05 / 4, true)]).toEqual([5, 8]);
    expect(unitsForExact(1e-300, true)).toBeNull();
  });

  it('is nothing below two units of each', () => {
    expect(unpaired(1)).toMatchObject({ effect: null, smallest: null, oneIncubator: [], smallestP: 1 });
    expect(paired(1)).toMatchObject({ effect: null, smallestP: 1 });
    expect(planOf({ by: 'units', blocks: [{ a: 3, b: 0 }] }, LOG)).toMatchObject({
      effect: null,
      smallestP: null,
    });
  });

  it('takes donors that arms share as blocks', () => {
    const blocks = [
      { a: 2, b: 2 },
      { a: 2, b: 2 },
    ];
    const plan = planOf({ by: 'blocks', blocks }, LOG);
    expect(plan.units).toEqual({ a: 4, b: 4 });
    expect(plan.effect).toBeCloseTo(detectableEffect({ df: 5, toShift: Math.sqrt(2) }), 12);
    expect(plan.smallestP).toBeCloseTo(2 / 36, 15);
  });
});

describe('one incubator per arm', () => {
  // Simulated counts of pits, four slices per unit: units differ by .25 of the logarithm, and counts of their slices (about 23
  // pits each, negative binomial of size 8) scatter themselves. Each share was measured in some 600 experiments.
  const OF_COUNTS = Math.sqrt(0.25 ** 2 + (1 / 8 + 1 / 23.4) / 4);
  const freedomOf = (n: number) => ({ df: 2 * n - 2, toShift: Math.sqrt(n / 2) });

  it.each([
    [3, 0.092, 0.168],
    [4, 0.119, 0.218],
    [6, 0.166, 0.296],
    [8, 0.211, 0.377],
  ])('passes for an effect at %i units per arm as often as was measured in counts', (n, at15, at25) => {
    const standardError = (share: number) => Math.sqrt((share * (1 - share)) / 600);
    for (const [incubatorSd, measured] of [
      [0.15, at15],
      [0.25, at25],
    ] as const) {
      const share = falsePositives(freedomOf(n), incubatorSd / OF_COUNTS);
      expect(Math.abs(share - measured)).toBeLessThan(2 * standardError(measured));
    }
  });

  it('passes for an effect in 5 % where incubators do not differ', () => {
    expect(falsePositives(freedomOf(3), 0)).toBeCloseTo(0.05, 12);
  });

  it.each([3, 4, 6, 8])('passes for an effect at %i units per arm as often as in simulated units', (n) => {
    const { normal } = randomStream(12, `${n} units`);
    const experiments = 4000;
    for (const { incubatorSd, share } of unpaired(n).oneIncubator) {
      const arm = () => {
        const incubator = incubatorSd * normal();
        const moments = startMoments();
        for (let unit = 0; unit < n; unit++) addToMoments(moments, incubator + 0.25 * normal());
        return moments;
      };
      let found = 0;
      for (let i = 0; i < experiments; i++) {
        const { d, df, toShift } = standardizedGroups(arm(), arm())!;
        if (studentTOutside(Math.abs(d * toShift), df) < 0.05) found++;
      }
      expect(Math.abs(found / experiments - share)).toBeLessThan(
        3 * Math.sqrt((share * (1 - share)) / experiments),
      );
    }
  });
});

import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/simulator/random.ts';
import { rateRatio, type UnitCount } from '../../../shared/stats/rate-ratio.ts';
import { studentTOutside } from '../../../shared/stats/student-t.ts';
import { armOfNoEffect, totalOf } from '../../support/pit-counts.ts';

const units = (...all: readonly (readonly [count: number, exposure: number])[]): UnitCount[] =>
  all.map(([count, exposure]) => ({ count, exposure }));

/** Pits of five units an arm over mm², four slices each (oracles of small_n), and what R 4.2.2 makes of them. */
const GROUND = units([139, 22.149], [72, 25.345], [90, 22.732], [104, 22.477], [84, 24.877]);
const FLIGHT = units([46, 20.884], [59, 24.291], [133, 24.988], [123, 25.625], [85, 22.412]);

const pOf = (a: readonly UnitCount[], b: readonly UnitCount[]): number | null => {
  const ratio = rateRatio(a, b);
  return ratio === null ? null : studentTOutside(Math.abs(ratio.log.difference) / ratio.log.se, ratio.log.df);
};

const RUNS = 600;

/** Share of experiments without any effect in which p is .05 or less. */
function falseShare(
  n: number,
  { pits, incubatorSd }: { readonly pits: number; readonly incubatorSd: number },
): number {
  const random = randomStream(20261129, `${n} ${pits} ${incubatorSd}`);
  const arm = () => armOfNoEffect(random, n, { pits, incubatorSd }).map(totalOf);
  let found = 0;
  for (let run = 0; run < RUNS; run++) {
    const p = pOf(arm(), arm());
    if (p !== null && p <= 0.05) found++;
  }
  return found / RUNS;
}

describe('a ratio of rates by unit totals', () => {
  it('agrees with the quasi-Poisson fit of R', () => {
    const ratio = rateRatio(FLIGHT, GROUND);
    expect(ratio?.log.difference).toBeCloseTo(-0.09730268945203, 9);
    // R's iteration ends eight digits in.
    expect(ratio?.log.se).toBeCloseTo(0.2169869003811, 8);
    expect(ratio!.dispersion / 10.982455794655).toBeCloseTo(1, 5);
    expect(ratio?.log.df).toBe(8);
    expect(pOf(FLIGHT, GROUND)).toBeCloseTo(0.6657419090331, 7);
  });

  it.each([
    ['counts nothing in a group', units([0, 1], [0, 1]), GROUND],
    ['has too few units', units([3, 1]), units([4, 1])],
    ['has units that scatter by nothing', units([2, 1], [2, 1]), units([4, 2], [4, 2])],
  ])('is none where it %s', (_, a, b) => {
    expect(rateRatio(a, b)).toBeNull();
  });

  it('turned round is the opposite, and does not ask in what unit the area is', () => {
    const [one, other] = [rateRatio(FLIGHT, GROUND), rateRatio(GROUND, FLIGHT)];
    expect(other?.log.difference).toBeCloseTo(-one!.log.difference, 12);
    const micrometres = (all: readonly UnitCount[]) =>
      all.map(({ count, exposure }) => ({ count, exposure: exposure * 1e6 }));
    const scaled = rateRatio(micrometres(FLIGHT), micrometres(GROUND));
    expect(scaled?.log.se).toBeCloseTo(one!.log.se, 12);
  });

  // Two standard errors of a share of .05 in 600 runs are .018.
  it.each([3, 4, 5, 6, 8])(
    'finds an effect that is none in .03 to .07 of experiments, ± 2 SE: %i units',
    (n) => {
      const share = falseShare(n, { pits: 80, incubatorSd: 0 });
      expect(share).toBeGreaterThan(0.03 - 0.018);
      expect(share).toBeLessThan(0.07 + 0.018);
    },
  );

  it.each([
    [3, 0.15, 0.092],
    [4, 0.15, 0.119],
    [6, 0.15, 0.166],
    [8, 0.15, 0.211],
    [3, 0.25, 0.168],
    [4, 0.25, 0.218],
    [6, 0.25, 0.296],
    [8, 0.25, 0.377],
  ])(
    'finds one too often where an arm is one incubator: %i units, incubators that scatter by %f of the logarithm',
    (n, incubatorSd, expected) => {
      const share = falseShare(n, { pits: 80, incubatorSd });
      // Two such estimates of 600 runs each.
      const error = 2 * Math.sqrt((2 * expected * (1 - expected)) / RUNS);
      expect(Math.abs(share - expected)).toBeLessThan(error);
    },
  );
});

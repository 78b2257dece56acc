import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/simulator/random.ts';
import { shrunkEffects } from '../../../shared/stats/shrunk-effects.ts';

/** Of 2,000 effects a share is normal with the spread given, all others nothing; errors differ threefold. */
function simulated(share: number, spread: number, seed: number) {
  const random = randomStream(seed, `${share} ${spread}`);
  const rows = Array.from({ length: 2000 }, () => {
    const error = 0.2 * Math.exp(0.4 * random.normal());
    const truth = random.uniform() < share ? spread * random.normal() : 0;
    return { truth, error, effect: truth + error * random.normal() };
  });
  return {
    rows,
    shrunk: shrunkEffects(
      Float64Array.from(rows, ({ effect }) => effect),
      Float64Array.from(rows, ({ error }) => error),
    ),
  };
}

const squares = (values: readonly number[]) => values.reduce((sum, one) => sum + one * one, 0);

describe('shrunkEffects', () => {
  it.each([
    [0.15, 1],
    [0.5, 0.3],
    [1, 1],
  ])(
    'is nearer to the truth than what was measured, and nearly as near as with the prior known (%f, %f)',
    (share, spread) => {
      const { rows, shrunk } = simulated(share, spread, 1);
      const apart = squares(rows.map(({ truth }, i) => shrunk[i]! - truth));
      const known = rows.map(({ effect, error, truth }) => {
        const density = (variance: number) => Math.exp(-(effect ** 2) / variance / 2) / Math.sqrt(variance);
        const [some, none] = [share * density(spread ** 2 + error ** 2), (1 - share) * density(error ** 2)];
        return ((some / (some + none)) * effect * spread ** 2) / (spread ** 2 + error ** 2) - truth;
      });
      expect(apart).toBeLessThan(squares(rows.map(({ effect, truth }) => effect - truth)));
      expect(apart).toBeLessThan(1.05 * squares(known));
    },
  );

  it('changes no sign and lets no effect grow', () => {
    const { rows, shrunk } = simulated(0.2, 1, 2);
    rows.forEach(({ effect }, i) => {
      expect(shrunk[i]! * Math.sign(effect)).toBeGreaterThanOrEqual(0);
      expect(Math.abs(shrunk[i]!)).toBeLessThanOrEqual(Math.abs(effect));
    });
  });

  it('draws all of it to nothing where nothing differs', () => {
    const { rows, shrunk } = simulated(0, 1, 3);
    expect(Math.sqrt(squares([...shrunk]) / rows.length)).toBeLessThan(0.02);
  });

  it('leaves what is known well, beside what drowns in its error', () => {
    const effects = Float64Array.of(3, ...Array.from({ length: 200 }, (_, i) => 0.1 * Math.cos(i)), 3);
    const errors = Float64Array.of(0.1, ...Array.from({ length: 200 }, () => 0.1), 3);
    const shrunk = shrunkEffects(effects, errors);
    expect(shrunk[0]).toBeGreaterThan(2.9);
    expect(shrunk.at(-1)!).toBeLessThan(0.5);
  });

  it('knows nothing of no effect, and leaves its inputs as they are', () => {
    expect([...shrunkEffects(new Float64Array(0), new Float64Array(0))]).toEqual([]);
    const effects = Float64Array.of(0, 0);
    expect([...shrunkEffects(effects, Float64Array.of(1, 1))]).toEqual([0, 0]);
    expect([...effects]).toEqual([0, 0]);
  });
});

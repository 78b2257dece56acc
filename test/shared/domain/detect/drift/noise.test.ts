import { describe, expect, it } from 'vitest';
import { BLOCKS_PER_DAY } from '../../../../../shared/domain/detect/drift/block.ts';
import { foldDrift } from '../../../../../shared/domain/detect/drift/fold-drift.ts';
import { beliefOf, COLD, isQuiet, stirred, warmer } from '../../../../../shared/domain/detect/drift/noise.ts';
import { startDrift } from '../../../../../shared/domain/detect/drift/state.ts';
import { randomStream } from '../../../../../shared/simulator/random.ts';
import { BLOCKS, FIRST, RULE } from '../../../../support/drift-blocks.ts';

const STEP = 0.1;
const LEAST = STEP / Math.sqrt(12);

const warm = (count: number, difference: number) => {
  let warmth = COLD;
  for (let i = 0; i < count; i++) warmth = warmer(warmth, difference);
  return warmth;
};

describe('what is believed of a residual that is quieter than its resolution', () => {
  it('is nothing for a day, and then that it scatters by two steps', () => {
    expect(isQuiet({}, warm(11, 0), LEAST)).toBe(false);
    expect(isQuiet({}, warm(12, 0), LEAST)).toBe(true);
    expect(beliefOf({}, warm(143, 0), LEAST)).toBeNull();
    const belief = beliefOf({}, warm(144, 0), LEAST)!;
    expect(Math.sqrt(belief.variance / (1 - belief.phi ** 2))).toBeCloseTo(2 * STEP, 12);
    expect(belief.degrees).toBe(Number.POSITIVE_INFINITY);
  });

  it('is the same of a declared noise that lies below the resolution, at once', () => {
    expect(isQuiet({ sd: 0.01 }, COLD, LEAST)).toBe(true);
    const belief = beliefOf({ sd: 0.01, phi: 0.7 }, COLD, LEAST)!;
    expect(Math.sqrt(belief.variance / (1 - 0.49))).toBeCloseTo(2 * STEP, 12);
  });

  it('is given up where it begins to scatter, and not for one jump', () => {
    expect(isQuiet({}, stirred(warm(144, 0), 50 * STEP, LEAST), LEAST)).toBe(true);
    let warmth = warm(144, 0);
    for (let i = 0; i < 20; i++) warmth = stirred(warmth, 3 * STEP, LEAST);
    expect(isQuiet({}, warmth, LEAST)).toBe(false);
    for (let i = 0; i < 1000; i++) warmth = stirred(warmth, 0, LEAST);
    expect(warmth.steps).toBeLessThanOrEqual(2 * 144);
    expect(isQuiet({}, warmth, LEAST)).toBe(true);
  });

  it('is nothing for ever where no resolution is declared', () => {
    expect(beliefOf({}, warm(1000, 0), 0)).toBeNull();
    expect(isQuiet({}, warm(1000, 0), 0)).toBe(true);
  });
});

/** Two sensors that are read to 0.1 °C and are quieter than that: what they differ by, over 30 days. */
function coarse(name: string, moved: (block: number) => number) {
  const random = randomStream(9, name);
  const apart = 0.2 * random.uniform();
  let room = 0;
  const rounded = (value: number) => Math.round(value / STEP) * STEP;
  return Array.from({ length: 3 * BLOCKS }, (_, i) => {
    let sum = 0;
    for (let minute = 0; minute < 10; minute++) {
      room = 0.998 * room + 0.02 * Math.sqrt(1 - 0.998 ** 2) * random.normal();
      sum += rounded(37 + room + apart + moved(i)) - rounded(37 + room);
    }
    return { id: FIRST + i, residual: sum / 10, below: -0.5, above: 0.5 };
  });
}

const judged = (name: string, moved: (block: number) => number) => {
  const { state, closed } = foldDrift(startDrift(), coarse(name, moved), {
    ...RULE,
    ...{ noise: {}, leastSd: LEAST, end: FIRST + 3 * BLOCKS },
  });
  return [...closed, ...(state.open === null ? [] : [state.open])];
};

describe('a residual that is quieter than its resolution', () => {
  const names = Array.from({ length: 20 }, (_, i) => `pair ${i}`);

  it('raises nothing where its readings only round apart', () => {
    expect(names.flatMap((name) => judged(name, () => 0))).toEqual([]);
  });

  it('is told of where it went by two or three steps', () => {
    const day = 5;
    for (const name of names) {
      const [drift] = judged(name, (i) => 0.1 * Math.max(0, i / BLOCKS_PER_DAY - day));
      const after = (drift!.raised - FIRST) / BLOCKS_PER_DAY - day;
      expect(after).toBeGreaterThan(1);
      expect(after).toBeLessThan(3);
    }
  });
});

/** Ten days of the residual of a sensor, with what a fault adds to its noise. */
import type { ResidualBlock } from '../../shared/domain/detect/drift/block.ts';
import { type DriftRule, foldDrift } from '../../shared/domain/detect/drift/fold-drift.ts';
import { startDrift } from '../../shared/domain/detect/drift/state.ts';
import { chartThresholds } from '../../shared/domain/detect/drift/thresholds.ts';
import { randomStream } from '../../shared/simulator/random.ts';

export const DAY = 144;
export const FIRST = 2_900_000;
export const BLOCKS = 10 * DAY;
export const RULE: DriftRule = {
  thresholds: chartThresholds({ falsePages: 0.05, blocks: BLOCKS, charts: 2 }),
  noise: { phi: 0.7, sd: 0.05, mean: 0 },
  leastSd: 0.003,
  end: FIRST + BLOCKS,
  canPage: true,
};

/** AR(1) of φ 0.7 and sd 0.05, with what a fault adds. */
export function blocksOf(moved: (block: number) => number, name = 'one', count = BLOCKS): ResidualBlock[] {
  const random = randomStream(4, name);
  let noise = 0.05 * random.normal();
  return Array.from({ length: count }, (_, i) => {
    noise = 0.7 * noise + 0.05 * Math.sqrt(1 - 0.49) * random.normal();
    return { id: FIRST + i, residual: noise + moved(i), below: -0.5, above: 0.5 };
  });
}

export const ramp = (perDay: number, from: number) => (i: number) =>
  i < from ? 0 : (perDay * (i - from)) / DAY;
export const step =
  (size: number, from: number, to = Number.POSITIVE_INFINITY) =>
  (i: number) =>
    i >= from && i < to ? size : 0;
export const fold = (blocks: Iterable<ResidualBlock>, rule = RULE) => foldDrift(startDrift(), blocks, rule);

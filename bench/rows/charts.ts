/**
 * Control charts over weeks of minutes, a chart each: the two-sided cumulative sum that drift is judged by, with the onset
 * of each side, and beside it the exponentially weighted mean that drift is compared with (docs/drift.md).
 */
import { randomStream } from '../../shared/simulator/random.ts';
import { addToCusum, startCusum } from '../../shared/stats/cusum.ts';
import type { BenchRow, BenchSide } from '../bench-row.ts';
import { samplesOf, seedOf } from '../settings.ts';

const SAMPLES = 10_080_000;
const WEEK = 10_080;
const K = 0.15;
const LAMBDA = 0.05;

async function ours(): Promise<BenchSide> {
  const random = randomStream(seedOf(), 'charts');
  const weeks = Array.from({ length: Math.ceil(samplesOf(SAMPLES) / WEEK) }, () =>
    Float64Array.from({ length: WEEK }, () => random.normal()),
  );
  return {
    async run() {
      const check = weeks.reduce((sum, scores) => sum + charted(scores), 0);
      return { millions: (weeks.length * WEEK) / 1e6, check };
    },
  };
}

/** A number that depends on every score, so that no work can be left out. */
function charted(scores: Float64Array): number {
  const cusum = startCusum(0);
  let weighted = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    weighted = (1 - LAMBDA) * weighted + LAMBDA * score;
    addToCusum(cusum, score, K, i);
  }
  return cusum.up + cusum.down + cusum.upSince + cusum.downSince + weighted;
}

const row: BenchRow = {
  row: 'charts',
  unit: 'M samples/s',
  better: 'more',
  goal: { value: 200 },
  async prepare() {},
  sides: { ours },
};
export default row;

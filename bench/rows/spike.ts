/**
 * SPIKE over one page: every sample held against the exact median and median absolute deviation of the fifteen before
 * it. The series is noisy on purpose (five steps of its resolution), since a quiet one is seen through sooner.
 */
import { spikeFactsOf } from '../../shared/domain/detect/spike/spike.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import type { BenchRow, BenchSide } from '../bench-row.ts';
import { samplesOf, seedOf } from '../settings.ts';

const SAMPLES = 10_000_000;
const RULE = { resolution: 0.01, periodSeconds: 1, settling: [] };
const NOISE = 0.05;

async function ours(): Promise<BenchSide> {
  const random = randomStream(seedOf(), 'spike');
  const length = samplesOf(SAMPLES);
  const times = new Float64Array(length);
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    times[i] = i * 1e6;
    values[i] = Math.round((37 + NOISE * random.normal()) / RULE.resolution) * RULE.resolution;
  }
  return {
    async run() {
      const { spikes } = spikeFactsOf({ times, values }, RULE);
      return { millions: length / 1e6, check: spikes.length };
    },
  };
}

const row: BenchRow = {
  row: 'spike',
  unit: 'M samples/s',
  better: 'more',
  goal: { value: 25 },
  note: 'a window of 15 where the goal was set for 11; of noise far above the resolution every sample takes the order of its window, at a third of this',
  async prepare() {},
  sides: { ours },
};
export default row;

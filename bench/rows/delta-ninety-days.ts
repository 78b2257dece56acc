/** One request for the delta of 90 days of a channel at 1 Hz in 2,000 windows, over HTTP, on the local stack. */
import { median } from '../../shared/stats/median.ts';
import type { BenchRow, BenchSide } from '../bench-row.ts';
import { CHANNEL } from '../sets/ninety-days.ts';
import { prepareTwinHome, startTwinStack, type TwinStack } from '../twin-home.ts';

const ASKED = 21;
/** 1,994 windows of 90 days. */
const RESOLUTION = 'PT65M';

async function ours(): Promise<BenchSide> {
  let running: TwinStack | null = null;
  return {
    async run(directory) {
      running ??= await startTwinStack(directory);
      const millis = new Float64Array(ASKED);
      let check = 0;
      for (let i = 0; i < ASKED; i++) {
        const began = performance.now();
        const text = await running.ask(`channel=${CHANNEL}&resolution=${RESOLUTION}`);
        millis[i] = performance.now() - began;
        check = text.length;
      }
      return { value: median(millis)!, check };
    },
  };
}

const row: BenchRow = {
  row: 'delta-ninety-days',
  unit: 'ms',
  better: 'less',
  goal: { value: 50 },
  note: 'real HTTP, gateway, bundle and tables on disk; twins of 8 channels in 16 downlinks a day, two phases; a warm instance',
  prepare: prepareTwinHome,
  sides: { ours },
};
export default row;

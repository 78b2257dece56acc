/** Dollars of a day of one pair: 32 channels at 1 Hz of either unit, in 16 downlinks a unit. */
import { dollarsOf } from '../../shared/domain/cost/bill.ts';
import type { BenchRow } from '../bench-row.ts';
import { MeteredRun } from '../cost/metered-run.ts';
import { twinDefinition } from '../cost/twin-definition.ts';
import { CHANNEL_COUNT } from '../sets/channels.ts';
import { wideCsvFiles } from '../sets/wide-csv.ts';
import { samplesOf, seedOf } from '../settings.ts';

const DOWNLINKS = 16;
/** Seconds of a day, of both units and all their channels. */
const SAMPLES = 86_400 * 2 * CHANNEL_COUNT;

const row: BenchRow = {
  row: 'cost-day',
  unit: '$/M samples',
  better: 'less',
  goal: { value: 0.0005 },
  isOnce: true,
  note: 'in process over ports in memory, with the meter of the local stack; processor time stands for GB-seconds, so waiting for AWS and cold starts are not in it',
  async prepare() {},
  sides: {
    async ours() {
      return {
        async run() {
          const ticks = Math.floor(samplesOf(SAMPLES) / (2 * CHANNEL_COUNT));
          const files = (seed: number) =>
            wideCsvFiles({
              seed,
              ticks,
              ticksEach: Math.ceil(ticks / DOWNLINKS),
              jitter: true,
              channels: CHANNEL_COUNT,
            });
          const run = await MeteredRun.begin('cost', twinDefinition(CHANNEL_COUNT, 'PT1S'));
          const ground = files(seedOf() + 1);
          let number = 0;
          for (const flight of files(seedOf())) {
            number++;
            await run.downlink(`flight-${number}.csv`, flight);
            await run.downlink(`ground-${number}.csv`, ground.next().value ?? '');
          }
          return { value: (dollarsOf(run.take()) / (ticks * 2 * CHANNEL_COUNT)) * 1e6 };
        },
      };
    },
  },
};
export default row;

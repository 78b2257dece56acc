/** Dollars of one small downlink that touches one bucket of one unit: the sixteen of a day, on average. */
import { dollarsOf } from '../../shared/domain/cost/bill.ts';
import type { BenchRow } from '../bench-row.ts';
import { MeteredRun } from '../cost/metered-run.ts';
import { twinDefinition } from '../cost/twin-definition.ts';
import { CHANNEL_COUNT } from '../sets/channels.ts';
import { wideCsvFiles } from '../sets/wide-csv.ts';
import { seedOf } from '../settings.ts';

const DOWNLINKS = 16;
const TICKS_EACH = 60;

const row: BenchRow = {
  row: 'cost-downlink',
  unit: '$/downlink',
  better: 'less',
  goal: { value: 0.000_06 },
  isOnce: true,
  note: 'of a pair whose twins both send; measured as cost-day',
  async prepare() {},
  sides: {
    async ours() {
      return {
        async run() {
          const files = (seed: number) =>
            wideCsvFiles({
              seed,
              ticks: TICKS_EACH * DOWNLINKS,
              ticksEach: TICKS_EACH,
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
          return { value: dollarsOf(run.take()) / (2 * number) };
        },
      };
    },
  },
};
export default row;

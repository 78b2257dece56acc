/** What a year of one pair is billed for lying in the archive, over what is in force of it: 32 channels at 1 Hz, 16 downlinks a day and unit. */
import type { BenchRow } from '../bench-row.ts';
import { keptBytes, overLive, since } from '../cost/kept-bytes.ts';
import { MeteredRun } from '../cost/metered-run.ts';
import { twinDefinition } from '../cost/twin-definition.ts';
import { CHANNEL_COUNT } from '../sets/channels.ts';
import { wideCsvFiles } from '../sets/wide-csv.ts';
import { samplesOf, seedOf } from '../settings.ts';

const DOWNLINKS = 16;
/** Of which the second is taken for every day of the year. */
const DAYS = 2;
const SAMPLES = DAYS * 86_400 * 2 * CHANNEL_COUNT;

const row: BenchRow = {
  row: 'cost-storage-year',
  unit: 'x',
  better: 'less',
  goal: { value: 1.5 },
  isOnce: true,
  note: 'byte-days under the lifecycle rules of the template, of the second of two days taken in over ports in memory; raw files, which stay for ever, are not in it',
  async prepare() {},
  sides: {
    async ours() {
      return {
        async run() {
          const ticks = Math.floor(samplesOf(SAMPLES) / (2 * CHANNEL_COUNT));
          const ticksEach = Math.ceil(ticks / DAYS / DOWNLINKS);
          const files = (seed: number) =>
            wideCsvFiles({ seed, ticks, ticksEach, jitter: true, channels: CHANNEL_COUNT });
          const run = await MeteredRun.begin('cost', twinDefinition(CHANNEL_COUNT, 'PT1S'));
          const ground = files(seedOf() + 1);
          let firstDay = keptBytes(run.archive);
          let number = 0;
          for (const flight of files(seedOf())) {
            number++;
            await run.downlink(`flight-${number}.csv`, flight);
            await run.downlink(`ground-${number}.csv`, ground.next().value ?? '');
            if (number === DOWNLINKS) firstDay = keptBytes(run.archive);
          }
          return { value: overLive(since(firstDay, keptBytes(run.archive))) };
        },
      };
    },
  },
};
export default row;

/**
 * What one day of a pair counts, by AWS' units, for docs/capacity.md: `npm run bench -- cost-day` prices the same.
 *
 *   node bench/cost/counts-of-day.ts
 */

import { CHANNEL_COUNT } from '../sets/channels.ts';
import { wideCsvFiles } from '../sets/wide-csv.ts';
import { keptBytes } from './kept-bytes.ts';
import { MeteredRun } from './metered-run.ts';
import { twinDefinition } from './twin-definition.ts';

const DOWNLINKS = 16;
const DAY_SECONDS = 86_400;
const SEED = 1;

for (const [period, seconds] of [
  ['PT1M', 60],
  ['PT1S', 1],
] as const) {
  const ticks = DAY_SECONDS / seconds;
  const files = (seed: number) =>
    wideCsvFiles({ seed, ticks, ticksEach: ticks / DOWNLINKS, jitter: true, channels: CHANNEL_COUNT });
  const run = await MeteredRun.begin('cost', twinDefinition(CHANNEL_COUNT, period));
  const ground = files(SEED + 1);
  let number = 0;
  let rawBytes = 0;
  for (const flight of files(SEED)) {
    const other = ground.next().value ?? '';
    number++;
    rawBytes += flight.length + other.length;
    await run.downlink(`flight-${number}.csv`, flight);
    await run.downlink(`ground-${number}.csv`, other);
  }
  console.log(
    JSON.stringify({ period, downlinks: 2 * number, rawBytes, ...run.take(), kept: keptBytes(run.archive) }),
  );
}

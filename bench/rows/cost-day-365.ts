/** What an in-order downlink costs on day 365, over what it cost on day 2: the first with a day before it. */
import { dollarsOf } from '../../shared/domain/cost/bill.ts';
import type { Counts } from '../../shared/domain/cost/usage.ts';
import type { BenchRow } from '../bench-row.ts';
import { MeteredRun } from '../cost/metered-run.ts';
import { twinDefinition } from '../cost/twin-definition.ts';
import { START_SECONDS } from '../sets/channels.ts';
import { samplesOf } from '../settings.ts';

const CHANNELS = 2;
const TICKS_EACH = 40;
/** Of which each has one downlink of either unit. */
const DAYS = 365;
const SECONDS_PER_DAY = 86_400;

/** A few samples of that day; the bucket of a unit is a day because the definition declares 1 Hz. */
function dayFile(day: number): string {
  const lines = ['time,temperature1,temperature2'];
  for (let tick = 0; tick < TICKS_EACH; tick++) {
    const millis = (START_SECONDS + day * SECONDS_PER_DAY + 3600 + tick) * 1000;
    lines.push(
      `${millis},${(37 + ((day + tick) % 7) / 100).toFixed(2)},${(36.9 + (tick % 5) / 100).toFixed(2)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Without the processor's time, which a busy machine stretches: the requests are what could grow. */
const requestsOf = (counts: Counts) => dollarsOf({ ...counts, gbSeconds: 0 });

const row: BenchRow = {
  row: 'cost-day-365',
  unit: 'x',
  better: 'less',
  goal: { value: 1.1 },
  isOnce: true,
  note: 'requests alone, without processor time; in process over ports in memory, small downlinks of a pair',
  async prepare() {},
  sides: {
    async ours() {
      return {
        async run() {
          const run = await MeteredRun.begin('cost', twinDefinition(CHANNELS, 'PT1S'));
          const days = Math.max(4, Math.min(DAYS, Math.floor(samplesOf(DAYS * 1000) / 1000)));
          const dollars: number[] = [];
          for (let day = 0; day < days; day++) {
            await run.downlink(`flight-${day}.csv`, dayFile(day));
            await run.downlink(`ground-${day}.csv`, dayFile(day));
            dollars.push(requestsOf(run.take()));
          }
          return { value: dollars[days - 1]! / dollars[1]! };
        },
      };
    },
  },
};
export default row;

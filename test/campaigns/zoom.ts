/**
 * Zooms a channel of twins in the console from ninety days at 1 Hz, 7.8 million samples of either unit, to one minute, by
 * the wheel in a real browser, and says how long each step took: from the notch until the curves stand on the screen at
 * the resolution that fits, and which tasks of the page were long.
 *
 *   node test/campaigns/zoom.ts [--runs 3] [--pause 150] [--directory /tmp/howship-zoom] [--channel temperature1]
 *
 * Fills a home of the local stack first, in minutes; the next run finds it. Fails where the median is above 100 ms, the
 * 90th percentile above 250 ms, or a task of the page is longer than 200 ms.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { prepareTwinHome, twinHomeIn } from '../../bench/twin-home.ts';
import { quantileOfSorted } from '../../shared/stats/quantile.ts';
import { launchChromium } from '../support/chromium.ts';
import { startStack } from '../support/local-stack.ts';
import { type Zoomed, zoomIn } from '../support/zoom.ts';

const GOAL = { median: 100, p90: 250, longTask: 200 } as const;
const MINUTE = 60;
const WIDTH = 1280;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { runs: text, pause: text, directory: text, channel: text },
});
const { runs, pause, directory, channel } = z
  .object({
    runs: z.coerce.number().int().positive().default(3),
    pause: z.coerce.number().int().nonnegative().default(150),
    directory: z.string().default(join(tmpdir(), 'howship-zoom')),
    channel: z.string().default('temperature1'),
  })
  .parse(values);

await prepareTwinHome(directory);
const stack = startStack(twinHomeIn(directory));
const { url, token } = await stack.ready;
const browser = await launchChromium();
const all: Zoomed[] = [];
try {
  for (let run = 1; run <= runs; run++) {
    const context = await browser.newContext({ viewport: { width: WIDTH, height: 900 }, locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${url}/#token=${token}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto(`${url}/#/e/bench/twins?channel=${channel}`);
    const zoomed = await zoomIn(page, { seconds: MINUTE, pauseMs: pause });
    all.push(zoomed);
    console.log(`run ${run}: ${told(zoomed)}`);
    await context.close();
  }
} finally {
  await browser.close();
  await stack.stop();
}
const steps = all.flatMap((one) => one.steps);
const longTasks = all.flatMap((one) => one.longTasks);
console.log(`all ${runs} runs: ${told({ steps, longTasks })}`);
const sharp = steps.map((one) => one.sharp);
const isMet =
  quantileOf(sharp, 0.5) <= GOAL.median &&
  quantileOf(sharp, 0.9) <= GOAL.p90 &&
  longTasks.every((one) => one <= GOAL.longTask);
console.log(
  isMet ? 'the goal is met' : `the goal is missed: median 100 ms, 90th percentile 250 ms, tasks 200 ms`,
);
process.exit(isMet ? 0 : 1);

function told({ steps: of, longTasks: long }: Zoomed): string {
  const line = (name: 'drawn' | 'sharp') => {
    const millis = of.map((one) => one[name]);
    const [median, p90, most] = [0.5, 0.9, 1].map((p) => Math.round(quantileOf(millis, p)));
    return `${name} ${median} ms in the median, ${p90} at the 90th percentile, ${most} at most`;
  };
  const worst =
    long.length === 0 ? 'none' : `${long.length}, the longest ${Math.round(Math.max(...long))} ms`;
  const slow = of
    .filter((one) => one.sharp > GOAL.p90)
    .map((one) => `${Math.round(one.sharp)} ms to ${Math.round(one.span)} s`);
  const slowest = slow.length === 0 ? '' : `; slow steps: ${slow.join(', ')}`;
  return `${of.length} steps; ${line('drawn')}; ${line('sharp')}${slowest}; tasks above 50 ms: ${worst}`;
}

function quantileOf(list: readonly number[], p: number): number {
  return quantileOfSorted(Float64Array.from(list).sort(), p) ?? Number.NaN;
}

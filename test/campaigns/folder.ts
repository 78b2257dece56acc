/**
 * Drops a folder of small files on the console in a real browser, follows it to its end, and says how fast the files went
 * in, how much memory the page held and which of its tasks were long.
 *
 *   node test/campaigns/folder.ts [--files 2000]
 *
 * Fails where a file did not come in, the page holds more than 100 MB of objects, or shows more than its share of cards.
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import * as z from 'zod';
import { groupedText } from '../../shared/domain/words/count.ts';
import { startConsole } from '../support/console.ts';
import { bringUplink, choose, openUplink, table } from '../support/uplink-experiment.ts';

const MOST_MEGABYTES = 100;
const MOST_CARDS = 160;
const LOOK_EVERY_MS = 10_000;

const { values } = parseArgs({ options: { files: { type: 'string' } } });
const { files: count } = z
  .object({ files: z.coerce.number().int().positive().max(10_000).default(2000) })
  .parse(values);

const seenSchema = z.object({
  text: z.string(),
  cards: z.number(),
  longTasks: z.array(z.number()),
});

/** What the page says of all files, and what it has drawn. */
const seenOn = async (page: Page) =>
  seenSchema.parse(
    await page.evaluate(`({
      text: /[\\d,]+ of [\\d,]+ files done[^\\n]*/.exec(document.body.innerText)?.[0] ?? '',
      cards: document.querySelectorAll('.cards > li').length,
      longTasks: window.longTasks ?? [],
    })`),
  );

const stack = await startConsole();
try {
  await bringUplink(stack);
  const { page, context } = await openUplink(stack);
  const devtools = await context.newCDPSession(page);
  const megabytes = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  await page.evaluate(`new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) (window.longTasks ??= []).push(duration);
  }).observe({ type: 'longtask' }); 0`);
  const began = performance.now();
  await choose(
    page,
    Array.from({ length: count }, (_, i) => ({
      name: `n${i}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(table(2_000_000 + 10 * i, 2)),
    })),
  );
  const done = `${groupedText(count)} of ${groupedText(count)} files done`;
  let most = 0;
  let mostCards = 0;
  let before = '';
  for (let still = 0; still < 30; ) {
    await page.waitForTimeout(LOOK_EVERY_MS);
    const { text, cards, longTasks } = await seenOn(page);
    most = Math.max(most, await megabytes());
    mostCards = Math.max(mostCards, cards);
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(
      `${seconds} s: ${text}; ${cards} cards, ${most.toFixed(0)} MB at most, ${longTasks.length} long tasks, the longest ${Math.max(0, ...longTasks).toFixed(0)} ms`,
    );
    if (text.startsWith(done)) break;
    still = text === before ? still + 1 : 0;
    before = text;
  }
  const { text } = await seenOn(page);
  const faults = [
    // What was refused, say, would be counted behind it.
    ...(text === done ? [] : [`it ended with "${text}"`]),
    ...(most > MOST_MEGABYTES ? [`the page held ${most.toFixed(0)} MB`] : []),
    ...(mostCards > MOST_CARDS ? [`${mostCards} cards were drawn`] : []),
  ];
  for (const fault of faults) console.log(`expected all files in and a small page: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  await stack.stop();
}

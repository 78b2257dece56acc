/**
 * One picture of each page of the console, as docs/console/ keeps them (UPDATE_GOLDEN=1 draws them anew), and all of them
 * in three widths and both themes in a folder of the machine, for whoever looks at them (HOWSHIP_PICTURES names it).
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleStack, PROJECT, settled, startConsole } from '../support/console.ts';
import { fillConsole, PAGES } from '../support/console-experiments.ts';
import { smallPicture } from '../support/small-picture.ts';

const KEPT = join(PROJECT, 'docs/console');
const MOST_BYTES = 100_000;
const WIDTH = 1000;

let stack: ConsoleStack;
beforeAll(async () => {
  stack = await startConsole();
  await fillConsole(stack);
}, 300_000);
afterAll(() => stack.stop());

describe('the pictures of the console', () => {
  it('are one per page, and small', async () => {
    const isDrawn = process.env.UPDATE_GOLDEN === '1';
    if (isDrawn) {
      const { page, context } = await stack.open('#/', { width: WIDTH });
      mkdirSync(KEPT, { recursive: true });
      for (const [name, address] of Object.entries(PAGES)) {
        await page.goto(`${stack.url}/${address}`);
        await settled(page);
        writeFileSync(join(KEPT, `${name}.png`), smallPicture(await page.screenshot()));
      }
      await context.close();
    }
    // Those of the tutorial stand in a folder of their own.
    const kept = existsSync(KEPT) ? readdirSync(KEPT).filter((name) => name.endsWith('.png')) : [];
    expect(kept.toSorted()).toEqual(
      Object.keys(PAGES)
        .map((name) => `${name}.png`)
        .toSorted(),
    );
    expect(kept.filter((name) => statSync(join(KEPT, name)).size > MOST_BYTES)).toEqual([]);
  }, 240_000);

  it('are made in three widths and both themes', async () => {
    const folder = process.env.HOWSHIP_PICTURES ?? mkdtempSync(join(tmpdir(), 'howship-pictures-'));
    mkdirSync(folder, { recursive: true });
    for (const width of [390, 1280, 1920])
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, context, complaints } = await stack.open('#/', { width, colorScheme });
        for (const [name, address] of Object.entries(PAGES)) {
          await page.goto(`${stack.url}/${address}`);
          await settled(page);
          await page.screenshot({
            path: join(folder, `${name}-${width}-${colorScheme}.png`),
            fullPage: true,
          });
        }
        expect(complaints).toEqual([]);
        await context.close();
      }
    expect(readdirSync(folder).length).toBeGreaterThanOrEqual(6 * Object.keys(PAGES).length);
  }, 400_000);
});

/** What holds of every page of the console, for everybody who reads it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { TABS } from '../../functions/web/address/route.ts';
import { barriers } from '../support/barriers.ts';
import { type ConsoleStack, overhang, settled, startConsole } from '../support/console.ts';
import { fillConsole, MORE_PAGES, PAGES } from '../support/console-experiments.ts';
import { onPaper } from '../support/paper.ts';

let stack: ConsoleStack;

const DISPLAYS =
  "[...document.querySelectorAll('table.figures')].map((one) => getComputedStyle(one).display)";

beforeAll(async () => {
  stack = await startConsole();
  await fillConsole(stack);
}, 300_000);
afterAll(() => stack.stop());

describe('every page of the console', () => {
  it('is on the list of those that are looked at here', () => {
    const listed = Object.values(PAGES).map((address) => address.split(/[/?]/)[3]);
    for (const tab of TABS) expect(listed, `test/support/console-experiments.ts lacks ${tab}`).toContain(tab);
  });

  for (const width of [390, 1280])
    for (const colorScheme of ['light', 'dark'] as const)
      it(`keeps nobody out, and is no wider than its window: ${width} px, ${colorScheme}`, async () => {
        const { page, context, complaints } = await stack.open('#/', { width, colorScheme });
        // What is there little or much of is drawn with the same colours.
        const more = (width === 390) === (colorScheme === 'dark') ? MORE_PAGES : {};
        for (const [name, address] of Object.entries({ ...PAGES, ...more })) {
          await page.goto(`${stack.url}/${address}`);
          await settled(page);
          expect([name, await barriers(page)]).toEqual([name, []]);
          expect([name, await overhang(page)]).toEqual([name, 0]);
        }
        // The browser itself tells of each answer above 399.
        expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
        await context.close();
      }, 240_000);

  it('keeps its tables on paper, each row a line and not a card, with the date and the address', async () => {
    // As narrow as a sheet of A4.
    const { page, context } = await stack.open('#/', { width: 718 });
    for (const [name, address] of Object.entries({ ...PAGES, ...MORE_PAGES })) {
      await page.goto(`${stack.url}/${address}`);
      await settled(page);
      await onPaper(page, async () => {
        const shapes = z.array(z.string()).parse(await page.evaluate(DISPLAYS));
        expect([name, shapes.filter((one) => one !== 'table')]).toEqual([name, []]);
        const head = page.getByText(/^Printed \d+ \w+ \d{4} .* UTC from /);
        expect([name, await head.innerText()]).toEqual([name, expect.stringContaining(address)]);
      });
      expect([name, await page.getByText(/^Printed/).isVisible()]).toEqual([name, false]);
    }
    await context.close();
  }, 240_000);

  it('asks for the token without keeping anybody out', async () => {
    const { page, context } = await stack.visit({ width: 390 });
    await page.goto(`${stack.url}/`);
    await page.getByLabel('Bearer token').waitFor();
    expect(await barriers(page)).toEqual([]);
    await context.close();
  });
});

/** The report as a browser shows it. `HOWSHIP_SHOTS=<folder>` keeps what it looked like. */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { twinsApi } from '../../../support/api.ts';
import { launchChromium } from '../../../support/chromium.ts';
import { measuredPage } from '../../../support/measured-page.ts';

const SHOTS = process.env.HOWSHIP_SHOTS;

let html: string;
let browser: Browser;
beforeAll(async () => {
  const api = await twinsApi();
  html = await (await api.ask('/v1/experiments/twins/report')).text();
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** Runs in the page. */
const HEAD_SHOWN = "getComputedStyle(document.querySelector('thead')).display";

const asked: string[] = [];

async function shown(width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  page.on('request', (request) => asked.push(request.url()));
  await page.setContent(html);
  if (SHOTS !== undefined) {
    await page.screenshot({ path: join(SHOTS, `report-${width}-${colorScheme}.png`), fullPage: true });
  }
  return page;
}

describe('the report in a browser', () => {
  it.each([390, 1280, 1920])(
    'fits into %d px, light and dark, with all its figures and texts',
    async (width) => {
      for (const scheme of ['light', 'dark'] as const) {
        const page = await shown(width, scheme);
        const measured = await measuredPage(page);
        expect({ scheme, ...measured }).toMatchObject({ overflow: 0, outside: [], clipped: [], figures: 2 });
        // Both units and their difference, and the swatches of the legend.
        expect(measured.lines).toEqual([6, 6]);
        expect(measured.smallest).toBeGreaterThanOrEqual(10);
        expect(measured.colours[0]).not.toBe(measured.colours[1]);
        expect(contrast(measured.colours)).toBeGreaterThan(7);
        await page.close();
      }
      expect(asked.filter((url) => !url.startsWith('data:') && url !== 'about:blank')).toEqual([]);
    },
  );

  it('prints light, with the wide figures', async () => {
    const page = await shown(390, 'dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await measuredPage(page)).toMatchObject({
      figures: 2,
      colours: [expect.anything(), 'rgb(255, 255, 255)'],
    });
    // Paper is as wide as a table: rows are rows on it.
    expect(await page.evaluate(HEAD_SHOWN)).toBe('table-header-group');
    // Closer, and nothing of what qualifies a number is left out.
    const texts =
      "[...document.querySelectorAll('.notes li, .why, .attention li')].map((one) => one.offsetHeight)";
    const heights = await page.evaluate<number[]>(texts);
    expect([heights.length > 20, heights.filter((height) => height === 0)]).toEqual([true, []]);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });

  it('is found by what a reader of the screen says of it', async () => {
    const page = await shown(1280, 'light');
    const figures = await page.getByRole('img').all();
    expect(figures).toHaveLength(2);
    expect(await page.getByRole('img', { name: 'P1 temperature' }).count()).toBe(1);
    expect(await page.getByRole('columnheader', { name: 'pair, channel' }).count()).toBe(1);
    expect(await page.locator('script, link, img, iframe, object').count()).toBe(0);
    await page.close();
  });
});

/** WCAG 2, of two colours as `rgb(r, g, b)`. */
function contrast(colours: readonly string[]): number {
  const [a = 0, b = 0] = colours.map((colour) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Differences in the console: pair by pair and phase by phase, and across units, in a real browser. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleStack, overhang, startConsole } from '../support/console.ts';
import { bringTwins } from '../support/console-twins.ts';
import { onPaper, sheetsOf } from '../support/paper.ts';

const CHANNELS = 200;

let stack: ConsoleStack;

const DISPLAY = "getComputedStyle(document.querySelector('table.figures')).display";

/** Without a sample, and more channels than anybody reads at once. */
function manyChannels(): string {
  const ids = Array.from({ length: CHANNELS }, (_, i) => `c${i + 1}`);
  const columns = (unit: string) => Object.fromEntries(ids.map((id) => [id, { unit, channel: id }]));
  return JSON.stringify({
    id: 'many',
    arms: [
      { id: 'flight', kind: 'SPACEFLIGHT' },
      { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    ],
    units: [
      { id: 'F1', arm: 'flight' },
      { id: 'G1', arm: 'ground' },
    ],
    pairs: [{ id: 'P1', flight: 'F1', ground: 'G1' }],
    channels: ids.map((id) => ({ id, unit: 'Cel', period: 'PT1M' })),
    sources: ['F1', 'G1'].map((unit) => ({
      ...{ id: unit.toLowerCase(), match: `${unit.toLowerCase()}.csv`, columns: columns(unit) },
      time: { column: 't', formats: ['ISO8601'] },
    })),
  });
}

beforeAll(async () => {
  stack = await startConsole();
  await bringTwins(stack);
  const path = join(stack.work, 'many.yaml');
  writeFileSync(path, manyChannels());
  await stack.must('experiment', 'apply', path);
}, 240_000);
afterAll(() => stack.stop());

describe('differences', () => {
  it('stand by phase, with why a number is not there, and lead to their curves', async () => {
    const { page, context, complaints, hosts } = await stack.open('#/e/twins/deltas?pair=P1');
    const rows = page.locator('tbody tr');
    await rows.nth(2).waitFor();
    const phases = await page.locator('td[data-label=phase]').allInnerTexts();
    expect(phases).toEqual(['all armed time', 'stowage', 'culture']);
    await rows.nth(1).getByText('n/a: not armed').waitFor();
    await rows.nth(1).getByText('not judged: not armed').waitFor();
    await rows.nth(2).getByText('CONFOUNDED', { exact: false }).waitFor();
    await page.getByLabel('Phase').selectOption('culture');
    await rows.nth(1).waitFor({ state: 'detached' });
    expect(page.url()).toContain('phase=culture');
    await rows.first().getByRole('link', { name: 'temperature' }).click();
    await page.waitForURL(/twins\?pair=P1&channel=temperature&from=2026-03-01T07.*&to=/);
    await page.getByText('T+00:00 to', { exact: false }).first().waitFor();
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(stack.url).host]);
    await context.close();
  });

  it('are shown across units with a mark for each, and say what is not compared', async () => {
    const { page, context, complaints } = await stack.open('#/e/twins/deltas');
    await page.getByLabel('Compare').selectOption('units');
    await page.getByText('1 v 1 units', { exact: false }).first().waitFor();
    expect(await page.locator('.unit-dots .mark').count()).toBe(6);
    // Each card says of which arms it is, and that the margin of a channel is not theirs.
    expect(await page.locator('.unit-dots figcaption').first().innerText()).toMatch(/^\w+ − \w+: /);
    await page.getByText('no margin for arms', { exact: false }).first().waitFor();
    await page
      .getByText('how far units of one arm are apart is known from 2 of each on', { exact: false })
      .first()
      .waitFor();
    await page.getByLabel('Channels with').fill('ph');
    await page.getByLabel('Channels with').press('Enter');
    await page.getByText('No channel was compared between arms.').waitFor();
    expect(page.url()).toContain('across=units');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are printed as a table of few sheets, with why a number is not there below it', async () => {
    const { page, context } = await stack.open('#/e/twins/deltas');
    await page.locator('tbody tr').nth(2).waitFor();
    const why = page.locator('ol.on-paper li').first();
    expect(await why.isVisible()).toBe(false);
    await onPaper(page, async () => {
      expect(await why.innerText()).toContain('no ');
      expect(await page.locator('td .on-paper').first().innerText()).toBe('(1)');
    });
    await page.goto(`${stack.url}/#/e/many/deltas`);
    await page.getByText('page 1 of 4, 200 channels', { exact: false }).waitFor({ timeout: 60_000 });
    expect(await sheetsOf(page)).toBeLessThanOrEqual(3);
    await context.close();
  });

  it('stand side by side down to a tablet, and no page is wider than its window', async () => {
    const { page, context } = await stack.open('#/e/twins/deltas', { width: 1150 });
    await page.locator('tbody tr').nth(2).waitFor();
    for (const width of [1150, 901, 820, 761, 760]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await overhang(page)]).toEqual([width, 0]);
      const shape = await page.evaluate(DISPLAY);
      expect([width, shape]).toEqual([width, width > 760 ? 'table' : 'block']);
    }
    await context.close();
  });

  it('of 200 channels are no wall: 60 to a page, and found by a part of their name', async () => {
    const { page, context, complaints } = await stack.open('#/e/many/deltas', { width: 390 });
    await page.getByText('page 1 of 4, 200 channels', { exact: false }).waitFor({ timeout: 60_000 });
    expect(await page.locator('tbody tr').count()).toBe(60);
    expect(await overhang(page)).toBe(0);
    await page.getByRole('link', { name: 'Channels after' }).click();
    await page.getByText('page 2 of 4, 200 channels', { exact: false }).waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'c61', exact: true }).waitFor();
    await page.getByLabel('Channels with').fill('c19');
    await page.getByLabel('Channels with').press('Enter');
    await page.getByRole('link', { name: 'c199', exact: true }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(11);
    await page.goto(`${stack.url}/#/e/many/deltas?channel=%3Cb%3E`);
    await page.getByText('No channel of the experiment has “<b>” in its name.').waitFor();
    await page.goto(`${stack.url}/#/e/many/deltas?pair=P9`);
    await page.getByText('The experiment has no pair P9.', { exact: false }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});

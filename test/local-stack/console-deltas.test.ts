/** Differences in the console: pair by pair and phase by phase, and across units, in a real browser. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleStack, overhang, startConsole } from '../support/console.ts';
import { bringTwins } from '../support/console-twins.ts';

const CHANNELS = 200;

let stack: ConsoleStack;

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

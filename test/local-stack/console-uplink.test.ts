/** Files on their way in from the console, and all that can come between, in a real browser on a real stack. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ConsoleStack, overhang, startConsole, type Visitor } from '../support/console.ts';
import {
  ADDRESS,
  ALL,
  arrivedOf,
  bringUplink,
  choose,
  csv,
  holdPart,
  largeFile,
  mustBeIn,
  openUplink,
  PATIENCE_MS,
  rows,
  START,
  table,
  told,
  watchParts,
} from '../support/uplink-experiment.ts';

vi.setConfig({ testTimeout: 300_000 });
let stack: ConsoleStack;

beforeAll(async () => {
  stack = await startConsole();
  await bringUplink(stack);
}, 240_000);
afterAll(() => stack.stop());

const openPage = (visitor?: Visitor) => openUplink(stack, visitor);

async function another(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${stack.url}/#token=${stack.token}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goto(`${stack.url}/${ADDRESS}`);
  return page;
}

describe('a large file', () => {
  it('is read through in a worker, sent in parts of 8 MiB, and tells its rate and the time left', async () => {
    const { page, context, complaints } = await openPage();
    const parts = watchParts(context);
    const letGo = await holdPart(context, 4);
    await choose(page, largeFile(stack.work, 'large.csv', 10_000));
    await page.getByText(/of 27\.\d MB, .* per second, about .* left/).waitFor();
    letGo();
    await mustBeIn(page, parts);
    expect(parts.arrived.toSorted()).toEqual(ALL);
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('is not sent again where its bytes are here', async () => {
    const { page, context } = await openPage();
    const parts = watchParts(context);
    await choose(page, largeFile(stack.work, 'large.csv', 10_000));
    await page.getByText('nothing was sent again', { exact: false }).waitFor();
    expect(parts.arrived).toEqual([]);
    await context.close();
  });

  it('can be paused and goes on where it was', async () => {
    const { page, context, complaints } = await openPage();
    const parts = watchParts(context);
    const letGo = await holdPart(context, 2);
    await choose(page, largeFile(stack.work, 'paused.csv', 20_000));
    await arrivedOf(parts, 3);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused. What arrived is kept', { exact: false }).waitFor();
    letGo();
    await page.getByRole('button', { name: 'Go on' }).click();
    await mustBeIn(page, parts);
    expect(parts.arrived).toHaveLength(4);
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('goes on by itself when a lost line is back', async () => {
    const { page, context, complaints } = await openPage();
    const parts = watchParts(context);
    const letGo = await holdPart(context, 2);
    await choose(page, largeFile(stack.work, 'offline.csv', 30_000));
    await arrivedOf(parts, 3);
    await context.setOffline(true);
    letGo();
    await page.getByText('It goes on by itself when the stack answers again', { exact: false }).waitFor();
    await context.setOffline(false);
    await mustBeIn(page, parts);
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('goes on after the tab was closed, when the same file is chosen again', async () => {
    const path = largeFile(stack.work, 'closed.csv', 40_000);
    const { page, context } = await openPage();
    const parts = watchParts(context);
    const letGo = await holdPart(context, 2);
    await choose(page, path);
    await arrivedOf(parts, 3);
    await page.close();
    letGo();
    const again = await another(context);
    await choose(again, path);
    await mustBeIn(again, parts);
    await context.close();
  });

  it('waits for the next token where one is revoked, and goes on with it', async () => {
    const { page, context } = await openPage();
    const parts = watchParts(context);
    const letGo = await holdPart(context, 2);
    await choose(page, largeFile(stack.work, 'token.csv', 50_000));
    await arrivedOf(parts, 3);
    const refusal = { type: 'about:blank', title: 'Unauthorized', status: 401, code: 'token.unknown' };
    await context.route(`${stack.url}/v1/**`, (route) =>
      route.fulfill({ status: 401, json: { ...refusal, detail: 'the token is not accepted any more' } }),
    );
    letGo();
    await page.getByText('the token is not accepted any more').waitFor();
    await context.unroute(`${stack.url}/v1/**`);
    await page.getByLabel('Bearer token').fill(stack.token);
    await page.getByRole('button', { name: 'Open' }).click();
    await mustBeIn(page, parts);
    await context.close();
  });

  it('stops where somebody signs out, which is said; whoever signs in decides whether it goes on', async () => {
    const { page, context, complaints } = await openPage();
    const parts = watchParts(context);
    const letGo = await holdPart(context, 2);
    await choose(page, largeFile(stack.work, 'signed-out.csv', 80_000));
    await arrivedOf(parts, 3);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You signed out, which stopped 1 upload. What arrived is kept').waitFor();
    letGo();
    await page.getByLabel('Bearer token').fill(stack.token);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('Paused. What arrived is kept', { exact: false }).waitFor();
    expect(parts.arrived).toHaveLength(3);
    await page.getByRole('button', { name: 'Go on' }).click();
    await mustBeIn(page, parts);
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('is sent by one of two tabs, and the other says so', async () => {
    const path = largeFile(stack.work, 'both.csv', 60_000);
    const { page, context } = await openPage();
    const parts = watchParts(context);
    const letGo = await holdPart(context, 2);
    const other = await another(context);
    await choose(page, path);
    await arrivedOf(parts, 3);
    await choose(other, path);
    await other.getByText('sends this very file', { exact: false }).waitFor();
    letGo();
    await other.getByText('nothing was sent again', { exact: false }).waitFor();
    await mustBeIn(page, parts);
    expect(parts.arrived.toSorted()).toEqual(ALL);
    await context.close();
  });

  it('that changes on its way is not stored, and is said to have changed', async () => {
    const path = largeFile(stack.work, 'growing.csv', 70_000);
    const { page, context } = await openPage();
    const parts = watchParts(context);
    await holdPart(context, 2);
    await choose(page, path);
    await arrivedOf(parts, 3);
    await page.getByRole('button', { name: 'Pause' }).click();
    writeFileSync(path, table(0, 10));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText(/growing\.csv was not stored\. .*changed/).waitFor();
    await context.close();
  });
});

describe('files that somebody drops', () => {
  it('are taken from folders at any depth; hidden ones are left out, and what no source reads is said once', async () => {
    const folder = join(stack.work, 'dump');
    mkdirSync(join(folder, 'day 2'), { recursive: true });
    writeFileSync(join(folder, 'a.csv'), table(1_000_000, 5));
    writeFileSync(join(folder, 'day 2', 'b.csv'), table(1_000_100, 5));
    writeFileSync(join(folder, 'day 2', 'photo.jpg'), 'no telemetry');
    writeFileSync(join(folder, 'letter.pdf'), '%PDF-1.7');
    writeFileSync(join(folder, '.DS_Store'), 'x');
    const { page, context, complaints } = await openPage();
    await page.getByText('Drop files or folders here').waitFor();
    const box = await page.locator('.drop').boundingBox();
    const session = await context.newCDPSession(page);
    const drag = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: box!.x + 20, y: box!.y + 20, data: drag });
    await page.getByText('Left out, whose names begin with a dot: 1.').waitFor();
    await page.getByText('4 of 4 files done, 2 not stored').waitFor();
    await page.getByText('Nor was 1 other, for the same reason').waitFor();
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('may be empty, a picture, or named with markup, from right to left and in emoji: each is told as what it is', async () => {
    const names = ['<img src=x onerror=alert(1)>.csv', '\u202eevil\u202c.csv', '🧫 plate.csv'];
    const { page, context, complaints } = await openPage({ width: 390 });
    await choose(page, [
      ...names.map((name, i) => csv(name, table(3_000_000 + 100 * i, 5))),
      csv('empty.csv', ''),
      { name: 'scan.csv', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a0000000d', 'hex') },
    ]);
    await page.getByText('5 of 5 files done').waitFor();
    for (const name of names) await page.getByText(name).first().waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await overhang(page)).toBe(0);
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('are tried first and stored by one button', async () => {
    const { page, context } = await openPage();
    await page.getByLabel('Try only', { exact: false }).check();
    await choose(page, csv('first.csv', table(4_000_000, 5)));
    await page.getByText('Nothing was stored: this is what would happen', { exact: false }).waitFor();
    await page.getByText(/^Storing it would move /).waitFor();
    await page.getByRole('button', { name: 'Store this file' }).click();
    await page.getByText('Nothing was stored', { exact: false }).waitFor({ state: 'detached' });
    await page
      .locator('article', { hasText: 'first.csv' })
      .first()
      .getByText('INGESTED', { exact: true })
      .waitFor();
    await context.close();
  });
});

describe('what arrived', () => {
  it('shows each line that was rejected in its place, as text', async () => {
    const { page, context, complaints } = await openPage({ width: 390 });
    const lines = rows(5_000_000, 9).split('\n');
    lines[4] = `${START + 5_000_004},<b>warm</b>,`;
    await choose(page, csv('warm.csv', `t,temp,pad\n${lines.join('\n')}`));
    await page.getByText('1 of 1 file done').waitFor();
    const card = page.locator('article', { hasText: 'warm.csv' }).first();
    await card.getByText('1 sample rejected: not a number').waitFor();
    await card.getByText('What was rejected, line by line').click();
    await card.getByText('line 6, column temp', { exact: false }).waitFor();
    await card.locator('.lines li').nth(4).waitFor();
    expect(await card.locator('.lines li').allInnerTexts()).toEqual([
      ...[lines[2], lines[3], `rejected: ${lines[4]}`, lines[5], lines[6]],
    ]);
    expect(await page.locator('.lines b').count()).toBe(0);
    expect(await overhang(page)).toBe(0);
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('is drawn as a strip that tells its gaps without being seen, and lists what to request again', async () => {
    const { page, context, complaints } = await openPage();
    const strip = page.getByRole('img', {
      name: /^B1 temperature: .* complete, \d+ gaps? drawn; .*UTC, \w+/,
    });
    await strip.waitFor();
    const list = page.getByLabel('What to request again');
    await expect
      .poll(() => list.inputValue(), { timeout: PATIENCE_MS })
      .toMatch(/^1\. B1: after 2026-03-.*Z, before 2026-/);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy as CSV' }).click();
    await page.getByText('Copied the table as CSV.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain(
      'unit,channel,from,to,samples,cause',
    );
    expect(told(complaints)).toEqual([]);
    await context.close();
  });
});

describe('files that somebody drops all at once', () => {
  it('may be 2,000: they go in one after the other, are counted, and make no wall; a button stops them all', async () => {
    const files = Array.from({ length: 2000 }, (_, i) => csv(`n${i}.csv`, table(2_000_000 + 10 * i, 2)));
    const { page, context } = await openPage();
    await choose(page, files);
    await page.getByText(/^\d\d of 2,000 files done/).waitFor();
    await page.getByText('more files, counted above', { exact: false }).waitFor();
    expect(await page.locator('.cards > li').count()).toBeLessThan(160);
    await page.getByRole('button', { name: 'Pause all' }).click();
    await page.getByText(/of 2,000 files done, 1,\d\d\d paused/).waitFor();
    expect(await overhang(page)).toBe(0);
    await context.close();
  });
});

it('Receipts are shown the newest first, a hundred, and older ones when they are asked for', async () => {
  const headers = { authorization: `Bearer ${stack.token}`, 'content-type': 'application/json' };
  for (let i = 0; i < 120; i++) {
    const body = JSON.stringify({ fileName: `announced-${i}.csv`, bytes: 10 });
    await fetch(`${stack.url}/v1/experiments/uplink/downlinks`, { method: 'POST', headers, body });
  }
  const { page, context, complaints } = await openPage();
  const files = page.locator('section').filter({
    has: page.getByRole('heading', { name: 'Files, the newest first' }),
  });
  await files.getByText('announced-119.csv').waitFor();
  expect(await files.locator('.cards > li').count()).toBe(100);
  await files.getByText('The newest 100 files are shown, and there are older ones.').waitFor();
  expect(await files.getByText('announced-19.csv').count()).toBe(0);
  await files.getByRole('button', { name: 'Show 100 older' }).click();
  await files.getByText('announced-0.csv').waitFor();
  expect(told(complaints)).toEqual([]);
  await context.close();
});

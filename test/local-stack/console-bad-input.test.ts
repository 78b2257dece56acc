/** What goes wrong in front of a reader, each with its screen: tokens, clocks, lost stacks, empty channels, many of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHOWN, TITLE } from '../support/alarmed-console.ts';
import { type ConsoleStack, startConsole, type Visit } from '../support/console.ts';
import { CROWDED, fillConsole } from '../support/console-experiments.ts';
import { ADDRESS, bringUplink, START } from '../support/uplink-experiment.ts';

let stack: ConsoleStack;
beforeAll(async () => {
  stack = await startConsole();
  await fillConsole(stack);
}, 300_000);
afterAll(() => stack.stop());

const ALARMS = `#/e/${SHOWN}/alarms`;
const API = '**/v1/**';

/** The stack answers as it does to this other header or address. */
const asIf = (change: { token?: string; experiment?: string }) => (route: Route) => {
  const headers = { ...route.request().headers() };
  if (change.token !== undefined) headers.authorization = `Bearer ${change.token}`;
  const url = route.request().url();
  return route.continue({
    headers,
    url: change.experiment === undefined ? url : url.replace(`/${SHOWN}`, `/${change.experiment}`),
  });
};

const card = (page: Page) => page.locator('article', { hasText: 'LIMIT FU1 temperature' });

/** Time goes by at once, as far as the page knows. */
async function withClock(address: string): Promise<Visit> {
  const visited = await stack.visit();
  await visited.page.clock.install();
  await visited.page.goto(`${stack.url}/#token=${stack.token}`);
  await visited.page.getByRole('heading', { level: 1 }).waitFor();
  await visited.page.goto(`${stack.url}/${address}`);
  return visited;
}

describe('the console, where something is wrong', () => {
  it('asks again for a token that was revoked in mid-page, and comes back to the same place', async () => {
    const { page, context } = await stack.open(ALARMS);
    await card(page).waitFor();
    await page.route(API, asIf({ token: 'revoked' }));
    await card(page).getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByLabel('Bearer token').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(/token/i);
    await page.unroute(API);
    await page.getByLabel('Bearer token').fill(stack.token);
    await page.getByRole('button', { name: 'Open' }).click();
    await card(page).getByText('active', { exact: true }).waitFor();
    await context.close();
  });

  it('leaves nobody out for a late answer to what was asked with the token before', async () => {
    const { page, context } = await stack.open(ALARMS);
    await card(page).waitFor();
    let answerLate = () => {};
    const isAsked = new Promise<void>((asked) => {
      void page.route('**/alarms/**', async (route) => {
        if (route.request().method() !== 'POST') return route.fallback();
        answerLate = () => void route.fulfill({ status: 401, body: '{}' });
        asked();
      });
    });
    await card(page).getByRole('button', { name: 'Acknowledge' }).click();
    await isAsked;
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Bearer token').fill(stack.token);
    await page.getByRole('button', { name: 'Open' }).click();
    await card(page).waitFor();
    const isHeard = page.waitForResponse((response) => response.status() === 401);
    answerLate();
    await isHeard;
    await page.getByRole('link', { name: 'Twins', exact: true }).click();
    await page.waitForURL(/twins/);
    expect(await page.getByLabel('Bearer token').count()).toBe(0);
    await context.close();
  });

  it('says of an experiment that vanished that it did, and where the others are', async () => {
    const { page, context } = await stack.open(ALARMS);
    await card(page).waitFor();
    await page.route(API, asIf({ experiment: 'gone' }));
    await card(page).getByRole('button', { name: 'Acknowledge' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'It is not there any more' }).first();
    await alert.getByText('gone', { exact: false }).waitFor();
    await page.locator('.old').first().waitFor();
    await alert.getByRole('link', { name: 'All experiments' }).click();
    await page.getByRole('link', { name: 'loggers', exact: false }).first().waitFor();
    await context.close();
  });

  it('says of a channel without data that there is none, and never that all is well', async () => {
    const { page, context } = await stack.open('#/e/bare/arrived');
    await page.getByText('nothing came', { exact: false }).first().waitFor();
    await page.goto(`${stack.url}/#/e/bare/twins`);
    await page.getByText('No sample of these units has come yet', { exact: false }).first().waitFor();
    await page.goto(`${stack.url}/#/e/bare/alarms`);
    await page.getByText('Nothing was checked: no sample has come, so nothing is known').waitFor();
    const text = await page.locator('main').innerText();
    expect(text).not.toMatch(/CLEAN|100 %|all is well/);
    await context.close();
  });

  it('goes by the stack’s clock where that of the machine is a day wrong, and says that it is', async () => {
    for (const [days, says] of [
      [1, 'is 24 h ahead of the stack'],
      [-1, 'is 24 h behind the stack'],
    ] as const) {
      const right = await stack.open(ALARMS);
      const age = /as of 1 Mar 07:59 UTC, (\d+ d)/;
      await card(right.page).getByText('as of', { exact: false }).waitFor();
      const told = age.exec(await card(right.page).innerText())?.[1];
      const { page, context } = await stack.visit();
      await page.addInitScript(`{ const now = Date.now; Date.now = () => now() + ${days * 86_400_000}; }`);
      await page.goto(`${stack.url}/#token=${stack.token}`);
      await page.getByText(says, { exact: false }).waitFor();
      await page.goto(`${stack.url}/${ALARMS}`);
      await card(page).getByText('as of', { exact: false }).waitFor();
      expect(age.exec(await card(page).innerText())?.[1]).toBe(told);
      await right.context.close();
      await context.close();
    }
  });

  it('writes numbers in English whatever the language of the browser, and draws where Intl refuses that', async () => {
    for (const language of ['en-US@posix', 'de-DE']) {
      const { page, context, complaints } = await stack.visit();
      await page.addInitScript(
        `Object.defineProperty(Navigator.prototype, 'language', { get: () => '${language}' })`,
      );
      await page.goto(`${stack.url}/#token=${stack.token}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.goto(`${stack.url}/#/e/loggers/twins?channel=co2`);
      const chart = page.locator('.chart .u-over').first();
      await chart.waitFor();
      await expect
        .poll(async () => {
          await chart.hover({ position: { x: 60, y: 60 } });
          await chart.hover({ position: { x: 100, y: 60 } });
          return page.locator('.u-legend').first().innerText();
        })
        .toMatch(/\b(49|50),\d{3}\b/);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  it('follows an answer above 4 MB to where it is kept, under the policy of the page', async () => {
    // What no source maps is named in each receipt, and the page lists a hundred receipts.
    const header = Array.from({ length: 4000 }, (_, i) => `${'wide'.repeat(60)}${i}`).join(',');
    await bringUplink(stack);
    const files = Array.from({ length: 5 }, (_, i) => {
      const path = join(stack.work, `wide-${i}.csv`);
      writeFileSync(path, `t,temp,${header}\n${START + i},20${','.repeat(4000)}\n`);
      return path;
    });
    await stack.must('upload', ...files, '-e', 'uplink', '--wait');
    const { page, context, complaints, hosts } = await stack.open('#/');
    const kept = page.waitForResponse((response) => response.request().redirectedFrom() !== null);
    await page.goto(`${stack.url}/${ADDRESS}`);
    const answer = await kept;
    expect(answer.request().redirectedFrom()?.url()).toContain('/downlinks?order=newest');
    expect((await answer.body()).length).toBeGreaterThan(4_000_000);
    await page.getByRole('heading', { name: 'wide-4.csv' }).waitFor();
    expect([...hosts]).toContain(new URL(answer.url()).host);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('asks nothing while it is out of sight, and at once when it is looked at again', async () => {
    const { page, context } = await withClock(ALARMS);
    await card(page).waitFor();
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/alarms')) asked++;
    });
    const hide = (hidden: boolean) =>
      page.evaluate(
        `Object.defineProperty(document, 'hidden', { configurable: true, value: ${hidden} });
         document.dispatchEvent(new Event('visibilitychange'))`,
      );
    await hide(true);
    await page.clock.runFor(60_000);
    expect(asked).toBe(0);
    await hide(false);
    await expect.poll(() => asked).toBe(1);
    await context.close();
  });

  it('calls old what a hanging stack leaves in sight', async () => {
    const { page, context } = await withClock(ALARMS);
    await card(page).waitFor();
    await page.route('**/alarms', () => {});
    await page.clock.runFor(41_000);
    await page.getByText('Out of date: no newer answer has come', { exact: false }).waitFor();
    await page.locator('.old article').first().waitFor();
    await context.close();
  });

  it('lets people find one of 200 channels', async () => {
    const { page, context, complaints } = await stack.open(`#/e/${CROWDED}/arrived`);
    await page.getByText('400 channels in numbers').click();
    await page.getByRole('searchbox').first().fill('channel17');
    await page.getByText('20 of 400 shown').waitFor();
    await page.waitForURL(/q=channel17/);
    await page.getByText('channel179', { exact: false }).first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows markup, marks of direction and pictures in a name as text that stays where it stands', async () => {
    const { page, context } = await stack.open(ALARMS);
    const title = page.locator('h1 bdi', { hasText: 'Osteo' });
    await title.waitFor();
    expect(await title.innerText()).toBe(TITLE);
    expect(await page.locator('#bold').count()).toBe(0);
    await context.close();
  });
});

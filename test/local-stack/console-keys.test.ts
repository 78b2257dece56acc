/** The console by keyboard alone, and its times in the reader's own zone. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHOWN } from '../support/alarmed-console.ts';
import { type ConsoleStack, startConsole } from '../support/console.ts';
import { fillConsole } from '../support/console-experiments.ts';

let stack: ConsoleStack;
beforeAll(async () => {
  stack = await startConsole();
  await fillConsole(stack);
}, 300_000);
afterAll(() => stack.stop());

const focused = (page: Page) =>
  page.evaluate(
    '(document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText).trim().slice(0, 80)',
  );

/** Tab until that has the focus; as people do, who look where it is. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const now = String(await focused(page));
    if (name.test(now)) return;
    seen.push(now);
  }
  throw new Error(`expected ${name} among ${seen.join(' | ')}`);
}

describe('the console by keyboard alone', () => {
  it('skips to the content, opens an experiment, goes through its parts and acknowledges', async () => {
    const { page, context, complaints } = await stack.open('#/');
    await page.locator('a[href="#/e/shown/arrived"]').waitFor();
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    // Another has the same title, and comes first.
    await tabTo(page, /Osteo/);
    await tabTo(page, /Osteo/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/shown/);
    await page.getByRole('link', { name: 'Alarms', exact: true }).waitFor();
    await page.keyboard.press('4');
    await page.waitForURL(/shown\/alarms/);
    await page.getByRole('button', { name: 'Acknowledge', disabled: false }).first().waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('part');
    await tabTo(page, /^Acknowledge$/);
    await page.keyboard.press('Enter');
    await page.locator('.said').getByText('acknowledged. It is now', { exact: false }).waitFor();
    await tabTo(page, /^Take it back$/);
    await page.keyboard.press('Enter');
    await page.locator('.said').getByText('unacknowledged', { exact: false }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows the keys by one, which types where somebody writes, and which can be turned off', async () => {
    const { page, context } = await stack.open(`#/e/${SHOWN}/alarms`);
    await page.getByRole('button', { name: 'Acknowledge' }).first().waitFor();
    await page.keyboard.press('?');
    const map = page.getByRole('dialog', { name: 'Keys' });
    await map.getByText(`Alarms of ${SHOWN}`).waitFor();
    await page.keyboard.press('2');
    expect(page.url()).toContain('/alarms');
    await map.getByLabel('Single keys work').uncheck();
    await page.keyboard.press('Escape');
    await map.waitFor({ state: 'hidden' });
    await page.keyboard.press('2');
    await page.getByRole('button', { name: 'Keys' }).click();
    expect(page.url()).toContain('/alarms');
    await map.getByLabel('Single keys work').check();
    await map.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('link', { name: /Details of LIMIT/ }).click();
    await page.getByLabel('Owner').fill('');
    await page.getByLabel('Owner').press('2');
    expect(page.url()).toContain('/alarms');
    expect(await page.getByLabel('Owner').inputValue()).toBe('2');
    await context.close();
  });
});

it('times are in UTC, or in the zone of the machine, and say which', async () => {
  const { page, context, complaints } = await stack.open(`#/e/${SHOWN}/alarms`, {
    timezoneId: 'Asia/Kolkata',
  });
  const card = page.locator('article', { hasText: 'LIMIT FU1 temperature' });
  await card.getByText('begun 1 Mar 05:00 UTC;', { exact: false }).waitFor();
  await page.keyboard.press('u');
  await card.getByText('begun 1 Mar 10:30 UTC+5:30;', { exact: false }).waitFor();
  await page.getByText('time of the data, UTC+5:30').waitFor();
  // It is kept: the next visit of this machine begins with it.
  await page.reload();
  await card.getByText('begun 1 Mar 10:30 UTC+5:30;', { exact: false }).waitFor();
  await page.getByLabel('Times are shown in').selectOption('utc');
  await card.getByText('begun 1 Mar 05:00 UTC;', { exact: false }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it('is still in reduced motion, and prints without its buttons', async () => {
  const { page, context } = await stack.open(`#/e/${SHOWN}/alarms`);
  await page.getByRole('button', { name: 'Acknowledge' }).first().waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.getByRole('button', { name: 'Acknowledge' }).count()).toBe(0);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  await context.close();
});

/** What a person does on Arrived beside sending files: on a stack, in a real browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventsSchema } from '../../shared/contract/experiments.ts';
import { addedHolderSchema } from '../../shared/contract/holders.ts';
import { barriers } from '../support/barriers.ts';
import { type ConsoleStack, overhang, startConsole, type Visitor } from '../support/console.ts';
import {
  ADDRESS,
  bringUplink,
  choose,
  csv,
  openUplink,
  PATIENCE_MS,
  table,
  told,
} from '../support/uplink-experiment.ts';

vi.setConfig({ testTimeout: 180_000 });
let stack: ConsoleStack;

beforeAll(async () => {
  stack = await startConsole();
  await bringUplink(stack);
}, 240_000);
afterAll(() => stack.stop());

const openPage = (visitor?: Visitor) => openUplink(stack, visitor);

describe('what arrived', () => {
  it.each([390, 1280, 1920])(
    'says up to when a percentage counts, and another step than declared, at %i px',
    async (width) => {
      const { page, context, complaints } = await openPage({ width, colorScheme: 'dark' });
      const START = Date.UTC(2026, 1, 1) / 1000;
      const rows = Array.from({ length: 60 }, (_, i) => `${START + 4 * i},${20 + (i % 9)},\n`).join('');
      await choose(page, csv('slow.csv', `t,temp,pad\n${rows}`));
      await page.locator('.strip-says', { hasText: /% until 1 Feb/ }).waitFor();
      await page.getByText('one sample per 4 s where 1 s is declared', { exact: false }).waitFor();
      expect(await overhang(page)).toBe(0);
      expect(told(complaints)).toEqual([]);
      await context.close();
    },
  );
});

describe('a file that came', () => {
  const cardOf = (page: Page, name: string) => page.locator('article', { hasText: name }).first();

  it('is withdrawn with a reason and read again on its card, which says before what happens and after who did it', async () => {
    const { page, context, complaints } = await openPage({ width: 390, colorScheme: 'dark' });
    await choose(page, csv('wrong.csv', table(6_000_000, 9)));
    const card = cardOf(page, 'wrong.csv');
    await card.getByText('by operator').waitFor();
    // Not a slip: it stands behind a summary, and asks why.
    expect(await card.getByRole('button', { name: 'Withdraw' }).count()).toBe(0);
    await card.getByText('Withdraw, read again, who did so').press('Enter');
    await card.getByText('as if it had never come', { exact: false }).waitFor();
    await card.getByText('Nothing is noted yet of a withdrawal or another reading of this file.').waitFor();
    expect(await card.getByRole('button', { name: 'Withdraw' }).isDisabled()).toBe(true);
    await card.getByLabel('Why').fill('<b>clock wrong</b>');
    await card.getByLabel('Why').press('Enter');
    await card.getByText(/^Withdrawn by operator .*: <b>clock wrong<\/b>$/).waitFor();
    await card.getByText('Withdraw: done. The file is now WITHDRAWN.').waitFor();
    await card
      .getByRole('listitem')
      .getByText(/withdrawn by operator: <b>clock wrong/)
      .waitFor();
    // The line below says the same of it.
    await page
      .locator('.card', { hasText: 'its card stands above' })
      .getByText('WITHDRAWN', { exact: true })
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await overhang(page)).toBe(0);
    await card.getByRole('button', { name: 'Read again' }).click();
    await card.getByText('Read again: done.', { exact: false }).waitFor();
    await card.getByText('INGESTED', { exact: true }).waitFor();
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('is not said to be as it was where the answer to its withdrawal was lost on the way', async () => {
    const { page, context } = await openPage();
    await choose(page, csv('lost.csv', table(7_000_000, 9)));
    const card = cardOf(page, 'lost.csv');
    await card.getByText('Withdraw, read again, who did so').click();
    await card.getByLabel('Why').fill('clock wrong');
    await page.route('**/withdraw', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await card.getByRole('button', { name: 'Withdraw' }).click();
    await card
      .getByRole('alert')
      .getByText(/^No answer says whether it was done/)
      .waitFor();
    await card.getByText(/^Withdrawn by operator/).waitFor();
    await context.close();
  });

  it('says to a token that may not withdraw it why it may not, and changes nothing', async () => {
    const headers = { authorization: `Bearer ${stack.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ holder: 'reader', right: 'READ' });
    const answer = await fetch(`${stack.url}/v1/holders`, { method: 'POST', headers, body });
    const { token } = addedHolderSchema.parse(await answer.json());
    const { page, context, complaints } = await stack.visit();
    context.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`${stack.url}/#token=${token}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto(`${stack.url}/${ADDRESS}`);
    const card = cardOf(page, 'wrong.csv');
    await card.getByText('Withdraw, read again, who did so').click();
    await card.getByLabel('Why').fill('not mine');
    await card.getByRole('button', { name: 'Withdraw' }).click();
    await card
      .getByRole('alert')
      .getByText(/Nothing has changed\. .*auth\.right/)
      .waitFor();
    await card.getByText('INGESTED', { exact: true }).waitFor();
    expect(told(complaints)).toEqual([]);
    await context.close();
  });
});

describe('a table that is no data', () => {
  it('is offered as the contact plan that it is, with what it would change, and put in force by a button', async () => {
    const { page, context, complaints } = await openPage({ width: 390 });
    await choose(
      page,
      csv('plan.csv', 'aos,los,station\n2026-03-01T06:00:00Z,2026-03-01T06:09:00Z,Kiruna\n'),
    );
    const offer = page.locator('.box', { hasText: 'plan.csv' });
    await offer.getByText('is a contact plan by its header', { exact: false }).waitFor();
    await offer.getByText('It is the first plan of the experiment', { exact: false }).waitFor();
    await offer.getByRole('button', { name: 'Put the plan in force' }).click();
    await offer.getByText('Contact plan: revision 1 is in force, 1 contact', { exact: false }).waitFor();
    const later = 'aos,los\n2026-03-02T06:00:00Z,2026-03-02T06:09:00Z\n';
    await choose(page, csv('later.csv', later));
    const second = page.locator('.box', { hasText: 'later.csv' });
    await second.getByText('1 new, 0 planned no more; 1 contact before stays', { exact: false }).waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await overhang(page)).toBe(0);
    await second.getByRole('button', { name: 'Leave it out' }).click();
    await choose(page, csv('broken.csv', 'aos,los\n2026-03-02T06:00:00Z,yesterday\n'));
    await page.getByRole('alert').getByText('Nothing has changed.', { exact: false }).waitFor();
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('of events is shown before it is recorded; an event is recorded in a form by the keyboard, and corrected', async () => {
    const { page, context, complaints } = await openPage({ width: 390, colorScheme: 'dark' });
    await choose(page, csv('events.csv', 'name,unit,at\nactivation,B1,2026-03-01T00:00:00Z\n'));
    const offer = page.locator('.box', { hasText: 'events.csv' });
    await offer.getByText('1 event: 1 would be recorded, 0 known already.', { exact: false }).waitFor();
    await offer.getByRole('button', { name: 'Record these events' }).click();
    await offer.getByText(/activation of B1, .*, by operator/).waitFor();
    await page.getByText('Record an event: launch', { exact: false }).press('Enter');
    const form = page.locator('.record-event');
    await form.getByLabel('What happened').fill('activation');
    await form.getByLabel('When, UTC').fill('2026-03-01T00:00:07');
    await form.getByLabel('It corrects what is known: B1', { exact: false }).press('Space');
    await form.getByLabel('Note: who or what says so').fill('the log of the crew');
    expect(await barriers(page)).toEqual([]);
    expect(await overhang(page)).toBe(0);
    await form.getByLabel('Note: who or what says so').press('Enter');
    await form.getByText(/activation of B1, .*, by operator/).waitFor();
    const headers = { authorization: `Bearer ${stack.token}` };
    const answer = await fetch(`${stack.url}/v1/experiments/uplink/events`, { headers });
    const { events } = eventsSchema.parse(await answer.json());
    expect(events.map(({ at, source }) => [at, source])).toEqual([
      ['2026-03-01T00:00:00Z', 'api'],
      ['2026-03-01T00:00:07Z', 'the log of the crew'],
    ]);
    expect(events[1]?.supersedes).toBe(events[0]?.id);
    expect(told(complaints)).toEqual([]);
    await context.close();
  });
});

it('Beside a warning of an event that is not known stands the form that records it', async () => {
  const definition = JSON.parse(readFileSync(join(stack.work, 'uplink.yaml'), 'utf8'));
  const [source] = definition.sources;
  const phases = [{ id: 'flight', from: 'launch', to: 'landing' }];
  const events = { column: 'milestone', names: { 'Lift off': 'launch' }, use: 'CHECK' };
  const path = join(stack.work, 'milestones.yaml');
  const sources = [{ ...source, events }];
  writeFileSync(path, JSON.stringify({ ...definition, id: 'milestones', phases, sources }));
  await stack.must('experiment', 'apply', path);
  const file = join(stack.work, 'flown.csv');
  const at = Date.UTC(2026, 2, 1) / 1000;
  writeFileSync(file, `t,temp,milestone\n${at},20,Lift off\n${at + 1},20,\n`);
  await stack.must('upload', file, '-e', 'milestones', '--wait');
  const { page, context, complaints } = await stack.open('#/e/milestones/arrived', { width: 390 });
  context.setDefaultTimeout(PATIENCE_MS);
  const card = page.locator('article', { hasText: 'flown.csv' });
  await card.getByText('1 warning', { exact: true }).click();
  await card.getByText('no event launch of B1 is known', { exact: false }).waitFor();
  await card.getByText('Record an event that the file names').click();
  const form = card.locator('.record-event');
  await form.getByLabel('What happened').fill('launch');
  await form.getByLabel('When, UTC').fill('2026-03-01T00:00:00');
  await form.getByRole('button', { name: 'Record the event' }).click();
  await form.getByText(/launch of B1, .*, by operator/).waitFor();
  expect(await overhang(page)).toBe(0);
  expect(told(complaints)).toEqual([]);
  await context.close();
});

it('A file that no source matches by its name goes in by the source that somebody names', async () => {
  const { page, context, complaints } = await openPage();
  await choose(page, { ...csv('renamed.dat', table(7_000_000, 5)), mimeType: 'application/octet-stream' });
  await page.getByText('renamed.dat was not stored.', { exact: false }).waitFor();
  await page.getByLabel('Which source reads it').selectOption('logger');
  await page.getByRole('button', { name: 'Send it by this source' }).click();
  await page.locator('article', { hasText: 'renamed.dat' }).getByText('INGESTED', { exact: true }).waitFor();
  expect(told(complaints)).toEqual([]);
  await context.close();
});

it('Files dropped beside the box go in; on a part that takes none they are refused in words', async () => {
  const path = join(stack.work, 'beside.csv');
  writeFileSync(path, table(8_000_000, 5));
  const { page, context, complaints } = await openPage();
  const session = await context.newCDPSession(page);
  const dropAt = async (heading: string) => {
    const at = await page.getByRole('heading', { name: heading }).boundingBox();
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: at!.x + 5, y: at!.y + 5, data });
  };
  await page.getByText('Drop files or folders here').waitFor();
  await dropAt('Upload files');
  await page.locator('article', { hasText: 'beside.csv' }).getByText('INGESTED', { exact: true }).waitFor();
  await page.goto(`${stack.url}/#/e/uplink/alarms`);
  await page.getByRole('heading', { name: 'Alarms', level: 2 }).waitFor();
  await dropAt('uplink');
  await page.getByText('What you dropped was not taken', { exact: false }).waitFor();
  expect(page.url()).toContain('/alarms');
  await page.getByRole('link', { name: 'Drop it on Arrived of uplink' }).click();
  await page.getByText('What you dropped was not taken', { exact: false }).waitFor({ state: 'detached' });
  expect(told(complaints)).toEqual([]);
  await context.close();
});

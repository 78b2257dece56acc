/** Alarms in the console, as whoever is on call meets them: on a phone, in two tabs, by the link of a message. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEAT, SHOWN, SHOWN_DEFINITION, shownFile, TITLE } from '../support/alarmed-console.ts';
import { type ConsoleStack, overhang, startConsole } from '../support/console.ts';

let stack: ConsoleStack;

async function send(from: number, to: number): Promise<void> {
  const files = ['FU1', 'FU2', 'GU1'].map((unit) => {
    const [name, text] = shownFile(unit, from, to);
    writeFileSync(join(stack.work, name), text);
    return join(stack.work, name);
  });
  await stack.must('upload', ...files, '-e', SHOWN, '--wait');
}

beforeAll(async () => {
  stack = await startConsole();
  const definition = join(stack.work, 'shown.yaml');
  writeFileSync(definition, SHOWN_DEFINITION);
  await stack.must('experiment', 'apply', definition);
  await send(0, 400);
}, 240_000);
afterAll(() => stack.stop());

const LIST = `#/e/${SHOWN}/alarms`;
const ONE = `${LIST}?alarm=${encodeURIComponent(HEAT)}`;
const cardOf = (page: Page) => page.locator('article', { hasText: 'LIMIT FU1 temperature' });

describe('alarms in the console', () => {
  it('show what is active first, with value, limit, age and blame, and the timeline with what was not checked', async () => {
    const { page, context, complaints, hosts } = await stack.open(LIST);
    const card = cardOf(page);
    await card.getByText('above the warning limit of 37.5 °C', { exact: false }).waitFor();
    await card.getByText('at fault: FU1', { exact: false }).waitFor();
    expect(await card.innerText()).toMatch(/as of 1 Mar 06:39 UTC, \d+ d/);
    await page.getByRole('heading', { name: 'Active, and waiting for you (1)' }).waitFor();
    const track = page.locator('.alarm-lane', { hasText: 'FU1' }).locator('.track').first();
    expect(await track.getAttribute('aria-label')).toMatch(
      /checked 1 Mar 00:00 UTC to 1 Mar 06:39 UTC.*temperature.*after its newest sample/,
    );
    expect(await track.locator('.stretch.is-gap').count()).toBe(1);
    expect(await page.title()).toBe(`Alarms · ${SHOWN} · Howship`);
    // The title of the experiment is text.
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(TITLE);
    expect(await page.locator('#bold').count()).toBe(0);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(stack.url).host]);
    await context.close();
  });

  it('draw the evidence: the curve with its limit, twin and sibling', async () => {
    const { page, context, complaints } = await stack.open(ONE);
    const figure = page.locator('.evidence');
    await figure.getByText('warning limit 37.5 °C').waitFor();
    expect(await figure.locator('path.line').count()).toBe(3);
    for (const name of [
      'FU1 temperature (judged)',
      'GU1 temperature (its twin)',
      'FU2 temperature (sibling)',
    ])
      await figure.getByText(name).waitFor();
    await page.getByText('triggered', { exact: true }).waitFor();
    await page.getByText('Do: Switch heater 2 off.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are acknowledged on a phone in two taps from the list, noted, assigned, shelved for a time and taken back', async () => {
    const { page, context, complaints } = await stack.open(LIST, { width: 390 });
    await cardOf(page).getByRole('button', { name: 'Acknowledge' }).click();
    const said = page.locator('.said');
    await said.getByText('LIMIT FU1 temperature HIGH: acknowledged.', { exact: false }).waitFor();
    await said.getByRole('button', { name: 'Take it back' }).click();
    await said.getByText('unacknowledged', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Details of LIMIT FU1' }).click();
    await page.getByLabel('Note', { exact: true }).fill('fan replaced');
    await page.getByRole('button', { name: 'Write the note' }).click();
    await page.getByText('The note is kept: “fan replaced” by operator', { exact: false }).waitFor();
    await page.locator('.notes').getByText('fan replaced (operator, written', { exact: false }).waitFor();
    await page.reload();
    await page.locator('.notes').getByText('fan replaced').waitFor();
    await page.getByLabel('Owner').fill('ada');
    await page.getByRole('button', { name: 'Assign' }).click();
    await page.getByText('owner: ada', { exact: false }).waitFor();
    await page.getByRole('combobox', { name: 'For' }).selectOption('7 days, the longest');
    await page.getByLabel('Why').fill('known');
    await page.getByRole('button', { name: 'Shelve' }).click();
    await page.getByText('shelved until', { exact: false }).first().waitFor();
    expect(await overhang(page)).toBe(0);
    await page.getByRole('button', { name: 'End the shelf now' }).click();
    await said.getByText('It is now: acknowledged', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Take the acknowledgement back' }).click();
    await said.getByText('It is now: active', { exact: false }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are handed over on a phone: what happened, what is open, what was missed', async () => {
    const { page, context, complaints } = await stack.open(LIST, { width: 390 });
    await page.getByText('Handover', { exact: true }).click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    // Listed when it was written, with the time that it is about.
    await page.getByText(/^FU1, of 20.*Z: fan replaced \(operator\)$/).waitFor();
    const note = page.locator('section', { hasText: 'Note for the next shift' }).last();
    await note.getByLabel('Note').fill('asked again at Kiruna');
    await note.getByLabel('Note').press('Enter');
    await page.getByText('all: asked again at Kiruna (operator)').waitFor();
    await page.getByText('alarm: shelve').first().waitFor();
    await page.getByRole('link', { name: HEAT }).waitFor();
    await page.getByText('contacts: there is no plan, so that none can be missed').waitFor();
    await page.getByLabel('Of the last').selectOption('7 days');
    await page.getByText('file INGESTED').first().waitFor();
    expect(await overhang(page)).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('are acknowledged one by one, however often the same place is tapped and whoever else acknowledges', async () => {
    writeFileSync(join(stack.work, 'warm.yaml'), SHOWN_DEFINITION.replace(`id: ${SHOWN}`, 'id: warm'));
    await stack.must('experiment', 'apply', join(stack.work, 'warm.yaml'));
    const [, text] = shownFile('FU1', 0, 400);
    const files = ['fu1', 'fu2', 'gu1'].map((unit) => join(stack.work, `${unit}-warm.csv`));
    for (const file of files) writeFileSync(file, text);
    await stack.must('upload', ...files, '-e', 'warm', '--wait');
    const found = async () => {
      const headers = { authorization: `Bearer ${stack.token}` };
      return (await fetch(`${stack.url}/v1/experiments/warm/alarms`, { headers })).text();
    };
    await expect.poll(found, { timeout: 60_000 }).toMatch(/FU1:temp.*FU2:temp.*GU1:temp/);
    // Each of the three has a gap beside, which is over.
    const phone = await stack.open('#/e/warm/alarms', { width: 390 });
    const second = await stack.open('#/e/warm/alarms', { width: 390 });
    const cards = phone.page.locator('article.alarm');
    const placesOf = async () => Promise.all((await cards.all()).map((card) => card.boundingBox()));
    const states = () =>
      cards.evaluateAll((all: readonly { innerText: string }[]) =>
        all.slice(0, 3).map(({ innerText }) => /^(active|acknowledged)$/m.exec(innerText)?.[1]),
      );
    await phone.page.getByText('6 wait for you').waitFor();
    const button = cards.first().getByRole('button', { name: 'Acknowledge', disabled: false });
    await button.waitFor();
    await phone.page.locator('.timeline').waitFor();
    await button.scrollIntoViewIfNeeded();
    const before = await placesOf();
    const at = await button.boundingBox();
    if (at === null) throw new Error('expected the button in sight');
    for (let tap = 0; tap < 8; tap++)
      await phone.page.mouse.click(at.x + at.width / 2, at.y + at.height / 2, { delay: 250 });
    await phone.page.getByText('5 wait for you, 1 acknowledged').waitFor();
    expect(await states()).toEqual(['acknowledged', 'active', 'active']);
    expect(await placesOf()).toEqual(before);
    await second.page
      .locator('article', { hasText: 'LIMIT FU2 temperature' })
      .getByRole('button', { name: 'Acknowledge' })
      .click();
    await phone.page.getByText('4 wait for you, 2 acknowledged').waitFor({ timeout: 30_000 });
    expect(await states()).toEqual(['acknowledged', 'acknowledged', 'active']);
    expect(await placesOf()).toEqual(before);
    await phone.page.getByRole('button', { name: 'Put in order' }).click();
    await phone.page.getByRole('heading', { name: 'Active, acknowledged (2)' }).waitFor();
    expect(await cards.first().innerText()).toContain('GU1');
    expect(await overhang(phone.page)).toBe(0);
    expect([...phone.complaints, ...second.complaints]).toEqual([]);
    await phone.context.close();
    await second.context.close();
  });

  it('tell the second of two tabs what the first did, and do nothing to what has become worse unseen', async () => {
    const first = await stack.open(ONE);
    const second = await stack.open(ONE);
    const press = ({ page }: typeof first) =>
      cardOf(page).getByRole('button', { name: 'Acknowledge' }).click();
    // The second does not hear of it by itself.
    await second.page.getByRole('button', { name: 'Acknowledge' }).waitFor();
    await second.page.route('**/alarms', (route) => route.abort());
    await press(first);
    await first.page.getByText('acknowledged. It is now', { exact: false }).waitFor();
    await press(second);
    await second.page
      .locator('.said')
      .getByText(/nothing was changed, .* was first \(acknowledged, /)
      .waitFor();
    await first.page.getByRole('button', { name: 'Take it back' }).click();
    await first.page.getByText('unacknowledged', { exact: false }).first().waitFor();
    await send(400, 480);
    await press(second);
    await second.page
      .locator('.said')
      .getByText('CRITICAL since 1 Mar 05:00 UTC, not WARNING since 1 Mar 05:00 UTC', { exact: false })
      .waitFor();
    await first.context.close();
    await second.context.close();
  });

  it('are looked at again after the connection was lost while their page was fetched', async () => {
    const { page, context } = await stack.open(LIST);
    await cardOf(page).waitFor();
    await page.locator('.timeline').waitFor();
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
    await context.setOffline(true);
    await page.getByRole('link', { name: 'Details of LIMIT FU1' }).click();
    const lost = page.getByRole('alert').filter({ hasText: 'cannot be fetched' });
    await lost.getByRole('button', { name: 'Try again' }).click();
    await lost.getByText('The stack still does not answer.').waitFor();
    await context.setOffline(false);
    await lost.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'What to do' }).waitFor();
    await context.close();
  });

  it('open where the link of a message leads, once the token is given', async () => {
    const { page, context, complaints } = await stack.visit({ width: 390 });
    await page.goto(`${stack.url}/${ONE}`);
    await page.getByLabel('Bearer token').fill(stack.token);
    await page.getByRole('button', { name: 'Open' }).click();
    await cardOf(page).waitFor();
    await page.locator('.evidence svg').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('say of one that is not found that it is not, and of an experiment without data that nothing was checked', async () => {
    const { page, context } = await stack.open(`${LIST}?alarm=LIMIT:FU9:temperature:HIGH`);
    await page.getByText('is not found: later data took it back', { exact: false }).waitFor();
    writeFileSync(join(stack.work, 'empty.yaml'), SHOWN_DEFINITION.replace(`id: ${SHOWN}`, 'id: empty'));
    await stack.must('experiment', 'apply', join(stack.work, 'empty.yaml'));
    await page.goto(`${stack.url}/#/e/empty/alarms`);
    await page.getByText('Nothing was checked: no sample has come, so nothing is known').waitFor();
    await context.close();
  });
});

/** Experiments in the console: how each stands, made from files, written as YAML, changed later. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ConsoleStack, overhang, PROJECT, startConsole, type Visitor } from '../support/console.ts';

vi.setConfig({ testTimeout: 300_000 });
const PATIENCE_MS = 120_000;
const files = ['flight.csv', 'ground.csv'].map((name) => join(PROJECT, 'examples/loggers', name));

let stack: ConsoleStack;

beforeAll(async () => {
  stack = await startConsole();
  const definition = join(stack.work, 'loggers.yaml');
  await stack.must('experiment', 'new', ...files, '--id', 'loggers', '-o', definition);
  await stack.must('experiment', 'apply', definition);
  await stack.must('upload', ...files, '-e', 'loggers', '--wait');
  const empty = readFileSync(definition, 'utf8').replace('id: loggers', 'id: quiet');
  writeFileSync(definition, empty.replace('id: quiet', 'id: quiet\ntitle: "<b>mute</b> \u202eabc\u202c 🧫"'));
  await stack.must('experiment', 'apply', definition);
}, 300_000);
afterAll(() => stack.stop());

async function openAt(address: string, visitor?: Visitor) {
  const visited = await stack.open(address, visitor);
  visited.context.setDefaultTimeout(PATIENCE_MS);
  return visited;
}

/** The browser itself tells of each answer above 399. */
const told = (complaints: readonly string[]) =>
  complaints.filter((text) => !text.startsWith('Failed to load resource'));

describe('the list of experiments', () => {
  it('says of each how it stands, by the clock of the stack, and of what nobody saw that it is not known', async () => {
    const { page, context, complaints, hosts } = await openAt('#/', { width: 390 });
    const loggers = page.locator('article', { hasText: 'loggers' });
    await loggers.getByText(/^FU1, GU1 2026-\d\d-\d\dT\d\d:\d\dZ, \d+ d( \d+ h)? ago$/).waitFor();
    await loggers.getByText(/\d+ gaps?, \d+(\.\d+)? % complete/).waitFor();
    await loggers.getByText(/\d WARNING/).waitFor();
    await loggers.getByText('no contact plan', { exact: false }).waitFor();
    const quiet = page.locator('article', { hasText: 'quiet' });
    await quiet.getByText('<b>mute</b>', { exact: false }).waitFor();
    await quiet.getByText('FU1, GU1 nothing yet').waitFor();
    await quiet.getByText('not known, no sample yet').waitFor();
    await quiet.getByText('not known, nothing came').waitFor();
    expect(await overhang(page)).toBe(0);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(stack.url).host]);
    await context.close();
  });

  it('tells the same ages where the clock of the browser is wrong by a day, and names what it could not ask', async () => {
    const right = await openAt('#/');
    const age = / (\d+ d)/;
    const line = (page: typeof right.page) =>
      page.locator('article', { hasText: 'loggers' }).locator('dd').first();
    await expect
      .poll(async () => age.test(await line(right.page).innerText()), { timeout: PATIENCE_MS })
      .toBe(true);
    const expected = age.exec(await line(right.page).innerText())?.[1];
    await right.context.close();
    const { page, context } = await stack.visit();
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript('const now = Date.now; Date.now = () => now() - 86400000;');
    await page.route('**/v1/experiments/loggers/completeness', (route) => route.abort());
    await page.goto(`${stack.url}/#token=${stack.token}`);
    await expect
      .poll(async () => age.exec(await line(page).innerText())?.[1], { timeout: PATIENCE_MS })
      .toBe(expected);
    await page
      .locator('article', { hasText: 'loggers' })
      .getByText('could not be asked', { exact: false })
      .first()
      .waitFor();
    await context.close();
  });

  it('has a screen for an experiment that vanished', async () => {
    const { page, context } = await openAt('#/e/gone/arrived');
    await page.getByText('No answer for the experiment gone', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Ask again' }).waitFor();
    await context.close();
  });
});

describe('a new experiment', () => {
  it('is drafted from files, its guesses are decided in controls, and the files go in', async () => {
    const { page, context, complaints } = await openAt('#/');
    await page.getByRole('link', { name: 'New experiment' }).click();
    await page.getByLabel('Id of the experiment').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    await page.getByLabel('Id of the experiment').fill('fresh');
    await page.getByLabel('Files to upload').setInputFiles(files);
    await page.getByText('9 guesses left to decide', { exact: false }).waitFor();
    const kind = page.getByLabel(/^arms 2, kind/);
    await kind.selectOption('GROUND_CONTROL_ASYNCHRONOUS');
    await page.getByRole('button', { name: 'Use GROUND_CONTROL_ASYNCHRONOUS' }).click();
    await page.getByText('8 guesses left to decide', { exact: false }).waitFor();
    const unit = page.getByLabel(/^units 1, id/);
    await unit.fill('CU1F');
    await page.getByRole('button', { name: 'Use CU1F' }).click();
    await page.getByText('7 guesses left to decide', { exact: false }).waitFor();
    const text = await page.getByLabel('Definition', { exact: true }).inputValue();
    expect(text).toContain('kind: GROUND_CONTROL_ASYNCHRONOUS\n');
    expect(text).toContain('flight: CU1F');
    await page.getByRole('button', { name: 'Put in force' }).click();
    await page.getByText('fresh: revision 1 is in force.').waitFor();
    await page.getByRole('button', { name: 'Upload the files it was drafted from' }).click();
    await page.getByText('2 of 2 files done').waitFor();
    await page.getByText(/^In: /).first().waitFor();
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('that was begun is not replaced by files dropped later, unless that is asked for', async () => {
    const { page, context, complaints } = await openAt('#/new');
    await page.getByLabel('Files to upload').setInputFiles(files);
    await page.getByText('9 guesses left to decide', { exact: false }).waitFor();
    await page
      .getByRole('button', { name: /^Keep / })
      .first()
      .click();
    await page.getByText('8 guesses left to decide', { exact: false }).waitFor();
    await page.getByLabel('Files to upload').setInputFiles(files.slice(0, 1));
    await page.getByText('A draft is here already.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Keep the draft' }).click();
    await page.getByText('8 guesses left to decide', { exact: false }).waitFor();
    await page.getByRole('link', { name: 'Howship' }).click();
    await page.getByRole('link', { name: 'New experiment' }).click();
    await page.getByText('Below stands the draft that you began before.', { exact: false }).waitFor();
    await page.getByText('8 guesses left to decide', { exact: false }).waitFor();
    await page.getByLabel('Files to upload').setInputFiles(files);
    await page.getByRole('button', { name: 'Draft anew' }).click();
    await page.getByText('9 guesses left to decide', { exact: false }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says of files that are no tables that they are none', async () => {
    const { page, context, complaints } = await openAt('#/new', { width: 390 });
    const picture = {
      name: 'scan.png',
      mimeType: 'image/png',
      buffer: Buffer.from('89504e470d0a1a0a', 'hex'),
    };
    await page.getByLabel('Files to upload').setInputFiles([picture]);
    await page.getByText('No draft:', { exact: false }).waitFor();
    expect(await overhang(page)).toBe(0);
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('is written as YAML with the words of the schema beside, and each error beside its line', async () => {
    const { page, context, complaints } = await openAt('#/new');
    await page.getByRole('button', { name: 'Write it as YAML instead' }).click();
    const editor = page.getByLabel('Definition', { exact: true });
    const text = await editor.inputValue();
    await editor.fill(text.replace('unit: Cel', 'unit: Celsius').replace('arm: bench', 'arm: benhc'));
    await page.getByRole('button', { name: 'line 7' }).waitFor();
    expect(await page.locator('.beside').innerText()).toContain('benhc');
    expect(await page.getByRole('button', { name: 'Put in force' }).isDisabled()).toBe(true);
    await editor.fill(text);
    await editor.press('Control+Home');
    for (let line = 1; line < 10; line++) await editor.press('ArrowDown');
    await page.getByText('channels[].unit', { exact: true }).waitFor();
    await page.getByText('0 problems').waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Put in force' }).isDisabled()).toBe(false);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('does not replace one of its id without a word', async () => {
    const { page, context } = await openAt('#/new');
    await page.getByLabel('Id of the experiment').fill('quiet');
    await page.getByRole('button', { name: 'Write it as YAML instead' }).click();
    await page.getByRole('button', { name: 'Put in force' }).click();
    await page.getByText('An experiment quiet is there already, at revision 1', { exact: false }).waitFor();
    await context.close();
  });
});

describe('a definition that changes later', () => {
  it('is refused where it reads files otherwise, with what to do; files are read again by one button', async () => {
    const { page, context, complaints } = await openAt('#/e/loggers/definition');
    const editor = page.getByLabel('Definition', { exact: true });
    await expect.poll(() => editor.inputValue(), { timeout: PATIENCE_MS }).toContain('decimal(2)');
    await editor.fill((await editor.inputValue()).replace('storage: decimal(2)', 'storage: float64'));
    await page.getByRole('button', { name: 'Put in force', exact: true }).click();
    await page.getByText('Nothing has changed yet.', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Put in force with a new reading' }).click();
    await page.getByText('loggers: revision 2 is in force.').waitFor();
    await page.getByRole('button', { name: 'Read them again now' }).click();
    await page.getByText('2 files being read again: see Arrived.').waitFor();
    expect(told(complaints)).toEqual([]);
    await context.close();
  });

  it('is said to be in force since it is, by whom, and its files can be asked for again', async () => {
    const { page, context, complaints } = await openAt('#/e/loggers/definition');
    await page.getByText(/^Revision 2, in force since .*, put by operator\. /).waitFor();
    await page.getByText('All revisions, and who put them in force').click();
    await page.getByText(/^Revision 1: .* by operator$/).waitFor();
    const editor = page.getByLabel('Definition', { exact: true });
    await expect.poll(() => editor.inputValue(), { timeout: PATIENCE_MS }).toContain('id: loggers');
    await editor.fill(`${await editor.inputValue()}budget: { falsePages: 0.3 }\n`);
    await page.getByRole('button', { name: 'Put in force', exact: true }).press('Enter');
    await page.getByText('loggers: revision 3 is in force.').waitFor();
    await page.getByText(/^Revision 3, in force since /).waitFor();
    // The focus stays with what was said.
    expect(await page.evaluate('document.activeElement.innerText')).toContain('revision 3 is in force');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('that is not in force yet is kept while another part is looked at, and asked for before the page is left', async () => {
    const { page, context, complaints } = await openAt('#/e/quiet/definition', { width: 390 });
    const editor = page.getByLabel('Definition', { exact: true });
    await expect.poll(() => editor.inputValue(), { timeout: PATIENCE_MS }).toContain('id: quiet');
    await editor.click();
    await editor.press('Control+End');
    await editor.pressSequentially('# not yet');
    await page.getByRole('link', { name: 'Arrived' }).click();
    await page.getByRole('heading', { name: 'Upload files' }).waitFor();
    await page.goBack();
    await page.getByText('Below stands what you wrote before, on revision 1.', { exact: false }).waitFor();
    expect(await editor.inputValue()).toContain('# not yet');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    expect(asked).toEqual(['beforeunload']);
    await expect.poll(() => editor.inputValue(), { timeout: PATIENCE_MS }).toContain('id: quiet');
    expect(await editor.inputValue()).not.toContain('# not yet');
    expect(await overhang(page)).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('is not overwritten by somebody who did not see it', async () => {
    const { page, context } = await openAt('#/e/quiet/definition');
    const editor = page.getByLabel('Definition', { exact: true });
    await expect.poll(() => editor.inputValue(), { timeout: PATIENCE_MS }).toContain('id: quiet');
    const definition = join(stack.work, 'quiet.yaml');
    writeFileSync(definition, `${await editor.inputValue()}budget: { falsePages: 0.1 }\n`);
    await stack.must('experiment', 'apply', definition);
    await editor.fill(`${await editor.inputValue()}budget: { falsePages: 0.2 }\n`);
    await page.getByRole('button', { name: 'Put in force', exact: true }).click();
    await page
      .getByText('Somebody put revision 2 in force since this page was opened', { exact: false })
      .waitFor();
    await context.close();
  });
});

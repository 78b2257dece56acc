/** The console in a real browser, on a real stack, as its users meet it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildConsole } from '../../cdk/constructs/console-bundle.ts';
import { type ConsoleStack, overhang, PROJECT, startConsole } from '../support/console.ts';

const loggers = join(PROJECT, 'examples/loggers');
const MOST_BYTES = 120_000;

let stack: ConsoleStack;

beforeAll(async () => {
  stack = await startConsole();
  const files = ['flight.csv', 'ground.csv'].map((name) => join(loggers, name));
  const definition = join(stack.work, 'loggers.yaml');
  await stack.must('experiment', 'new', ...files, '--id', 'loggers', '-o', definition);
  await stack.must('experiment', 'apply', definition);
  await stack.must('upload', ...files, '-e', 'loggers', '--wait');
}, 240_000);
afterAll(() => stack.stop());

/** An experiment without a sample: so many pairs of a centrifuge or flight and the ground, so many channels. */
function definitionOf(id: string, pairs: number, channels: number, arm: string, kind: string): string {
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  const unit = (name: string, of: string) => ({ id: name, arm: of });
  return JSON.stringify({
    id,
    arms: [
      { id: arm, kind },
      { id: 'ground', kind: 'GROUND_CONTROL_SYNCHRONOUS' },
    ],
    units: numbers(pairs).flatMap((i) => [unit(`C${i}`, arm), unit(`G${i}`, 'ground')]),
    pairs: numbers(pairs).map((i) => ({ id: `P${i}`, flight: `C${i}`, ground: `G${i}` })),
    channels: numbers(channels).map((i) => ({ id: `c${i}`, unit: 'Cel', period: 'PT1M' })),
    sources: numbers(pairs).flatMap((i) =>
      ['C', 'G'].map((side) => ({
        id: `${side.toLowerCase()}${i}`,
        match: `${side.toLowerCase()}${i}-*.csv`,
        time: { column: 't', formats: ['ISO8601'] },
        columns: Object.fromEntries(
          numbers(channels).map((c) => [`c${c}`, { unit: `${side}${i}`, channel: `c${c}` }]),
        ),
      })),
    ),
  });
}

const wide = definitionOf('wide', 9, 8, 'centrifuge', 'ONBOARD_1G');
const narrow = definitionOf('narrow', 1, 1, 'flight', 'SPACEFLIGHT');

async function mustApply(text: string): Promise<void> {
  const path = join(stack.work, 'applied.yaml');
  writeFileSync(path, text);
  await stack.must('experiment', 'apply', path);
}

async function announce(experiment: string, fileName: string): Promise<void> {
  const response = await fetch(`${stack.url}/v1/experiments/${experiment}/downlinks`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${stack.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ fileName, bytes: 10, source: 'c1' }),
  });
  expect(response.ok, await response.text()).toBe(true);
}

describe('the console', () => {
  it('goes from the address that the stack prints to files, curves, differences and alarms', async () => {
    const { page, context, complaints, hosts } = await stack.open('#/');
    expect(page.url()).not.toContain(stack.token);
    await page.getByRole('link', { name: /loggers/ }).click();
    await page
      .getByText('24 samples each, 5 Mar 20:10 to 6 Mar 00:20 UTC', { exact: false })
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Twins', exact: true }).click();
    await page.getByText('+0.1201 °C').waitFor();
    expect(await page.locator('.chart canvas').count()).toBe(2);
    await page.getByLabel('Channel').selectOption('co2');
    await page.getByText('300 pairs', { exact: false }).waitFor();
    expect(page.url()).toContain('channel=co2');
    await page.getByRole('link', { name: 'Deltas', exact: true }).click();
    await page.getByText('[0.1102, 0.1300] °C').waitFor();
    await page.getByRole('link', { name: 'Alarms', exact: true }).click();
    await page.getByText('STUCK FU1 co2', { exact: false }).first().waitFor();
    await page.getByText('as of', { exact: false }).first().waitFor();
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(stack.url).host]);
    await context.close();
  });

  it('zooms by the wheel, keeps the range in the address, and comes back by one button', async () => {
    const { page, context, complaints } = await stack.open('#/e/loggers/twins?channel=temperature');
    const chart = page.locator('.chart .u-over').first();
    await chart.waitFor();
    await chart.hover();
    await page.mouse.wheel(0, -300);
    await page.waitForURL(/from=.*to=/);
    await page.getByRole('button', { name: 'Whole range' }).click();
    await page.waitForURL((address) => !address.href.includes('from='));
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('acknowledges an alarm on a phone in two taps', async () => {
    const { page, context } = await stack.open('#/e/loggers/alarms', { width: 390 });
    const card = page.locator('article', { hasText: 'STUCK FU1 co2' });
    await card.getByRole('button', { name: 'Acknowledge' }).click();
    await card.getByText('acknowledged by', { exact: false }).waitFor();
    expect(await overhang(page)).toBe(0);
    await context.close();
  });

  it('takes files that are dropped, tries one first, and says of a wrong one why it was not taken', async () => {
    const { page, context, complaints } = await stack.open('#/');
    await page.getByRole('link', { name: /loggers/ }).click();
    const bring = async (name: string, text: string) =>
      page
        .getByLabel('Files to upload')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    const text = readFileSync(join(loggers, 'ground.csv'), 'utf8');
    await page.getByLabel('Try only', { exact: false }).check();
    await bring('ground.csv', text);
    await page.getByText('Nothing was stored: this is what would happen', { exact: false }).waitFor();
    await page.getByLabel('Try only', { exact: false }).uncheck();
    await bring('letter.pdf', '%PDF-1.7 no telemetry');
    await page.getByText('letter.pdf was not stored', { exact: false }).waitFor();
    await bring('ground.csv', text);
    await page.getByText('3 of 3 files done').waitFor();
    await page
      .getByText(/In: (nothing|none|0 of|no sample)/i)
      .first()
      .waitFor();
    // The browser itself tells of each answer above 399.
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    await context.close();
  });

  it('asks for a token that is not accepted, and says so of one that no longer is', async () => {
    const { page, context } = await stack.visit();
    await page.goto(`${stack.url}/`);
    await page.getByLabel('Bearer token').fill('wrong');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Bearer token').fill(stack.token);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('link', { name: /loggers/ }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Bearer token').waitFor();
    // The same page, so that nothing is loaded anew.
    await page.goto(`${stack.url}/#token=${stack.token}`);
    await page.getByRole('link', { name: /loggers/ }).waitFor();
    expect(page.url()).toBe(`${stack.url}/#/`);
    await context.close();
  });

  it('says that the connection is lost, and shows nothing old as current', async () => {
    const { page, context } = await stack.open('#/e/loggers/alarms');
    await page.getByText('STUCK FU1 co2', { exact: false }).first().waitFor();
    await context.setOffline(true);
    await page
      .getByText('Connection lost. What is shown is of', { exact: false })
      .first()
      .waitFor({ timeout: 30_000 });
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Ask again' }).first().click();
    const lost = page.getByText('Connection lost', { exact: false });
    await expect.poll(() => lost.count(), { timeout: 30_000 }).toBe(0);
    await context.close();
  });

  it('shows a mission of more differences than one answer holds, each judged by itself and called by its arms', async () => {
    await mustApply(wide);
    const { page, context, complaints } = await stack.open('#/e/wide/deltas');
    await page.getByText('P9: centrifuge − ground').first().waitFor();
    expect(await page.locator('tbody tr').count()).toBe(72);
    expect(await page.locator('td[data-label=environment]').allInnerTexts()).toEqual(
      Array(72).fill('not judged; no margin declared'),
    );
    await page.goto(`${stack.url}/#/e/wide/twins?pair=P99`);
    await page.getByText('The experiment has no pair P99.', { exact: false }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows an experiment of one pair and one channel, and its newest file though there are more than a page of them', async () => {
    await mustApply(narrow);
    for (let i = 0; i <= 100; i++) await announce('narrow', `f1-${i}.csv`);
    const { page, context } = await stack.open('#/e/narrow/deltas');
    await page.getByText('P1: flight − ground').waitFor();
    await page.goto(`${stack.url}/#/e/narrow/arrived`);
    await page.getByText('f1-100.csv').waitFor();
    await page
      .getByText('The newest 100 files are shown, and there are older ones.', { exact: false })
      .waitFor();
    await context.close();
  });

  it('goes on with an upload while another part is looked at', async () => {
    const { page, context } = await stack.open('#/');
    await page.getByRole('link', { name: /loggers/ }).click();
    const buffer = readFileSync(join(loggers, 'flight.csv'));
    await page
      .getByLabel('Files to upload')
      .setInputFiles({ name: 'flight.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('link', { name: 'Alarms', exact: true }).click();
    await page.getByText('STUCK FU1 co2', { exact: false }).first().waitFor();
    await page.getByRole('link', { name: 'Arrived', exact: true }).click();
    await page.getByText('1 of 1 file done').waitFor();
    await context.close();
  });

  it.each([
    ['#/e/nothing/alarms', 'nothing'],
    ['#/somewhere', 'names no page'],
  ])('has a page for what is not there: %s', async (address, says) => {
    const { page, context } = await stack.open(address);
    await page.locator('main').getByText(says, { exact: false }).first().waitFor();
    await context.close();
  });
});

const textOf = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');

describe('what the browser loads', () => {
  it(`is at most ${MOST_BYTES} bytes, compressed`, () => {
    const out = join(stack.work, 'built');
    buildConsole(join(PROJECT, 'functions/web/main.tsx'), out);
    const named = readdirSync(out).filter((name) => /^(console-.*|index\.html$)/.test(name));
    expect(named.length).toBe(3);
    // With all that its script imports before it runs.
    const first = new Set(named);
    for (const name of first)
      for (const [, part = ''] of textOf(out, name).matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g))
        first.add(part);
    expect(first.size).toBeGreaterThan(named.length);
    const bytes = [...first].map((name) => gzipSync(textOf(out, name)).byteLength);
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(MOST_BYTES);
  });

  it('is held to a policy without exceptions', async () => {
    const response = await fetch(stack.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('*');
    for (const name of ['handler.js', 'files.json', '..%2Fhandler.js', '%2e%2e/handler.js', '__proto__'])
      expect([400, 401, 404]).toContain((await fetch(`${stack.url}/console/${name}`)).status);
  });
});

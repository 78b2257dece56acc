/**
 * docs/tutorial.md as its readers follow it: its commands as they stand, and its way through the console by mouse and by
 * keyboard alone. UPDATE_GOLDEN=1 draws its pictures anew.
 */
import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ConsoleStack, PROJECT, settled, startConsole } from '../support/console.ts';
import { type Hand, keyboardHand, mouseHand } from '../support/hands.ts';
import { smallPicture } from '../support/small-picture.ts';
import { snippetsOf } from '../support/snippets.ts';

vi.setConfig({ testTimeout: 300_000 });
const PATIENCE_MS = 60_000;
const tutorial = readFileSync(join(PROJECT, 'docs/tutorial.md'), 'utf8');
const PICTURES = join(PROJECT, 'docs/console/tour');
const MOST_BYTES = 100_000;
const files = ['flight.csv', 'ground.csv'].map((name) => join(PROJECT, 'examples/loggers', name));
const [addition = ''] = snippetsOf(tutorial)
  .filter(({ language }) => language === 'yaml')
  .map(({ text }) => text.split('\n').slice(2).join('\n').trimEnd());

/** Where the reader stands: a clone that has no file of theirs yet. */
const here = mkdtempSync(join(tmpdir(), 'howship-tutorial-'));
for (const name of ['howship', 'examples']) symlinkSync(join(PROJECT, name), join(here, name));

let stack: ConsoleStack;
beforeAll(async () => {
  stack = await startConsole();
}, 240_000);
afterAll(async () => {
  await stack.stop();
  rmSync(here, { recursive: true });
});

/** Of a block of the page, whose first failing line ends it. */
function printed(block: string): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('HOWSHIP_'));
  const env = { ...Object.fromEntries(inherited), HOWSHIP_URL: stack.url, HOWSHIP_TOKEN: stack.token };
  return new Promise((done, fail) => {
    execFile('bash', ['-euo', 'pipefail', '-c', block], { cwd: here, env }, (error, out, err) => {
      if (error === null) done(out);
      else fail(new Error(`${block}\n${err}`, { cause: error }));
    });
  });
}

/** What the tutorial calls `tour`, under a name of its own. */
const CALLED = 'typed';

describe('the commands of the tutorial', () => {
  let said = '';

  it('go from two files to a difference, a margin, an alarm and a report', async () => {
    const blocks = snippetsOf(tutorial).filter(({ language }) => language === 'sh');
    for (const [i, { text }] of blocks.entries()) {
      const isSecondApply = i > 1 && text.includes('experiment apply');
      if (isSecondApply) widen(join(here, `${CALLED}.yaml`));
      said += await printed(text.replaceAll('tour', CALLED));
    }
    expect(readFileSync(join(here, `${CALLED}.html`), 'utf8')).toContain('</html>');
    expect(readFileSync(join(here, 'co2.svg'), 'utf8')).toContain('</svg>');
    expect(readdirSync(join(here, `${CALLED}-export`))).toContain('samples');
  });

  it('print what the tutorial says of them', () => {
    const quoted = [...tutorial.matchAll(/^> - (.+)$/gm)].map(([, line = '']) => line);
    expect(quoted).toHaveLength(3);
    const figures = ['96.66 %', '49870 ppm, 396 times', 'yes (±0.5 °C)', 'CLEAN'];
    const rows = [...tutorial.matchAll(/^\| (\w+) \| (\S+ \S+) \| (\S+) to (\S+) (\S+) \| (\d+) \|$/gm)];
    expect(rows).toHaveLength(3);
    for (const text of [...quoted, ...figures]) expect(said).toContain(text);
    for (const figure of ['96.66 %', '49870 ppm', 'yes (±0.5 °C)']) expect(tutorial).toContain(figure);
    const plain = said.replaceAll(/ +/g, ' ');
    for (const [, channel, difference, low, high, unit, pairs] of rows)
      expect(plain).toMatch(
        new RegExp(`P1 ${channel} ${escaped(`${difference} [${low}, ${high}] ${unit}`)} \\S+ \\S+ ${pairs} `),
      );
  });

  it('are those of the page, each once', () => {
    const blocks = snippetsOf(tutorial).filter(({ language }) => language === 'sh');
    expect(
      blocks.flatMap(({ text }) => text.trim().split('\n')).every((line) => line.startsWith('./howship ')),
    ).toBe(true);
  });
});

const escaped = (text: string) => text.replaceAll(/[[\]+.^$*(){}?|\\]/g, '\\$&');

function widen(path: string): void {
  const line = '  - id: temperature\n';
  const before = readFileSync(path, 'utf8');
  expect(before).toContain(line);
  writeFileSync(path, before.replace(line, `${line}${addition}\n`));
}

/** The way of the page through the console; `seen` is told of each screen that the page shows. */
async function follow(
  page: Page,
  hand: Hand,
  id: string,
  seen: (screen: string) => Promise<void>,
): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  const press = (name: string) => hand.press(button(name), name);
  const open = (name: string) => hand.press(link(name), name);
  const text = (words: string | RegExp) => page.getByText(words).first().waitFor();

  await open('New experiment');
  await hand.write(page.getByLabel('Id of the experiment'), 'Id of the experiment', id);
  await hand.bringFiles(files);
  await text(/^9 guesses left to decide/);
  await seen('guesses');
  await press('Keep FU1');
  await text(/^8 guesses left to decide/);
  await press('Put in force');
  await text(`${id}: revision 1 is in force.`);
  await press('Upload the files it was drafted from');
  await text('2 of 2 files done');
  const uploaded = page.locator('section', { hasText: 'Upload files' });
  for (const [, line = ''] of tutorial.matchAll(/^> - (.+)$/gm)) await uploaded.getByText(line).waitFor();
  await page.getByRole('img', { name: /^FU1 temperature, humidity, co2: 96\.66 % complete/ }).waitFor();
  await page.getByLabel('What to request again').waitFor();
  await seen('arrived');
  await press('Copy the list');
  await text('Copied the list.');
  await open('Twins');
  await hand.choose(page.getByLabel('Channel'), 'Channel', 'co2');
  await text('300 pairs');
  await seen('twins');
  await press('Zoom in');
  await press('Whole range');
  await button('Whole range').waitFor({ state: 'detached' });
  await open('Deltas');
  await text('[0.1102, 0.1300] °C');
  await text('no margin');
  await seen('deltas');
  await open('Definition');
  await page.getByText('in force since', { exact: false }).waitFor();
  const editor = page.getByLabel('Definition', { exact: true });
  await hand.writeBelow(editor, 'Definition', '  - id: temperature', addition);
  await press('Put in force');
  await text(`${id}: revision 2 is in force.`);
  await open('Deltas');
  await text('yes (±0.5 °C)');
  await open('Alarms');
  const card = page.locator('article', { hasText: 'STUCK FU1 co2' });
  await card.getByText('396 times in a row').waitFor();
  await seen('alarms');
  await hand.press(card.getByRole('button', { name: 'Acknowledge' }), 'Acknowledge');
  await card.getByText('acknowledged by').waitFor();
  const saving = page.waitForEvent('download');
  await press('Save the report');
  expect((await saving).suggestedFilename()).toBe(`${id}.html`);
}

/** What the page calls controls, in their order. */
const named = [...tutorial.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name);

async function draw(page: Page, screen: string): Promise<void> {
  if (process.env.UPDATE_GOLDEN !== '1') return;
  await settled(page);
  mkdirSync(PICTURES, { recursive: true });
  writeFileSync(join(PICTURES, `${screen}.png`), smallPicture(await page.screenshot()));
}

describe('the tutorial in the console', () => {
  const way = async (
    id: string,
    handOf: (page: Page) => Hand,
    seen: (page: Page, screen: string) => Promise<void>,
  ) => {
    const { page, context, complaints, hosts } = await stack.open('#/', { width: 1000 });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(
      "window.wasPointedAt = false; addEventListener('pointerdown', () => { window.wasPointedAt = true; }, true)",
    );
    const hand = handOf(page);
    await follow(page, hand, id, (screen) => seen(page, screen));
    expect(hand.used).toEqual(named);
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      /^1\. FU1: after 2026-03-05T20:10Z/,
    );
    // The browser itself tells of each answer above 399: no experiment has the new id yet.
    expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    expect([...hosts].filter((host) => !host.startsWith('127.0.0.1:'))).toEqual([]);
    return { page, context };
  };

  it('goes from files that are dragged in to the difference by mouse', async () => {
    const { context } = await way('tour', mouseHand, draw);
    await context.close();
  });

  it('goes the same way by keyboard alone, with the focus seen at each stop', async () => {
    const { page, context } = await way('keys', keyboardHand, async () => {});
    expect(await page.evaluate('window.wasPointedAt')).toBe(false);
    await context.close();
  });

  it('has one picture per screen, each small', () => {
    const shown = [...tutorial.matchAll(/\]\(console\/tour\/(.+?)\)/g)].map(([, name]) => name);
    expect(readdirSync(PICTURES).toSorted()).toEqual(shown.toSorted());
    expect(shown.filter((name) => statSync(join(PICTURES, name!)).size > MOST_BYTES)).toEqual([]);
  });
});

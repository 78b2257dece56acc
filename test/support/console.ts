/** The console on a stack of its own, in a real browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchChromium } from './chromium.ts';
import { howship } from './cli.ts';
import { startStack } from './local-stack.ts';

export const PROJECT = resolve(import.meta.dirname, '../..');

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of, among it all that the policy forbade. */
  readonly complaints: string[];
  readonly hosts: Set<string>;
}

export interface Visitor {
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** IANA name; that of this machine without it. */
  readonly timezoneId?: string;
}

export interface ConsoleStack {
  readonly url: string;
  readonly token: string;
  readonly browser: Browser;
  /** A folder that ends with the stack. */
  readonly work: string;
  /** Runs `howship …` against the stack; fails the test if it fails. */
  must(...argv: string[]): Promise<void>;
  /** A page that has not been anywhere yet. */
  visit(visitor?: Visitor): Promise<Visit>;
  /** A page that has the token, at an address behind `#`. */
  open(address: string, visitor?: Visitor): Promise<Visit>;
  /** Kills the stack as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on its home, at the same address. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a stack and a browser; whoever starts them stops them. */
export async function startConsole(): Promise<ConsoleStack> {
  const work = mkdtempSync(join(tmpdir(), 'howship-console-'));
  const home = join(work, 'home');
  let stack = startStack(home);
  const browser = await launchChromium();
  const { url, token } = await stack.ready;
  const visit = async ({ width = 1280, colorScheme = 'light', ...more }: Visitor = {}) => {
    const viewport = { width, height: 900 };
    const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', ...more });
    return watched(context, await context.newPage());
  };
  return {
    ...{ url, token, browser, work, visit },
    async must(...argv) {
      const { code, err } = await howship(argv, { HOWSHIP_HOME: home });
      expect(code, `${argv.join(' ')}: ${err}`).toBe(0);
    },
    async open(address, visitor) {
      const visited = await visit(visitor);
      await visited.page.goto(`${url}/#token=${token}`);
      await visited.page.getByRole('heading', { level: 1 }).waitFor();
      await visited.page.goto(`${url}/${address}`);
      return visited;
    },
    kill: () => stack.kill(),
    async restart() {
      stack = startStack(home, ['--port', new URL(url).port]);
      await stack.ready;
    },
    async stop() {
      await browser.close();
      await stack.stop();
      rmSync(work, { recursive: true });
    },
  };
}

function watched(context: BrowserContext, page: Page): Visit {
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  return { page, context, complaints, hosts };
}

/** By how many pixels a page is wider than its window. */
export async function overhang(page: Page): Promise<number> {
  const script = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  return Number(await page.evaluate(script));
}

const QUIET_MS = 700;

/** Nothing is being asked for any more: nothing says so, and no answer has come for a while. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  const asking = () => page.evaluate('/Asking for|Fetching this part|^…$/m.test(document.body.innerText)');
  await expect.poll(asking, { timeout: 30_000 }).toBe(false);
  const quiet = () =>
    page.evaluate(
      'performance.now() - Math.max(0, ...performance.getEntriesByType("resource").map((one) => one.responseEnd))',
    );
  await expect.poll(quiet, { timeout: 30_000 }).toBeGreaterThan(QUIET_MS);
}

/** An experiment for files on their way in from the console, and what watches the parts of a large one. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import { uploadSchema } from '../../shared/contract/downlinks.ts';
import type { ConsoleStack, Visit, Visitor } from './console.ts';

/** As long as a loaded machine may take. */
export const PATIENCE_MS = 120_000;
export const ADDRESS = '#/e/uplink/arrived';

/** Applies the experiment `uplink`, which has no sample yet. */
export async function bringUplink(stack: Pick<ConsoleStack, 'must' | 'work'>): Promise<void> {
  const path = join(stack.work, 'uplink.yaml');
  writeFileSync(path, DEFINITION);
  await stack.must('experiment', 'apply', path);
}

/** A page on its files. */
export async function openUplink(stack: ConsoleStack, visitor?: Visitor): Promise<Visit> {
  const visited = await stack.open(ADDRESS, visitor);
  visited.context.setDefaultTimeout(PATIENCE_MS);
  return visited;
}

export const choose = (page: Page, files: Parameters<ReturnType<Page['getByLabel']>['setInputFiles']>[0]) =>
  page.getByLabel('Files to upload').setInputFiles(files);

export const csv = (name: string, text: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

/** Of what the browser complained of, all but what it tells itself: each answer above 399, each call without a line. */
export const told = (complaints: readonly string[]) =>
  complaints.filter((text) => !text.startsWith('Failed to load resource'));

const DEFINITION = JSON.stringify({
  id: 'uplink',
  arms: [{ id: 'bench', kind: 'GROUND_CONTROL_SYNCHRONOUS' }],
  units: [{ id: 'B1', arm: 'bench' }],
  channels: [{ id: 'temperature', unit: 'Cel', period: 'PT1S' }],
  sources: [
    {
      id: 'logger',
      match: '*.csv',
      time: { column: 't', formats: ['epoch-s'] },
      columns: { temp: { unit: 'B1', channel: 'temperature' } },
      ignore: ['pad'],
    },
  ],
});

export const START = Date.UTC(2026, 2, 1) / 1000;
export const rows = (from: number, count: number, pad = ''): string =>
  Array.from({ length: count }, (_, i) => `${START + from + i},${((i * 7) % 90) + 10},${pad}\n`).join('');
export const table = (from: number, count: number): string => `t,temp,pad\n${rows(from, count)}`;

/** A file of four parts, of which few bytes are samples. */
export function largeFile(work: string, name: string, from = 0): string {
  const path = join(work, name);
  writeFileSync(path, `t,temp,pad\n${rows(from, 6600, 'x'.repeat(4096))}`);
  return path;
}
export const ALL = [1, 2, 3, 4];

export interface Parts {
  /** Parts that the storage took, in their order. */
  readonly arrived: number[];
  /** Parts that were sent though the storage had told that it has them, or the stack that they are not missing. */
  readonly twice: number[];
}

/** Watches every part that any tab of a context sends. */
export function watchParts(context: BrowserContext): Parts {
  const [arrived, twice]: [number[], number[]] = [[], []];
  const here = new Set<number>();
  const partOf = (request: Request) =>
    request.method() === 'PUT' ? Number(new URL(request.url()).searchParams.get('partNumber')) : 0;
  context.on('request', (request) => {
    const part = partOf(request);
    if (part > 0 && here.has(part)) twice.push(part);
  });
  context.on('response', async (response) => {
    const part = partOf(response.request());
    if (part > 0 && response.ok()) {
      arrived.push(part);
      here.add(part);
    }
    if (response.request().method() === 'GET' && response.url().endsWith('/upload') && response.ok()) {
      const { parts } = uploadSchema.parse(await response.json()) as { parts: { part: number }[] };
      for (const one of ALL) if (!parts.some((missing) => missing.part === one)) here.add(one);
    }
  });
  return { arrived, twice };
}

/** Holds a part back, as a slow line would, until it is let go. */
export async function holdPart(context: BrowserContext, part: number): Promise<() => void> {
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await context.route(
    (url) => url.searchParams.get('partNumber') === String(part),
    async (route) => {
      await free;
      // The page may have given it up meanwhile.
      await route.continue().catch(() => {});
    },
  );
  return letGo;
}

export const arrivedOf = async (parts: Parts, least: number) => {
  await expect
    .poll(() => parts.arrived.length, { timeout: PATIENCE_MS, interval: 50 })
    .toBeGreaterThanOrEqual(least);
};

/** All is here, and no part was sent that had arrived. */
export async function mustBeIn(page: Page, parts: Parts): Promise<void> {
  await page.getByText('1 of 1 file done').waitFor();
  await page.locator('article').first().getByText(/^In: /).waitFor();
  expect(parts.twice).toEqual([]);
  expect(new Set(parts.arrived).size).toBe(parts.arrived.length);
}

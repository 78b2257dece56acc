/** A stack that is killed while the console sends it a file: power that fails, a laptop that restarts. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type ConsoleStack, startConsole } from '../support/console.ts';
import {
  ALL,
  arrivedOf,
  bringUplink,
  choose,
  holdPart,
  largeFile,
  mustBeIn,
  openUplink,
  watchParts,
} from '../support/uplink-experiment.ts';

vi.setConfig({ testTimeout: 300_000 });
let stack: ConsoleStack;
beforeAll(async () => {
  stack = await startConsole();
  await bringUplink(stack);
}, 240_000);
afterAll(() => stack.stop());

/** Ports of the storage that parts were sent to. */
let storagePorts: Set<string>;
beforeEach(() => {
  storagePorts = new Set();
});

async function sendUntilKilled(name: string, from: number) {
  const { page, context } = await openUplink(stack);
  page.on('request', (request) => {
    if (request.method() === 'PUT') storagePorts.add(new URL(request.url()).port);
  });
  const parts = watchParts(context);
  const letGo = await holdPart(context, 2);
  const path = largeFile(stack.work, name, from);
  await choose(page, path);
  await arrivedOf(parts, 3);
  await stack.kill();
  letGo();
  await page.getByText('It goes on by itself when the stack answers again', { exact: false }).waitFor();
  return { page, context, parts, path };
}

it('an upload goes on by itself when the stack serves again, and no part that arrived is sent twice', async () => {
  const { page, context, parts } = await sendUntilKilled('killed.csv', 10_000);
  await stack.restart();
  await mustBeIn(page, parts);
  expect(parts.arrived.toSorted()).toEqual(ALL);
  // The page may call no other than the one it was loaded with.
  expect(storagePorts.size).toBe(1);
  await context.close();
});

it('where another program has taken the port of the storage, the page says to reload it, and then goes on', async () => {
  const { page, context, parts, path } = await sendUntilKilled('moved.csv', 20_000);
  const [port] = storagePorts;
  const thief = createServer();
  await new Promise<void>((resolve) => thief.listen(Number(port), '127.0.0.1', resolve));
  await stack.restart();
  await page.getByText('moved.csv is kept: reload the page', { exact: false }).waitFor();
  page.on('dialog', (dialog) => dialog.accept());
  await page.reload();
  await choose(page, path);
  await mustBeIn(page, parts);
  expect(storagePorts.size).toBe(2);
  await new Promise((resolve) => thief.close(resolve));
  await context.close();
});

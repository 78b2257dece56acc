/**
 * Makes the home that `test/local-stack/old-home.test.ts` opens: what a checkout of an older version leaves on disk of a
 * small experiment, and what it answered.
 *
 *   git worktree add /tmp/older 37192bf && (cd /tmp/older && npm ci)
 *   npm run fixture:old-home -- /tmp/older test/fixtures/homes/37192bf
 *
 * writes `<target>.tar.gz`, the objects and the table, and `<target>.json`, the answers. It asks over HTTP without any
 * schema: those of today need not be those of the older version.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { StackFile } from '../../cdk/local/home/home.ts';
import { OLD_HOME, oldHomeDefinition, oldHomeFiles } from '../support/old-home.ts';

const [checkout, target] = process.argv.slice(2);
if (checkout === undefined || target === undefined)
  throw new Error('expected the checkout of an older version, and where the home goes');

const FINAL = ['INGESTED', 'INGESTED_WITH_REJECTS', 'REFUSED', 'FAILED'];
const ASK_EVERY_MS = 200;
/** Several messages may be under way between two answers that say that nothing is pending. */
const QUIET_ROUNDS = 20;
const PATH = `/v1/experiments/${OLD_HOME}`;

const home = mkdtempSync(join(tmpdir(), 'howship-old-home-'));
const child = spawn(process.execPath, ['cdk/local/main.ts', '--home', home], {
  cwd: checkout,
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const stack = await ready(child);
  const trial = await bringIn(stack);
  writeFileSync(`${target}.json`, `${JSON.stringify(await answersOf(stack, trial), null, 2)}\n`);
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  // In the order of names, with one owner and one time: the same home packs to the same bytes.
  const options = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=2026-01-01'];
  execFileSync('tar', [...options, '-C', home, '-czf', `${target}.tar.gz`, 's3', 'dynamodb']);
} finally {
  child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
}

async function ready({ stdout }: ChildProcess): Promise<StackFile> {
  if (stdout === null) throw new Error('the stack has no standard output');
  const line = await createInterface({ input: stdout })[Symbol.asyncIterator]().next();
  if (line.done === true || !line.value.startsWith('{"ready":true'))
    throw new Error(`the stack does not serve: ${line.value}`);
  return JSON.parse(readFileSync(join(home, 'stack.json'), 'utf8'));
}

/** Resolves to the id of the dry run. */
async function bringIn(stack: StackFile): Promise<string> {
  const { events, contacts, downlinks, tried } = oldHomeFiles();
  await ask(stack, PATH, { method: 'PUT', body: oldHomeDefinition(), type: 'application/yaml' });
  await ask(stack, `${PATH}/events`, { method: 'POST', body: events, type: 'text/csv' });
  await ask(stack, `${PATH}/contacts`, { method: 'PUT', body: contacts, type: 'text/csv' });
  for (const { name, text } of downlinks) {
    await send(stack, name, text, {});
    await settle(stack);
  }
  return send(stack, tried.name, tried.text, { dryRun: true });
}

async function send(stack: StackFile, fileName: string, text: string, options: object): Promise<string> {
  const body = JSON.stringify({ fileName, bytes: Buffer.byteLength(text), ...options });
  const { id, upload } = await ask(stack, `${PATH}/downlinks`, { method: 'POST', body });
  const put = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: text });
  if (!put.ok) throw new Error(`the link answered ${put.status}: ${await put.text()}`);
  for (;;) {
    const receipt = await ask(stack, `${PATH}/downlinks/${id}`);
    if (FINAL.includes(receipt.state)) return id;
    await setTimeout(ASK_EVERY_MS);
  }
}

async function settle(stack: StackFile): Promise<void> {
  for (let quiet = 0; quiet < QUIET_ROUNDS; ) {
    const answers = await Promise.all(
      [`${PATH}/completeness`, `${PATH}/anomalies`].map((path) => ask(stack, path)),
    );
    quiet = answers.every(({ pending }) => pending === 0) ? quiet + 1 : 0;
    await setTimeout(ASK_EVERY_MS);
  }
}

async function answersOf(stack: StackFile, trial: string) {
  const deltas = await ask(stack, `${PATH}/deltas?pair=P1&channel=temperature&resolution=PT6H`);
  return {
    archive: await ask(stack, `${PATH}/archive`),
    anomalies: await ask(stack, `${PATH}/anomalies`),
    completeness: await ask(stack, `${PATH}/completeness`),
    deltas,
    telemetry: await ask(stack, `${PATH}/telemetry?unit=FU1&channel=temperature&maxPoints=50`),
    experiment: await ask(stack, PATH),
    trial: await ask(stack, `${PATH}/downlinks/${trial}`),
    receipts: (await ask(stack, `${PATH}/downlinks`)).downlinks,
  };
}

async function ask(
  { url, token }: StackFile,
  path: string,
  { type = 'application/json', ...init }: { method?: string; body?: string; type?: string } = {},
) {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type };
  const response = await fetch(`${url}${path}`, { ...init, headers });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

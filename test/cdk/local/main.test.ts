import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { StackFile } from '../../../cdk/local/home/home.ts';

const ROOT = join(import.meta.dirname, '../../..');
const HANDLERS = join(ROOT, 'test/fixtures/functions');
const work = mkdtempSync(join(tmpdir(), 'howship-main-'));
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(work, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly line: Record<string, unknown>;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
}

/** Starts the command of the real stack, with fixtures for handlers, and waits for its first line. */
async function start(home: string, ...more: string[]): Promise<Started> {
  const args = ['cdk/local/main.ts', '--home', home, '--functions', HANDLERS, ...more];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
  started.push(child);
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  for await (const line of createInterface({ input: child.stdout! }))
    return { child, line: JSON.parse(line), ended };
  throw new Error(`ended without a line: ${JSON.stringify(await ended)}`);
}

const stackOf = (home: string): StackFile => JSON.parse(readFileSync(join(home, 'stack.json'), 'utf8'));
const clientsOf = ({ endpoints, region, credentials }: StackFile) => ({
  s3: new S3Client({ endpoint: endpoints.s3, region, credentials: { ...credentials }, forcePathStyle: true }),
  dynamodb: new DynamoDBClient({ endpoint: endpoints.dynamodb, region, credentials: { ...credentials } }),
});
const names = (file: StackFile, suffix: string) =>
  fetch(`${file.url}/environment`).then(async (r) => ((await r.json()) as Record<string, string>)[suffix]!);

/** Processes of functions that this stack started. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return new RegExp(`^PPid:\\s+${pid}$`, 'm').test(readFileSync(`/proc/${name}/status`, 'utf8'));
      } catch {
        return false; // It ended while we looked.
      }
    })
    .map(Number);
}

describe('the local runner', () => {
  const home = join(work, 'home');

  it('serves the real stack, survives kill -9 with its objects and items, and ends in order', async () => {
    const first = await start(home);
    expect(first.line).toMatchObject({ ready: true, pid: first.child.pid, home });
    const file = stackOf(home);
    expect(first.line.url).toBe(file.url);
    expect((await fetch(file.url)).status).toBe(200);

    const table = await names(file, 'HOWSHIP_TABLE');
    const bucket = await names(file, 'HOWSHIP_RAW_BUCKET');
    const before = clientsOf(file);
    const Item = { pk: { S: 'p' }, sk: { S: 's' }, duePk: { S: 'p' }, dueSk: { S: 's' }, n: { N: '0' } };
    await before.dynamodb.send(new PutItemCommand({ TableName: table, Item }));
    await before.s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: 'raw/e/d', Body: 'samples', IfNoneMatch: '*' }),
    );

    const functions = childrenOf(file.pid);
    expect(functions.length).toBeGreaterThan(0);
    first.child.kill('SIGKILL');
    await first.ended;
    // A process that is gone, or waits to be reaped by init, has no memory map.
    const lives = (pid: number) => existsSync(`/proc/${pid}/exe`);
    await vi.waitFor(() => expect(functions.filter(lives)).toEqual([]), { timeout: 5000, interval: 20 });
    expect(existsSync(join(home, 'lock'))).toBe(true);

    const began = performance.now();
    const second = await start(home);
    console.log(`started again in ${Math.round(performance.now() - began)} ms`);
    expect(second.line).toMatchObject({ ready: true });
    const again = stackOf(home);
    expect(again.token).toBe(file.token);
    const after = clientsOf(again);
    const found = await after.dynamodb.send(
      new GetItemCommand({ TableName: table, Key: { pk: Item.pk, sk: Item.sk }, ConsistentRead: true }),
    );
    expect(found.Item).toEqual(Item);
    const due = await after.dynamodb.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'due',
        KeyConditionExpression: 'duePk = :d',
        ExpressionAttributeValues: { ':d': { S: 'p' } },
      }),
    );
    expect(due.Items).toEqual([{ pk: Item.pk, sk: Item.sk, duePk: Item.duePk, dueSk: Item.dueSk }]);
    const object = await after.s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'raw/e/d' }));
    expect(await object.Body?.transformToString()).toBe('samples');

    const refused = await start(home);
    expect(refused.line).toMatchObject({ ready: false, code: 'home.locked' });
    expect(refused.line.message).toContain(`process ${again.pid}`);
    expect(await refused.ended).toEqual({ code: 1, signal: null });

    second.child.kill('SIGTERM');
    expect(await second.ended).toEqual({ code: 0, signal: null });
    expect(existsSync(join(home, 'stack.json'))).toBe(false);
    expect(existsSync(join(home, 'lock'))).toBe(false);
  });

  it('refuses a port that is taken, and one that is none, saying what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { line } = await start(home, '--port', port);
    expect(line).toMatchObject({ ready: false, code: 'port.in-use', message: expect.stringContaining(port) });
    server.close();
    expect((await start(home, '--port', '70000')).line).toMatchObject({ ready: false, code: 'port.invalid' });
  });

  it('serves on another port while a program has the usual one', async () => {
    // Another stack of this machine may have the usual port already; then both of these are on others.
    const first = await start(join(work, 'usual'));
    const second = await start(join(work, 'beside'));
    const isHealthy = async ({ line }: Started) => (await fetch(`${line.url}/environment`)).ok;
    expect([await isHealthy(first), await isHealthy(second)]).toEqual([true, true]);
    expect(second.line.url).not.toBe(first.line.url);
    for (const { child, ended } of [first, second]) {
      child.kill('SIGTERM');
      expect(await ended).toEqual({ code: 0, signal: null });
    }
  });

  it('refuses an option that it does not know', async () => {
    const { line, ended } = await start(home, '--unknown');
    expect(line).toMatchObject({ ready: false, message: expect.stringContaining('--unknown') });
    expect((await ended).code).toBe(1);
  });
});

/** A home on a disk that is full, cannot be written, or has a broken table. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { asDiskFailure, isFull } from '../../../../cdk/local/home/disk.ts';
import { LocalStackFailure } from '../../../../cdk/local/home/failure.ts';
import { startMeter } from '../../../../cdk/local/meter/meter.ts';
import type { TablePlan } from '../../../../cdk/local/plan/plan.ts';
import { startTables } from '../../../../cdk/local/tables.ts';
import { complaints, s3, startIn, work } from '../fixture-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'howship-disk-'));
const mounted: string[] = [];
afterAll(() => {
  for (const path of mounted) execFileSync('umount', ['-l', path]);
  rmSync(folder, { recursive: true, force: true });
});

/** A disk of its own, where this process may mount one; null elsewhere. */
function smallDisk(name: string, size = '24m'): string | null {
  const path = join(work, name);
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
  mounted.push(path);
  return path;
}

function fill(path: string): string {
  const { bavail, bsize } = statfsSync(path);
  const file = join(path, 'filling');
  writeFileSync(file, Buffer.alloc(bavail * bsize));
  return file;
}

const failureOf = (error: Error) => {
  const told = asDiskFailure('/home/x', error);
  return told instanceof LocalStackFailure ? told.code : null;
};
const systemError = (code: string) => Object.assign(new Error(`${code}: of the system`), { code });

describe('what a disk does', () => {
  it.each([
    ['ENOSPC', 'home.disk-full'],
    ['EDQUOT', 'home.disk-full'],
    ['EROFS', 'home.read-only'],
    ['EACCES', 'home.read-only'],
    ['EIO', 'home.disk-failed'],
    ['LEVEL_CORRUPTION', 'table.broken'],
    ['ECONNRESET', null],
  ])('%s is told as %s', (code, told) => {
    expect(failureOf(systemError(code))).toBe(told);
    expect(failureOf(new Error('outside', { cause: systemError(code) }))).toBe(told);
  });

  it.each([
    ['no space left on device', 'home.disk-full'],
    ['disk quota exceeded', 'home.disk-full'],
    ['read-only file system', 'home.read-only'],
    ['permission denied', 'home.read-only'],
    ['input/output error', 'home.disk-failed'],
    ['is a directory', null],
  ])('%s, told by the bundler in words, is told as %s', (words, told) => {
    const line = `error: Failed to write to output file: write /home/x/assembly/draft/index.mjs: ${words}`;
    expect(failureOf(new Error(`Failed to bundle asset: Error: Build failed with 1 error:\n${line}`))).toBe(
      told,
    );
  });

  it('is not told of a source that may not be read', () => {
    const unread =
      'Failed to bundle asset: Error: error: Could not read from file: shared/x.ts: permission denied';
    expect(failureOf(new Error(unread))).toBeNull();
  });

  it('is no excuse for an error of ours, which stays what it is', () => {
    const error = new TypeError('x is not a function');
    expect(asDiskFailure('/home/x', error)).toBe(error);
    const failure = new LocalStackFailure('home.locked', 'somebody else has it');
    expect(asDiskFailure('/home/x', failure)).toBe(failure);
  });
});

describe('counts that cannot be written down', () => {
  it('are told once, kept, and end nothing', () => {
    const said: string[] = [];
    const meter = startMeter(join(folder, 'nowhere', 'usage.json'), (sentence) => said.push(sentence));
    for (let i = 0; i < 2; i++) {
      meter.count('api', 'invocations');
      meter.close();
    }
    expect(said).toEqual([expect.stringMatching(/usage\.json: the counts are not written down: ENOENT/)]);
    mkdirSync(join(folder, 'nowhere'));
    meter.count('api', 'invocations');
    meter.close();
    const day = new Date().toISOString().slice(0, 10);
    const kept = startMeter(join(folder, 'nowhere', 'usage.json'));
    kept.close();
    expect(readdirSync(join(folder, 'nowhere'))).toEqual(['usage.json']);
    expect(day).toHaveLength(10);
  });
});

describe('a table whose files are damaged', () => {
  const table: TablePlan = {
    name: 'Table',
    properties: {
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
  };
  it.each(['CURRENT', 'MANIFEST'])('in %s is told as such at the start', async (name) => {
    const directory = join(folder, `table-${name}`);
    await (await startTables(directory, [table])).close();
    const file = readdirSync(directory).find((one) => one.startsWith(name));
    writeFileSync(join(directory, file!), 'garbage that nobody wrote');
    const error: unknown = await startTables(directory, [table]).catch((thrown: unknown) => thrown);
    expect(asDiskFailure(folder, error)).toMatchObject({ code: 'table.broken' });
  });
});

describe('a full disk', () => {
  const disk = smallDisk('small-disk');

  it.runIf(disk !== null)(
    'fails what writes, says so, and ends nothing else; with room again all goes on',
    async () => {
      const stack = await startIn('small-disk');
      const put = async (path: string) => {
        const response = await fetch(`${stack.file.url}${path}`);
        return { status: response.status, body: await response.json() };
      };
      const filling = fill(disk!);
      expect(isFull(disk!)).toBe(true);
      const sent = s3(stack).send(new PutObjectCommand({ Bucket: 'raw', Key: 'x', Body: Buffer.alloc(2e6) }));
      await expect(sent).rejects.toThrow(/the disk of .* is full: make room/);
      expect(await put('/write')).toMatchObject({ status: 503, body: { code: 'home.disk-full' } });
      expect(await put('/pid'), complaints.join('\n')).toMatchObject({ status: 200 });
      rmSync(filling);
      expect((await put('/write')).status).toBe(200);
      await stack.close();
      expect(complaints.join('\n')).not.toMatch(/stopped at its timeout|ended with exit code/);
    },
  );

  it.runIf(disk !== null)('keeps a stack from starting, which says so', async () => {
    const filling = fill(disk!);
    await expect(startIn('small-disk/another')).rejects.toMatchObject({ code: 'home.disk-full' });
    rmSync(filling, { force: true });
  });

  it.runIf(disk !== null)('is told in one sentence where it fills while the stack is bundled', async () => {
    const tiny = smallDisk('tiny-disk', '1m')!;
    const child = spawnSync(process.execPath, ['functions/cli/main.ts', 'up', '--home', tiny], {
      encoding: 'utf8',
    });
    expect([child.status, child.stdout]).toEqual([1, '']);
    expect(child.stderr.split('\n').filter((line) => !line.startsWith('Bundling asset'))).toEqual([
      'starting the stack…',
      `howship: the disk of ${tiny} is full: make room, or give a HOWSHIP_HOME on another disk (home.disk-full)`,
      '',
    ]);
    expect(readdirSync(join(tiny, 'assembly'))).toEqual([]);
  });

  it.runIf(disk !== null)('that cannot be written is told as read-only', async () => {
    execFileSync('mount', ['-o', 'remount,ro', disk!]);
    await expect(startIn('small-disk')).rejects.toMatchObject({ code: 'home.read-only' });
    await expect(startIn('small-disk/third')).rejects.toMatchObject({ code: 'home.read-only' });
    execFileSync('mount', ['-o', 'remount,rw', disk!]);
  });
});

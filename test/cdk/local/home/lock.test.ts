import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockHome } from '../../../../cdk/local/home/lock.ts';
import { startOfProcess } from '../../../../cdk/local/home/process-identity.ts';

const SINCE = '2026-03-12T02:14:00Z';
let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'howship-lock-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));
const owner = () => JSON.parse(readFileSync(join(home, 'lock'), 'utf8')) as { pid: number; started: string };

/** The pid of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

/** Null where it ends without a line. */
async function firstLineOf(stream: Readable): Promise<string | null> {
  for await (const line of createInterface({ input: stream })) return line;
  return null;
}

describe('startOfProcess', () => {
  it('is the same at every look, and another for another process', () => {
    expect(startOfProcess(process.pid)).toBe(startOfProcess(process.pid));
    expect(startOfProcess(process.ppid)).not.toBe(startOfProcess(process.pid));
  });

  it('is null for a process that ended', () => {
    expect(startOfProcess(deadPid())).toBeNull();
  });
});

describe('lockHome', () => {
  it('names this process, is refused to another meanwhile, and leaves nothing behind', () => {
    const release = lockHome(home, SINCE);
    expect(owner().pid).toBe(process.pid);
    expect(() => lockHome(home, SINCE)).toThrow(`in use by process ${process.pid} since ${SINCE}`);
    release();
    expect(readdirSync(home)).toEqual([]);
    lockHome(home, SINCE)();
  });

  it.each([
    ['of a process that ended', () => ({ pid: deadPid(), started: 'boot/1', since: SINCE })],
    [
      'of a pid that another process has now',
      () => ({ pid: process.ppid, started: 'an earlier boot/1', since: SINCE }),
    ],
  ])('takes over the lock %s', (_, stale) => {
    writeFileSync(join(home, 'lock'), JSON.stringify(stale()));
    const release = lockHome(home, SINCE);
    expect(owner().pid).toBe(process.pid);
    release();
    expect(readdirSync(home)).toEqual([]);
  });

  it.each(['', '{"pid":1', 'null', '{"pid":0,"started":"x","since":"y"}'])(
    'takes over a lock that holds %j',
    (text) => {
      writeFileSync(join(home, 'lock'), text);
      lockHome(home, SINCE)();
      expect(existsSync(join(home, 'lock'))).toBe(false);
    },
  );

  it('takes over from a process that ended while it took over from another', () => {
    const dead = JSON.stringify({ pid: deadPid(), started: 'boot/1', since: SINCE });
    const turn = `lock.after-${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`;
    for (const name of ['lock', turn]) writeFileSync(join(home, name), dead);
    lockHome(home, SINCE)();
    expect(readdirSync(home)).toEqual([]);
  });

  it('does not release the lock of another', () => {
    const release = lockHome(home, SINCE);
    writeFileSync(join(home, 'lock'), 'another has it');
    release();
    expect(readFileSync(join(home, 'lock'), 'utf8')).toBe('another has it');
  });

  it('goes to exactly one of several processes that find the same dead owner', async () => {
    writeFileSync(join(home, 'lock'), JSON.stringify({ pid: deadPid(), started: 'boot/1', since: SINCE }));
    const module = join(import.meta.dirname, '../../../../cdk/local/home/lock.ts');
    // Each says whether it has the lock and lives on until it is ended, so that a late one finds a living owner.
    const script = `import { lockHome } from ${JSON.stringify(module)};
      try { lockHome(${JSON.stringify(home)}, 'now'); console.log('have'); } catch (error) { console.log(error.code); }
      process.stdin.resume();`;
    const rivals = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    const answers = await Promise.all(rivals.map(({ stdout }) => firstLineOf(stdout)));
    const ends = rivals.map((rival) => once(rival, 'exit'));
    for (const { stdin } of rivals) stdin.end();
    await Promise.all(ends);
    expect(answers.sort()).toEqual(['have', 'home.locked', 'home.locked', 'home.locked']);
  });
});

/** The launcher under the Node of this machine, which may be as old as 20, and where the packages are not installed. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const LAUNCHER = join(ROOT, 'howship');
/** Of the machine, not of the project. */
const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
const machineNode =
  path.map((folder) => join(folder, 'node')).find((file) => existsSync(file)) ?? process.execPath;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'howship-launcher-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(
  file: string,
  argv: readonly string[],
  env = {},
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const options = { env: { PATH: path.join(':'), ...env }, cwd: folder };
    execFile(file, argv, options, (error, out, err) => {
      done({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

describe('the launcher', () => {
  it('starts the command line on the Node of the project, whatever Node the machine has', async () => {
    const version = execFileSync(machineNode, ['--version'], { encoding: 'utf8' });
    const ran = await run(machineNode, [LAUNCHER, '--version']);
    expect([version, ran.code, ran.err]).toEqual([version, 0, '']);
    expect(ran.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('is a program that can be run as it is', async () => {
    expect((await run(LAUNCHER, ['--help'])).out).toContain('Usage: ./howship');
  });

  it('passes the exit code and JSON on, and adds nothing', async () => {
    const refused = await run(LAUNCHER, ['token', '--json']);
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(JSON.parse(refused.err)).toMatchObject({ code: 'stack.none' });
    const wrong = await run(LAUNCHER, ['deltas', '--chanel', 'x', '--json']);
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(JSON.parse(wrong.err)).toMatchObject({
      code: 'usage',
      detail: expect.stringContaining('--chanel'),
    });
    const given = { HOWSHIP_URL: 'http://127.0.0.1:9', HOWSHIP_TOKEN: 't' };
    const answered = await run(LAUNCHER, ['token', '--json'], given);
    expect([answered.code, JSON.parse(answered.out)]).toEqual([0, { url: 'http://127.0.0.1:9', token: 't' }]);
  });

  it('says what to do where the packages are not installed, as JSON too', async () => {
    const lone = join(folder, 'howship');
    copyFileSync(LAUNCHER, lone);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const ran = await run(machineNode, [lone, 'up']);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toContain('run "npm ci" in ');
    expect(JSON.parse((await run(machineNode, [lone, 'up', '--json'])).err)).toMatchObject({
      code: 'launcher.not-installed',
    });
  });

  it('says what to do under a Node that is too old to bring the packages', async () => {
    const old = join(folder, 'old-node.cjs');
    writeFileSync(
      old,
      "for (const [key, value] of [['version', 'v18.20.4'], ['versions', { ...process.versions, node: '18.20.4' }]]) Object.defineProperty(process, key, { value });",
    );
    const ran = await run(machineNode, ['--require', old, LAUNCHER, 'doctor', '--json']);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(JSON.parse(ran.err)).toEqual({
      code: 'launcher.node-old',
      detail:
        'expected Node 20 or newer, got v18.20.4: install a newer Node, then run "npm ci" and this command again',
    });
  });

  it('passes a signal on and ends as its command ends', async () => {
    // Answers nobody: the command waits for it until the signal.
    const { createServer } = await import('node:http');
    const asked = Promise.withResolvers<void>();
    const server = createServer(() => asked.resolve()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const file = join(folder, 'fu1.csv');
    writeFileSync(file, 't,temp\n');
    const env = { PATH: path.join(':'), HOWSHIP_URL: `http://127.0.0.1:${port}`, HOWSHIP_TOKEN: 't' };
    const child = spawn(machineNode, [LAUNCHER, 'upload', file, '-e', 'rr1'], { env });
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += String(chunk);
    });
    await asked.promise;
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    server.close();
    server.closeAllConnections();
    expect(code).toBe(130);
    expect(err).toBe('\nStopped. Nothing of fu1.csv was sent. Run the same command again.\n');
  });
});

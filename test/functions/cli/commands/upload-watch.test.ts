/** Files that come into a folder while `howship upload DIR --watch` runs, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { TOKEN } from '../../../support/api.ts';
import { type ApiServer, startApiServer } from '../../../support/api-server.ts';
import { howship } from '../../../support/cli.ts';
import { TWIN_DEFINITION, twinFiles } from '../../../support/twin-experiment.ts';

const MAIN = resolve(import.meta.dirname, '../../../../functions/cli/main.ts');
const work = mkdtempSync(join(tmpdir(), 'howship-watch-'));
const folder = join(work, 'in');
let server: ApiServer;
const running: ChildProcess[] = [];

beforeAll(async () => {
  mkdirSync(folder);
  server = await startApiServer();
  const definition = join(work, 'd.yaml');
  writeFileSync(definition, TWIN_DEFINITION);
  const { code, err } = await howship(['experiment', 'apply', definition], environment());
  expect(code, err).toBe(0);
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await server.close();
  rmSync(work, { recursive: true });
});

const environment = () => ({ HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });

interface Watching {
  readonly said: () => string;
  readonly end: () => Promise<number | null>;
}

function watch(...folders: readonly string[]): Watching {
  const argv = [MAIN, 'upload', ...(folders.length > 0 ? folders : [folder]), '--watch', '--every', '0.1'];
  const child = spawn(process.execPath, argv, { env: { ...process.env, ...environment() } });
  running.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (said += text.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  return {
    said: () => said,
    end: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

const until = (watching: Watching, text: string | RegExp) =>
  vi.waitFor(() => expect(watching.said()).toMatch(text), { timeout: 30_000, interval: 50 });

it('brings in what comes, each content once, and goes on after a file that is refused', async () => {
  const { flight: inFlight, ground: onGround } = twinFiles();
  const [flight, ground] = Object.entries({ 'fu1.csv': inFlight, 'gu1.csv': onGround }).map(
    ([name, text]) => {
      const path = join(work, name);
      writeFileSync(path, text);
      return { name, path };
    },
  );
  const first = watch();
  await until(first, /watching .*, with no files in it/);
  // Written beside and put in place at once, as programs that download do; a hidden part of it is left alone.
  writeFileSync(join(folder, '.flight.part'), 'half');
  copyFileSync(flight!.path, join(work, 'copy'));
  renameSync(join(work, 'copy'), join(folder, flight!.name));
  await until(first, new RegExp(`${flight!.name} \\(.*INGESTED`));
  writeFileSync(join(folder, 'letter.txt'), 'no telemetry');
  await until(first, /letter\.txt: .*\(source\.none\)/);
  copyFileSync(flight!.path, join(folder, 'fu1-again.csv'));
  await until(first, /fu1-again\.csv is in already, as /);
  expect(await first.end()).toBe(1);
  expect(first.said()).toMatch(/Not in: 1 file or folder\n {2}.*letter\.txt: .*\(source\.none\)/);
  expect(server.uploads).toHaveLength(1);
  rmSync(join(folder, 'letter.txt'));

  // Started again, it knows what is in, and takes only what is new.
  copyFileSync(ground!.path, join(folder, ground!.name));
  const second = watch();
  await until(second, /twins has 1 file already/);
  await until(second, new RegExp(`${ground!.name} \\(.*INGESTED`));
  await until(second, new RegExp(`${flight!.name} is in already`));
  expect(await second.end()).toBe(0);
  expect(server.uploads).toHaveLength(2);
});

it('goes on where a folder goes away, and with what lies there when it is back', async () => {
  const [one, other] = [join(work, 'one'), join(work, 'other')];
  for (const made of [one, other]) mkdirSync(made);
  const watching = watch(one, other);
  await until(watching, /with no files in it/);
  renameSync(one, join(work, 'away'));
  await until(watching, /one: .*\(file\.unreadable\); the folder is looked at again/);
  writeFileSync(join(other, 'gu1-empty.csv'), 'time,temp\n');
  await until(watching, /gu1-empty\.csv: REFUSED, as /);
  renameSync(join(work, 'away'), one);
  copyFileSync(join(work, 'fu1.csv'), join(one, 'fu1.csv'));
  await until(watching, /fu1\.csv is in already/);
  expect(await watching.end()).toBe(1);
  expect(watching.said()).toMatch(/Not in: 1 file or folder\n {2}.*gu1-empty\.csv: REFUSED/);
});

it('refuses what is no folder, and a dry run of what has not come', async () => {
  const missing = await howship(['upload', join(work, 'nowhere'), '--watch'], environment());
  expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('(file.unreadable)')]);
  const both = await howship(['upload', folder, '--watch', '--dry-run'], environment());
  expect(both.code).toBe(2);
  writeFileSync(join(work, 'one.csv'), 'x');
  const file = await howship(['upload', join(work, 'one.csv'), '--watch'], environment());
  expect([file.code, file.err]).toEqual([1, expect.stringContaining('is no folder')]);
});

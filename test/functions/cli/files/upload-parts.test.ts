/** A large file through the command line: in parts, broken off, and gone on with. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TOKEN } from '../../../support/api.ts';
import { type ApiServer, startApiServer, type Upset } from '../../../support/api-server.ts';
import { howship } from '../../../support/cli.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

let server: ApiServer;
let folder: string;
let refused = false;
let upsets: Upset[] = [];
const asked = (argv: readonly string[]) => howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });

beforeAll(async () => {
  server = await startApiServer('TAKES', (path) =>
    refused && path.includes('/2?') ? { status: 403, code: 'AccessDenied' } : upsets.shift(),
  );
  folder = mkdtempSync(join(tmpdir(), 'howship-parts-'));
  writeFileSync(join(folder, 'twins.yaml'), TWIN_DEFINITION);
  // Two samples, and blank lines up to more than one PUT takes.
  const rows = 't,temp,rh\n2026-03-01T06:00:00Z,37.0,85\n';
  writeFileSync(join(folder, 'fu1-large.csv'), rows.padEnd(101 * 1024 ** 2, '\n'));
  await asked(['experiment', 'apply', join(folder, 'twins.yaml')]);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('goes on with an upload that broke off, and sends no part twice', async () => {
  const upload = ['upload', join(folder, 'fu1-large.csv'), '-e', 'twins'];
  refused = true;
  const first = await asked(upload);
  expect(first.code).toBe(1);
  expect(first.err).toContain('the storage refused the file with 403 AccessDenied');
  expect([...server.parts].sort()).toEqual([1]);

  refused = false;
  const second = await asked(upload);
  expect(second.err).toMatch(/fu1-large\.csv: going on with the upload d\d+, 1 part to go/);
  expect(second.out).toContain('2 samples in 1 row: 2 accepted');
  expect(second.code).toBe(0);
  expect([...server.parts].sort()).toEqual([1, 2]);
});

const EXPIRED: Upset = { status: 403, code: 'AccessDenied', message: 'Request has expired' };

it('renews links that have expired, and sends again what broke off, in parts that each have a digest', async () => {
  upsets = [EXPIRED, { status: 500, code: 'InternalError' }];
  const rows = 't,temp,rh\n2026-03-01T07:00:00Z,37.0,85\n';
  writeFileSync(join(folder, 'fu1-second.csv'), rows.padEnd(101 * 1024 ** 2, '\n'));
  const before = server.parts.length;
  const { code, out } = await asked(['upload', join(folder, 'fu1-second.csv'), '-e', 'twins']);
  expect(out).toContain('2 samples in 1 row: 2 accepted');
  expect(code).toBe(0);
  expect(server.parts.slice(before).sort()).toEqual([1, 2]);
  expect(upsets).toEqual([]);
});

it('renews the one link of a smaller file, and knows a file whose answer was lost', async () => {
  upsets = [EXPIRED, 'ANSWER_LOST'];
  writeFileSync(join(folder, 'fu1-small.csv'), 't,temp,rh\n2026-03-01T08:00:00Z,37.0,85\n');
  const { code, out } = await asked(['upload', join(folder, 'fu1-small.csv'), '-e', 'twins']);
  expect(out).toContain('2 samples in 1 row: 2 accepted');
  expect(code).toBe(0);
  expect(server.uploads.at(-1)).toHaveProperty('x-amz-checksum-sha256');
  expect(upsets).toEqual([]);
});

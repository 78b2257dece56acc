/** A large file through the command line: in parts, broken off, and gone on with. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TOKEN } from '../../../support/api.ts';
import { type ApiServer, type BrokenParts, startApiServer } from '../../../support/api-server.ts';
import { howship } from '../../../support/cli.ts';
import { TWIN_DEFINITION } from '../../../support/twin-experiment.ts';

let server: ApiServer;
let folder: string;
const broken: BrokenParts = new Set();
const asked = (argv: readonly string[]) => howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });

beforeAll(async () => {
  server = await startApiServer('TAKES', broken);
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
  broken.add(2);
  const first = await asked(upload);
  expect(first.code).toBe(1);
  expect(first.err).toContain('the upload of fu1-large.csv broke off');
  expect(first.err).toContain('(upload.broken)');
  expect([...server.parts].sort()).toEqual([1]);

  broken.clear();
  const second = await asked(upload);
  expect(second.err).toMatch(/fu1-large\.csv: going on with the upload d\d+, 1 part to go/);
  expect(second.out).toContain('2 samples in 1 row: 2 accepted');
  expect(second.code).toBe(0);
  expect([...server.parts].sort()).toEqual([1, 2]);
});

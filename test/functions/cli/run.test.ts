import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TOKEN } from '../../support/api.ts';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { howship } from '../../support/cli.ts';
import { TWIN_DEFINITION } from '../../support/twin-experiment.ts';

let server: ApiServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howship-run-'));
  server = await startApiServer();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function applied(text: string, ...more: string[]) {
  const file = join(folder, 'd.yaml');
  writeFileSync(file, text);
  return howship(['experiment', 'apply', file, ...more], { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });
}

it('tells the problems of a definition in one layout, whoever finds them', async () => {
  // Found here, before it is sent: arms and reference are of the wrong shape.
  const here = await applied(TWIN_DEFINITION.replace(/^arms:/m, 'arm:').replace(/^units:/m, 'unit:'));
  // Found where it is put in force.
  const there = await applied(TWIN_DEFINITION.replaceAll(/unit: (?:Cel|"%")/g, 'unit: rpm'));
  for (const { code, err } of [here, there]) {
    expect(code).toBe(1);
    expect(err).toMatch(/^howship: \d+ problems \(definition\.[a-z]+\)\n(?: {2}line \d+, [^\n]+\n)+$/);
  }
  // One is laid out as several are.
  const one = await applied(TWIN_DEFINITION.replace(/unit: (?:Cel|"%")/, 'unit: rpm'));
  expect(one.err).toMatch(/^howship: line \d+, channels\[0\]\.unit: [^\n]+ \(definition\.[a-z]+\)\n$/);
  const json = JSON.parse((await applied(TWIN_DEFINITION.replace(/^units:/m, 'unit:'), '--json')).err);
  expect(json).toMatchObject({ code: 'definition.invalid', problems: [{ line: expect.any(Number) }, {}] });
});

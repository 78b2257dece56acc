import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TOKEN } from '../../support/api.ts';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { howship } from '../../support/cli.ts';
import { TWIN_DEFINITION, twinFiles } from '../../support/twin-experiment.ts';

let server: ApiServer;
let folder: string;
const at = (name: string) => join(folder, name);
const asked = (...argv: string[]) => howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howship-report-'));
  server = await startApiServer();
  const { flight, ground } = twinFiles();
  const files = { 'twins.yaml': TWIN_DEFINITION, 'fu1.csv': flight, 'gu1.csv': ground };
  for (const [name, text] of Object.entries(files)) writeFileSync(at(name), text);
  await asked('experiment', 'apply', at('twins.yaml'));
  await asked('upload', at('fu1.csv'), '--wait');
  await asked('upload', at('gu1.csv'), '--wait');
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('A scientist writes a report and is told where it is', async () => {
  const { code, out } = await asked('report', '-o', at('twins.html'));
  expect([code, out]).toEqual([0, expect.stringMatching(/^\d+ kB written: file:\/\//)]);
  expect(out.trim().endsWith(pathToFileURL(at('twins.html')).href)).toBe(true);
  expect(readFileSync(at('twins.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  const json = await asked('report', '-o', at('twins.html'), '--json');
  expect(JSON.parse(json.out)).toMatchObject({ file: at('twins.html') });
});

it('A scientist goes from a number back to the lines of its file', async () => {
  const range = ['--from', '2026-03-01T06:10:00Z', '--to', '2026-03-01T06:13:00Z'];
  const found = await asked(
    'lines',
    'fu1.csv',
    '--unit',
    'FU1',
    '--channel',
    'humidity',
    '--limit',
    '2',
    ...range,
  );
  expect([found.code, found.out]).toEqual([
    0,
    expect.stringMatching(
      /^fu1\.csv, sha256 [0-9a-f]{64}\n3 lines of 301, the first 12, the last 14\n12: 2026-03-01T06:10Z rh = [\d.]+ \| 2026-03-01T06:10:00.000Z,[\d.,]+\n13: .*\nand 1 more line \(--limit\)\n$/,
    ),
  ]);
  const numbered = await asked(
    'lines',
    'F1',
    '--unit',
    'FU1',
    '--channel',
    'humidity',
    '--limit',
    '2',
    ...range,
  );
  expect(numbered).toEqual(found);
  expect((await asked('receipt', 'F1')).out).toContain('fu1.csv');
  for (const argv of [
    ['withdraw', 'F1', '--reason', 'a number says too little'],
    ['lines', 'F99', '--with', 'x'],
  ])
    expect(await asked(...argv)).toMatchObject({
      code: 1,
      err: expect.stringContaining('expected the id or the file name of a downlink of'),
    });
  const none = await asked('lines', 'fu1.csv', '--with', 'Ctsk');
  expect([none.code, none.out]).toEqual([0, expect.stringContaining('none of 301 lines')]);
  const neither = await asked('lines', 'fu1.csv');
  expect([neither.code, neither.err]).toEqual([1, expect.stringContaining('lines.question')]);
});

it('A scientist writes pictures of deltas and of telemetry', async () => {
  await asked('deltas', '--svg', at('deltas.svg'), '--channel', 'humidity');
  const deltas = readFileSync(at('deltas.svg'), 'utf8');
  expect([deltas.includes('P1 humidity'), deltas.includes('P1 temperature')]).toEqual([true, false]);
  const printed = await asked('telemetry', '--unit', 'FU1', '--channel', 'temperature', '--svg', '-');
  expect(printed.out).toMatch(/^<svg [\s\S]*300 points \(raw\)/);
});

it('What cannot be drawn or written says why, and leaves no file', async () => {
  const unknown = await asked('deltas', '--svg', at('none.svg'), '--pair', 'P9');
  expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('pair.unknown')]);
  const nowhere = await asked('report', '-o', at('no-folder/x.html'));
  expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('no-folder')]);
  expect(() => readFileSync(at('none.svg'))).toThrow(/ENOENT/);
});

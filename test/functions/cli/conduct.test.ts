import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TOKEN } from '../../support/api.ts';
import { type ApiServer, startApiServer } from '../../support/api-server.ts';
import { howship } from '../../support/cli.ts';
import { TWIN_DEFINITION, twinFiles } from '../../support/twin-experiment.ts';

let server: ApiServer;
let folder: string;
const at = (name: string) => join(folder, name);
const asked = (...argv: string[]) => howship(argv, { HOWSHIP_URL: server.url, HOWSHIP_TOKEN: TOKEN });
const conduct = (...argv: string[]) =>
  asked('conduct', '-e', 'twins', '--ground', 'GU1', '--delay', 'PT96H', ...argv);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'howship-conduct-'));
  server = await startApiServer();
  const { flight, ground } = twinFiles();
  for (const [name, text] of Object.entries({
    'twins.yaml': TWIN_DEFINITION,
    'fu1.csv': flight,
    'gu1.csv': ground,
  })) {
    writeFileSync(at(name), text);
  }
  await asked('experiment', 'apply', at('twins.yaml'));
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('An operator programs a chamber, and again after the next downlink', async () => {
  const early = await conduct();
  expect([early.code, early.err]).toEqual([1, expect.stringContaining('conduct.no-flight-data')]);
  await asked('upload', at('fu1.csv'), '-e', 'twins', '--wait');
  const first = await conduct('--csv', at('chamber.csv'), '--channel', 'temperature');
  expect(first.out).toMatch(/^GU1 follows FU1 \(P1\) after 4 d: issue 1, 5 rows new or changed/);
  expect(first.out).toMatch(/temperature \[°C\] +10 min +0\.125 +\d+ +24 +6 STUCK/);
  expect(first.out).toContain('operator decides: hold');
  const table = readFileSync(at('chamber.csv'), 'utf8');
  expect(table).toMatch(/^ground,delay,issue,at,until,what,name,/);

  const again = await conduct('--csv', at('chamber.csv'), '--channel', 'temperature');
  expect(again.out).toContain('issue 1, nothing has changed since');
  expect(readFileSync(at('chamber.csv'), 'utf8')).toBe(table);
  const both = await conduct('--csv', at('chamber.csv'), '--channel', 'temperature', '--channel', 'humidity');
  expect(both.out).toMatch(/issue 2, \d+ rows new or changed/);

  const wrong = await asked('conduct', '-e', 'twins', '--ground', 'GU1', '--csv', at('chamber.csv'));
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('give --delay P4D')]);
});

it('An operator reads what the ground did of it', async () => {
  await asked('upload', at('gu1.csv'), '-e', 'twins', '--wait');
  const compliance = await asked('conduct', '-e', 'twins', '--ground', 'GU1', '--compliance');
  expect(compliance.out).toMatch(/activation +ran +2026-03-01T07:00Z +2026-03-01T07:00Z +0 s +2 s/);
  expect(compliance.out).toMatch(/temperature: 100 % within ±0\.5 °C; mean /);
  const over = await conduct('--compliance', '--csv', at('chamber.csv'));
  expect([over.code, over.err]).toEqual([1, expect.stringContaining('is an issue of a control run')]);
  await conduct('--compliance', '--csv', at('compliance.csv'));
  expect(readFileSync(at('compliance.csv'), 'utf8')).toMatch(/\r\nGU1,step,activation,ran,/);
});

it('An operator decides to hold the last set-point, and prints the table', async () => {
  const printed = await conduct('--csv', '-', '--hold', '--channel', 'temperature');
  expect(printed.out).toMatch(/,hold,STUCK,/);
});

it('A file that is no issue is refused and stays as it is', async () => {
  writeFileSync(at('notes.csv'), 'a,b\n1,2\n');
  const refused = await conduct('--csv', at('notes.csv'));
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('conduct.unreadable')]);
  expect(readFileSync(at('notes.csv'), 'utf8')).toBe('a,b\n1,2\n');
});

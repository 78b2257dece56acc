/** The examples of `/docs`, as a reader types them: run against a real stack. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { receiptSchema, receiptsSchema } from '../../shared/contract/downlinks.ts';
import { ISSUE_COLUMNS } from '../../shared/formats/control-run/issue-table.ts';
import { howship } from '../support/cli.ts';
import { type StackProcess, startStack } from '../support/local-stack.ts';
import { TWIN_DEFINITION, twinFiles } from '../support/twin-experiment.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-docs-'));
const home = join(work, 'home');
const GENES = `
assays:
  - id: rnaseq
    kind: counts
    match: "*counts*.tsv"
    samples: [{ name: A, unit: FU1 }, { name: B, unit: GU1 }]
`;
const documentSchema = z.object({
  info: z.object({ description: z.string() }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        description: z.string(),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
});

let stack: StackProcess;
let document: z.infer<typeof documentSchema>;
let environment: Record<string, string>;

beforeAll(async () => {
  stack = startStack(home);
  const { url, token } = await stack.ready;
  environment = { URL: url, TOKEN: token };
  document = documentSchema.parse(await (await fetch(`${url}/openapi.json`)).json());
  const { flight, ground } = twinFiles();
  const contacts = 'aos,los,station\n2026-03-01T12:00:00Z,2026-03-01T12:10:00Z,TDRS\n';
  const chamber = `${ISSUE_COLUMNS.join(',')}\nGU1,PT96H,1,2026-03-05T06:00:00Z,,setpoint,temperature,37,Cel,set,,,\n`;
  for (const [name, text] of Object.entries({
    'chamber.csv': chamber,
    ...{
      'twins.yaml': `${TWIN_DEFINITION}${GENES}`,
      'fu1.csv': flight,
      'gu1.csv': ground,
      'contacts.csv': contacts,
    },
  }))
    writeFileSync(join(work, name), text);
});
afterAll(async () => {
  await stack?.stop();
  rmSync(work, { recursive: true, force: true });
});

/** Runs a block as it stands, but for the two lines that say which stack; resolves to what it printed. */
function shell(block: string): Promise<string> {
  const script = block.replaceAll(/^export (?:URL|TOKEN)=.*$/gm, '');
  return new Promise((done, fail) => {
    const env = { PATH: process.env.PATH ?? '', ...environment };
    execFile('bash', ['-euo', 'pipefail', '-c', script], { cwd: work, env }, (error, out, err) => {
      if (error === null) done(out);
      else fail(new Error(`${script}\n${err}`, { cause: error }));
    });
  });
}

function blocksOf(markdown: string): string[] {
  return [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) => match[1]!);
}

function exampleOf(id: string): { command: string; documented: string[] } {
  const all = Object.values(document.paths).flatMap((operations) => Object.values(operations));
  const { description, responses } = all.find(({ operationId }) => operationId === id)!;
  const [command = ''] = blocksOf(description);
  return { command, documented: Object.keys(responses) };
}

/** The status that the example is answered with. */
async function statusOf(command: string): Promise<string> {
  return (await shell(command.replace('curl -s', 'curl -s -o answer -w "%{http_code}"'))).trim();
}

it('the introduction, block by block', async () => {
  expect(await statusOf(exampleOf('putExperiment').command)).toBe('200');
  const [token = '', upload = '', table = '', error = '', ...rest] = blocksOf(document.info.description);
  expect(rest).toEqual([]);
  expect(JSON.parse(await shell(token))).toMatchObject({ experiments: [{ id: 'twins' }] });
  const flight = receiptSchema.parse(JSON.parse(await shell(upload)));
  expect(flight.fileName).toBe('fu1.csv');
  const stackOf = { HOWSHIP_URL: environment.URL!, HOWSHIP_TOKEN: environment.TOKEN! };
  const ground = await howship(['upload', join(work, 'gu1.csv'), '--wait'], stackOf);
  expect([ground.code, ground.err]).toEqual([0, '']);
  expect(await shell(table)).toMatch(/^pair,channel,.*\r\nP1,temperature,/m);
  expect(await shell(error)).toBe('"unit.unknown"\n');
});

/** In an order in which a reader may send them, `$ID` of which file; the others are refused as they are documented. */
const ANSWERED: Readonly<Record<string, string>> = {
  ...{ getHealth: '', listExperiments: '', getExperiment: '', recordEvents: '', listEvents: '' },
  ...{
    renewUpload: 'late.csv',
    listDownlinks: '',
    getDownlink: 'fu1.csv',
    getDownlinkHistory: 'fu1.csv',
    linkFile: 'fu1.csv',
    findLines: 'fu1.csv',
    listDefinitions: '',
    getRejects: 'fu1.csv',
  },
  ...{ announceDownlink: '', getTelemetry: '', getCompleteness: '', putContacts: '', getContacts: '' },
  ...{
    getRedownlink: '',
    getDeltas: '',
    getConduct: '',
    reissueConduct: '',
    getCompliance: '',
    getAnomalies: '',
    listAlarms: '',
    putRoutes: '',
    getRoutes: '',
    testRoute: '',
    getJournal: '',
    getArchive: '',
    listSegments: '',
  },
  ...{ rereadDownlink: 'fu1.csv', withdrawDownlink: 'gu1.csv', startVerify: '', getVerify: '' },
};

async function announced(fileName: string): Promise<string> {
  const url = `${environment.URL}/v1/experiments/twins/downlinks`;
  const headers = { Authorization: `Bearer ${environment.TOKEN}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ fileName, bytes: 9, source: 'flight' });
  return receiptSchema.parse(await (await fetch(url, { method: 'POST', headers, body })).json()).id;
}

async function idsByFile(): Promise<ReadonlyMap<string, string>> {
  const headers = { Authorization: `Bearer ${environment.TOKEN}` };
  const response = await fetch(`${environment.URL}/v1/experiments/twins/downlinks`, { headers });
  const { downlinks } = receiptsSchema.parse(await response.json());
  return new Map(downlinks.map(({ id, fileName }) => [fileName, id]));
}

it('one example per operation, each answered as it is documented', async () => {
  const late = await announced('late.csv');
  const ids = await idsByFile();
  const operations = Object.values(document.paths)
    .flatMap((one) => Object.values(one))
    .map(({ operationId }) => operationId);
  expect(Object.keys(ANSWERED).filter((id) => !operations.includes(id))).toEqual([]);
  for (const id of [...new Set([...Object.keys(ANSWERED), ...operations])]) {
    const file = ANSWERED[id];
    environment.ID = ids.get(file ?? '') ?? late;
    const { command, documented } = exampleOf(id);
    const status = await statusOf(command);
    expect(status, `${id}: ${command}`).toMatch(file === undefined ? /^[24]/ : /^2/);
    expect(documented, `${id} is answered ${status}`).toContain(status);
  }
});

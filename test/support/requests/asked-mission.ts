/** A stack with a simulated mission, twice: one to be asked, one to be written to. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as z from 'zod';
import type { StackFile } from '../../../cdk/local/home/home.ts';
import { ISSUE_COLUMNS } from '../../../shared/formats/control-run/issue-table.ts';
import { howship } from '../cli.ts';
import { StackClient } from '../stack-client.ts';
import { KnownWords } from './known-words.ts';
import type { MakerParts } from './make-request.ts';
import { interfaceIn } from './operations.ts';

const ASKED = 'simulated';
const WRITTEN = 'written';
const FAULTS = ['excursion:FU2:temperature:PT8H:4:PT6H', 'gap:FU1:*:PT12H:PT40M'];
/** What the experiment that is written to has of the mission: enough to be withdrawn, read again and acknowledged. */
const OF_WRITTEN = /^(flight-00[12]|ground-001|FU1_pits)/;

/** Brings the mission in, and gives what a caller of the stack knows by then. */
export async function askedMission(stack: StackFile, work: string): Promise<MakerParts> {
  const mission = join(work, 'mission');
  const here = { HOWSHIP_URL: stack.url, HOWSHIP_TOKEN: stack.token };
  const must = async (...argv: string[]) => {
    const { code, err } = await howship(argv, here);
    if (code !== 0) throw new Error(`howship ${argv.join(' ')}: ${err}`);
  };
  const faults = FAULTS.flatMap((fault) => ['--fault', fault]);
  await must('simulate', mission, '--days', '1', '--genes', '200', '--slices', '2', ...faults);
  const definition = readFileSync(join(mission, 'definition.yaml'), 'utf8');
  const other = join(work, 'written.yaml');
  writeFileSync(other, definition.replace(/^id: .*$/m, `id: ${WRITTEN}`));
  for (const [id, file] of [
    [ASKED, join(mission, 'definition.yaml')],
    [WRITTEN, other],
  ] as const) {
    await must('experiment', 'apply', file);
    await must('event', 'add', '--file', join(mission, 'events.csv'), '-e', id);
    await must('contacts', 'apply', join(mission, 'contacts.csv'), '-e', id);
    const files = uploadsOf(mission).filter((name) => id === ASKED || OF_WRITTEN.test(basename(name)));
    await must('upload', '-e', id, '--wait', ...files);
  }
  const client = new StackClient(stack);
  const api = interfaceIn(await (await client.ask('/openapi.json')).json());
  const known = new KnownWords(await wordsOf(client));
  return { api, known, token: stack.token, bodies: bodiesOf(mission, other), rarely: RARELY };
}

/** Each reads a whole mission, computes it anew or ends something: many of them say no more than a few. */
const RARELY = [
  ...[
    'withdrawDownlink',
    'rereadDownlink',
    'startVerify',
    'startRebuild',
    'recordExclusion',
    'putExperiment',
  ],
  ...['getReport', 'getComparisons', 'compareAcross', 'getAlignment', 'getDeltas'],
];

const uploadsOf = (mission: string): string[] =>
  readdirSync(mission)
    .filter((name) => !/^(truth|definition|contacts|events|README)/.test(name))
    .map((name) => join(mission, name));

const idsSchema = z.object({ downlinks: z.array(z.object({ id: z.string() })) });
const alarmsSchema = z.object({ alarms: z.array(z.object({ id: z.string() })) });
const definitionsSchema = z.object({ definitions: z.array(z.object({ sha256: z.string() })) });

async function wordsOf(client: StackClient): Promise<Record<string, string[]>> {
  const downlinksOf = async (id: string) =>
    (await client.get(`/v1/experiments/${id}/downlinks`, idsSchema)).downlinks.map((one) => one.id);
  const alarmsOf = async (id: string) =>
    (await client.get(`/v1/experiments/${id}/alarms`, alarmsSchema)).alarms.map((one) => one.id);
  const { definitions } = await client.get(`/v1/experiments/${ASKED}/definitions`, definitionsSchema);
  return {
    experiment: [ASKED, ASKED, ASKED, WRITTEN],
    'written experiment': [WRITTEN, WRITTEN, WRITTEN, 'another'],
    [`downlink of ${ASKED}`]: await downlinksOf(ASKED),
    [`downlink of ${WRITTEN}`]: await downlinksOf(WRITTEN),
    [`alarm of ${ASKED}`]: await alarmsOf(ASKED),
    [`alarm of ${WRITTEN}`]: await alarmsOf(WRITTEN),
    sha256: [...definitions.map(({ sha256 }) => sha256), 'a'.repeat(64)],
    unit: ['FU1', 'FU2', 'FU3', 'GU1', 'GU2', 'GU3'],
    ground: ['GU1', 'GU2'],
    pair: ['P1', 'P2', 'P3'],
    channel: ['temperature', 'temperature@T2', 'humidity', 'co2', 'heater', 'gx'],
    deadband: ['temperature:0.5'],
    contrast: ['flight-v-ground'],
    assay: ['rnaseq', 'pits', 'pit-images'],
    picture: ['overlay', 'labels', 'mask', 'image'],
    endpoint: ['temperature', 'pits', 'eroded-surface'],
    replicate: ['unit', 'slice'],
    gene: ['Ctsk', 'Acp5', 'Gene1'],
    symbol: ['CTSK', 'RUNX2'],
    technique: ['RPM'],
    set: ['resorption'],
    phase: ['culture'],
    part: ['1', '2'],
    route: ['phone'],
    line: ['2', '100'],
    with: ['37'],
    maxPoints: ['10', '500'],
    limit: ['1', '20', '100'],
    history: ['1', '100'],
    around: ['3'],
    table: ['1'],
    reference: ['1'],
    null: ['5'],
    url: ['https://127.0.0.1:9/hook'],
    fileName: ['flight-900.csv.gz', 'nobody.bin', 'FU1_pits.csv'],
    text: ['fan replaced'],
    reason: ['of another payload'],
    comment: ['seen'],
    owner: ['ada'],
    evidence: ['medium in the foam'],
  };
}

function bodiesOf(mission: string, written: string): MakerParts['bodies'] {
  const table = (name: string) => readFileSync(join(mission, name), 'utf8');
  const issue = `${ISSUE_COLUMNS.join(',')}\nGU1,PT96H,1,2026-03-05T06:00:00Z,,setpoint,temperature,37,Cel,set,,,\n`;
  const json = (...values: object[]) => ({
    'application/json': values.map((value) => JSON.stringify(value)),
  });
  return {
    putExperiment: { 'application/yaml': [readFileSync(written, 'utf8')] },
    recordEvents: {
      'text/csv': [table('events.csv')],
      ...json({ name: 'exchange', unit: 'FU1', at: '2026-03-01T08:00:00Z' }),
    },
    putContacts: { 'text/csv': [table('contacts.csv')] },
    reissueConduct: { 'text/csv': [issue] },
    announceDownlink: json(
      { fileName: 'flight-900.csv.gz', bytes: 9 },
      { fileName: 'flight-901.csv.gz', bytes: 200_000_000, partDigests: true },
    ),
    putRoutes: json({ routes: [{ id: 'phone', via: 'sns', severities: ['CRITICAL', 'SEVERE'] }] }),
    confirmScale: json({ assay: 'pits', micrometres: 2 }),
    recordExclusion: json({ unit: 'FU3', reason: 'LEAK', evidence: 'medium in the foam' }),
    shelveAlarm: json({ until: '2026-12-01T00:00:00Z' }),
  };
}

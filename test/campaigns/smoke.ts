/**
 * Goes once through all that a stack is for, and says of each step what it looked at. Nothing that it brings in is ever
 * deleted, as nothing is: it goes to an experiment of its own, `smoke`, a rehearsal, which enters no flight answer.
 *
 *   node test/campaigns/smoke.ts                            a stack of its own, in a home that goes away with it
 *   node test/campaigns/smoke.ts --url URL [--token T]      one that runs, here or deployed; HOWSHIP_TOKEN, if not given
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { anomaliesSchema } from '../../shared/contract/anomalies.ts';
import { healthSchema } from '../../shared/contract/health.ts';
import { journalSchema } from '../../shared/contract/journal.ts';
import { routesSchema } from '../../shared/contract/routes.ts';
import { telemetrySchema } from '../../shared/contract/telemetry.ts';
import { dueKeys } from '../support/due-keys.ts';
import { MortalStack } from '../support/mortal-stack.ts';
import { pathOf, put, StackClient, until } from '../support/stack-client.ts';

const EXPERIMENT = 'smoke';
const MESSAGE_ROUTE = 'smoke';
/** Of the smallest part of an upload. */
const PART_BYTES = 8 * 1024 * 1024;
const LONG_ROWS = 70_000;
const SHORT_ROWS = 600;
const SECOND_MS = 1000;

const DEFINITION = JSON.stringify({
  id: EXPERIMENT,
  title: 'Made by npm run smoke; holds nothing that was measured',
  mode: 'REHEARSAL',
  arms: [{ id: 'flight', kind: 'SPACEFLIGHT' }],
  units: [{ id: 'FU1', arm: 'flight' }],
  channels: [
    {
      id: 'temperature',
      unit: 'Cel',
      storage: 'decimal(2)',
      period: 'PT1S',
      stuckAfter: 'none',
      spike: 'none',
    },
  ],
  sources: [
    {
      id: 'smoke',
      match: 'smoke-*.csv',
      layout: 'wide',
      time: { column: 't', formats: ['ISO8601'] },
      columns: { temp: { unit: 'FU1', channel: 'temperature' } },
      ignore: ['padding'],
    },
  ],
});

/** What a step looked at; or why it was not run. */
type Seen = { readonly saw: string } | { readonly notRun: string };

interface Smoke {
  readonly client: StackClient<{ readonly url: string; readonly token: string }>;
  /** Kills the stack and starts it again; null of one that is not ours to kill. */
  readonly mortal: MortalStack | null;
  /** Milliseconds since the epoch, of which the files are named: their rows lie before. */
  readonly now: number;
}

const STEPS: readonly (readonly [name: string, step: (smoke: Smoke) => Promise<Seen>])[] = [
  ['health', seeHealth],
  ['token', seeToken],
  ['upload', seeUpload],
  ['multipart', seeMultipart],
  ['303', seeLongAnswer],
  ['kill', seeKill],
  ['watch', seeNothingDue],
  ['message', seeMessage],
];

export interface SmokeOutcome {
  readonly ran: readonly string[];
  readonly notRun: readonly string[];
  readonly failed: readonly string[];
}

/** Every step, in their order; one that fails does not keep the next from running. */
export async function smoke(parts: Smoke, say: (line: string) => void): Promise<SmokeOutcome> {
  const outcome = { ran: [] as string[], notRun: [] as string[], failed: [] as string[] };
  for (const [name, step] of STEPS) {
    const begun = performance.now();
    try {
      const seen = await step(parts);
      const seconds = ((performance.now() - begun) / SECOND_MS).toFixed(1);
      if ('saw' in seen) outcome.ran.push(name);
      else outcome.notRun.push(name);
      say(
        'saw' in seen ? `ok       ${name}: ${seen.saw} (${seconds} s)` : `not run  ${name}: ${seen.notRun}`,
      );
    } catch (error) {
      outcome.failed.push(name);
      say(`FAILED   ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return outcome;
}

async function seeHealth({ client }: Smoke): Promise<Seen> {
  const { status } = await client.get('/v1/health', healthSchema);
  return { saw: `${client.stack.url} says that it is ${status}` };
}

async function seeToken({ client }: Smoke): Promise<Seen> {
  const { status } = await fetch(`${client.stack.url}/v1/experiments`);
  if (status !== 401) throw new Error(`expected 401 without a token, got ${status}`);
  const answered = await client.ask('/v1/experiments');
  if (answered.status !== 200) throw new Error(`expected 200 with the token, got ${answered.status}`);
  return { saw: 'the list of experiments is answered with the token, and with 401 without it' };
}

async function seeUpload({ client, now }: Smoke): Promise<Seen> {
  await client.apply(EXPERIMENT, DEFINITION, 'application/json');
  const name = `smoke-short-${now}.csv`;
  const { state, counts } = await client.upload(EXPERIMENT, name, shortFile(now));
  if (counts.accepted !== SHORT_ROWS)
    throw new Error(`${name} is ${state}, ${counts.accepted} of ${SHORT_ROWS} accepted`);
  return { saw: `${name} is ${state}, ${counts.accepted} of ${SHORT_ROWS} samples accepted` };
}

async function seeMultipart({ client, now }: Smoke): Promise<Seen> {
  const name = `smoke-long-${now}.csv`;
  const file = longFile(now);
  const { state, counts } = await client.upload(EXPERIMENT, name, file, PART_BYTES);
  const saw = `${name}, ${file.length} bytes in ${Math.ceil(file.length / PART_BYTES)} parts, is ${state}, ${counts.accepted} of ${LONG_ROWS} samples accepted`;
  if (counts.accepted !== LONG_ROWS) throw new Error(saw);
  return { saw };
}

/** All that the long file brought, which is more than one answer may hold. */
async function seeLongAnswer({ client, now }: Smoke): Promise<Seen> {
  const query = new URLSearchParams({
    ...{ unit: 'FU1', channel: 'temperature', maxPoints: '100000' },
    ...{ from: isoAt(longFrom(now)), to: isoAt(longFrom(now) + LONG_ROWS * SECOND_MS) },
  });
  const path = `${pathOf(EXPERIMENT)}/telemetry?${query}`;
  const answer = await client.ask(path, { redirect: 'manual' });
  const link = answer.headers.get('location');
  if (answer.status !== 303 || link === null)
    throw new Error(`expected 303 with a location, got ${answer.status}`);
  const followed = await fetch(link);
  const { points } = telemetrySchema.parse(await followed.json());
  if (points.length !== LONG_ROWS)
    throw new Error(`expected ${LONG_ROWS} points behind the link, got ${points.length}`);
  return { saw: `303 leads to all ${points.length} points, which are read without a token` };
}

async function seeKill({ mortal, now }: Smoke): Promise<Seen> {
  if (mortal === null) return { notRun: 'this stack was not started here, so that it is not killed' };
  const name = `smoke-killed-${now}.csv`;
  const bytes = Buffer.from(shortFile(longFrom(now)));
  const { id, upload } = await mortal.insist((client) => client.announce(EXPERIMENT, name, bytes));
  await mortal.insist(() => put(upload, bytes));
  await mortal.killAndRestart();
  const { state, counts } = await mortal.insist((client) => client.finalReceipt(EXPERIMENT, id));
  const saw = `the stack was killed (SIGKILL) when ${name} had come; started again, it is ${state}, ${counts.accepted} of ${SHORT_ROWS} samples accepted`;
  if (counts.accepted !== SHORT_ROWS) throw new Error(saw);
  return { saw };
}

/** The table of a stack that is ours is looked at; of another one, what its answers say is pending. */
async function seeNothingDue({ client, mortal }: Smoke): Promise<Seen> {
  const { pending } = await until(
    () => (mortal === null ? ask(client) : mortal.insist(ask)),
    (answer) => answer.pending === 0,
  );
  if (mortal === null)
    return { saw: `${pending} pending in the answers of ${EXPERIMENT}; its table was not looked at` };
  const due = await until(
    () => mortal.insist(({ stack }) => dueKeys(stack, EXPERIMENT)),
    (keys) => keys.length === 0,
  );
  return { saw: `${pending} pending in the answers of ${EXPERIMENT}, ${due.length} due in its table` };
}

const ask = (client: StackClient<{ readonly url: string; readonly token: string }>) =>
  client.get(`${pathOf(EXPERIMENT)}/anomalies`, anomaliesSchema);

async function seeMessage({ client, mortal }: Smoke): Promise<Seen> {
  const body = JSON.stringify({ routes: [{ id: MESSAGE_ROUTE, via: 'sns', severities: ['CRITICAL'] }] });
  const headers = { 'Content-Type': 'application/json' };
  const sendTest = async (to: Smoke['client']) => {
    const put = await to.ask(`${pathOf(EXPERIMENT)}/routes`, { method: 'PUT', headers, body });
    if (put.status !== 200)
      throw new Error(`expected 200 of the routes, got ${put.status}: ${await put.text()}`);
    routesSchema.parse(await put.json());
    const tested = await to.ask(`${pathOf(EXPERIMENT)}/routes/${MESSAGE_ROUTE}/test`, { method: 'POST' });
    if (tested.status !== 202)
      throw new Error(`expected 202 of the test, got ${tested.status}: ${await tested.text()}`);
  };
  const lookAt = (at: Smoke['client']) =>
    at.get(`${pathOf(EXPERIMENT)}/journal?only=messages&limit=1`, journalSchema);
  await (mortal === null ? sendTest(client) : mortal.insist(sendTest));
  const { messages } = await until(
    () => (mortal === null ? lookAt(client) : mortal.insist(lookAt)),
    (journal) => journal.messages.at(-1)?.state === 'SENT',
  );
  return {
    saw: `a message of the route ${MESSAGE_ROUTE} was sent at ${messages.at(-1)?.sentAt}: ${messages.at(-1)?.subject}`,
  };
}

const isoAt = (millis: number) => new Date(millis).toISOString();
const longFrom = (now: number) => now - (LONG_ROWS + SHORT_ROWS) * SECOND_MS;

/** Ends when it is sent, or where another file begins: its rows are new in every run. */
function shortFile(now: number): string {
  return fileOf(now - SHORT_ROWS * SECOND_MS, SHORT_ROWS, 0);
}

/** Lies before the short one. Padded, so that it goes in two parts. */
const longFile = (now: number): Buffer => Buffer.from(fileOf(longFrom(now), LONG_ROWS, 100));

function fileOf(from: number, rows: number, padding: number): string {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${isoAt(from + i * SECOND_MS)},${(37 + (i % 7) / 100).toFixed(2)},${'.'.repeat(padding)}\n`,
  );
  return `t,temp,padding\n${lines.join('')}`;
}

/** A stack of its own, which may be killed, and goes with its home afterwards. */
export async function withOwnStack<T>(act: (mortal: MortalStack) => Promise<T>): Promise<T> {
  const work = mkdtempSync(join(tmpdir(), 'howship-smoke-'));
  const mortal = new MortalStack(join(work, 'home'));
  try {
    await mortal.serving();
    return await act(mortal);
  } finally {
    await mortal.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { url: { type: 'string' }, token: { type: 'string' } } });
  const { url, token = process.env.HOWSHIP_TOKEN ?? '' } = values;
  const now = Math.floor(Date.now() / SECOND_MS) * SECOND_MS;
  const say = (line: string) => console.log(line);
  const { ran, notRun, failed } =
    url === undefined
      ? await withOwnStack((mortal) => mortal.insist((client) => smoke({ client, mortal, now }, say)))
      : await smoke({ client: new StackClient({ url, token }), mortal: null, now }, say);
  const left =
    url === undefined ? 'its home is gone' : `what was brought in stays in the experiment ${EXPERIMENT}`;
  console.log(`${ran.length} steps ran, ${notRun.length} were not run, ${failed.length} failed; ${left}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

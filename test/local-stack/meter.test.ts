/** What the local stack counts is what a small real run did, and `howship cost` says what it comes to. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportSchema } from '../../shared/contract/export.ts';
import { NO_USAGE, type Usage, usageSchema } from '../../shared/domain/cost/usage.ts';
import { readDefinition } from '../../shared/formats/definition/read-definition.ts';
import { howship } from '../support/cli.ts';
import { startStack } from '../support/local-stack.ts';
import { StackClient } from '../support/stack-client.ts';
import { TWIN_DEFINITION, twinFiles } from '../support/twin-experiment.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-meter-'));
const home = join(work, 'home');
let usage: Usage;
let text = '';
let segments: readonly string[] = [];

beforeAll(async () => {
  const stack = startStack(home);
  try {
    const client = new StackClient(await stack.ready);
    await client.apply('twins', TWIN_DEFINITION);
    const { flight, ground } = twinFiles();
    await client.upload('twins', 'fu1.csv', flight);
    await client.upload('twins', 'gu1.csv', ground);
    await client.settled(readDefinition(TWIN_DEFINITION).definition);
    const listed = await client.get('/v1/experiments/twins/export', exportSchema);
    segments = listed.segments.map(({ key }) => key);
    text = (await howship(['cost'], { HOWSHIP_HOME: home })).out;
  } finally {
    await stack.stop();
  }
  usage = usageSchema.parse(JSON.parse(readFileSync(join(home, 'usage.json'), 'utf8')));
}, 300_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

const of = (name: string) =>
  Object.values(usage.days)
    .flatMap((callers) => Object.entries(callers))
    .find(([who]) => who.endsWith(name))?.[1] ?? NO_USAGE;

it('counts two uploads as two PUTs of the client, and no function as their writer', () => {
  expect(of('client').objectPuts).toBe(2);
});

it('counts a run of the ingest for each file, its receives and its hint', () => {
  const { invocations, queueRequests, objectPuts, tableWriteUnits, gbSeconds } = of('ingest-downlink');
  // Watch may hint once more at a file that is under way: a run that finds nothing to do, or joins in and writes the
  // same object again: there are two, one a file, however many runs wrote them.
  expect(invocations).toBeGreaterThanOrEqual(2);
  expect(invocations).toBeLessThanOrEqual(4);
  // Of each message a receive and a delete, and of each file a hint for the bucket.
  expect(queueRequests).toBeGreaterThanOrEqual(2 * invocations + 2);
  expect(queueRequests).toBeLessThanOrEqual(2 * invocations + 4);
  expect(new Set(segments).size).toBe(2);
  expect(objectPuts).toBeGreaterThanOrEqual(2);
  expect(objectPuts).toBeLessThanOrEqual(invocations);
  expect(tableWriteUnits).toBeGreaterThanOrEqual(2 * 6);
  expect(gbSeconds).toBeGreaterThan(0);
});

it('counts what aligning and flagging write', () => {
  const [align, flag] = [of('align-twins'), of('flag-anomalies')];
  // A page of each unit, and the delta page at least once.
  expect(align.objectPuts).toBeGreaterThanOrEqual(3);
  expect(align.objectGets).toBeGreaterThan(0);
  expect(align.invocations).toBeGreaterThanOrEqual(1);
  expect(flag.invocations).toBeGreaterThanOrEqual(1);
  expect(Math.min(align.tableWriteUnits, flag.tableWriteUnits)).toBeGreaterThan(0);
  expect(of('Howship-api').invocations).toBeLessThanOrEqual(of('client').apiRequests);
});

it('says so to people', () => {
  expect(text).toMatch(/^1,200 samples in 2 downlinks\n/);
  expect(text).toMatch(/a million samples {8}\$\d+\.\d+\n/);
  expect(text).toContain('S3 PUT and LIST requests');
});

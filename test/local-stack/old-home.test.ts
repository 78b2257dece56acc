/**
 * A home of an older version, opened. `npm run fixture:old-home` made it with commit 37192bf, whose pages and checkpoints
 * hold what the detectors of that version asked for.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startTables } from '../../cdk/local/tables.ts';
import { anomaliesSchema } from '../../shared/contract/anomalies.ts';
import { completenessSchema } from '../../shared/contract/completeness.ts';
import { deltaSchema } from '../../shared/contract/deltas.ts';
import { receiptSchema } from '../../shared/contract/downlinks.ts';
import { exportSchema } from '../../shared/contract/export.ts';
import { archiveSchema, telemetrySchema } from '../../shared/contract/telemetry.ts';
import { detectorNamed } from '../../shared/domain/detect/registry.ts';
import { UNIT_PAGE_FORMAT } from '../../shared/domain/detect/versions.ts';
import { EXPERIMENTS } from '../../shared/domain/experiment/experiment-record.ts';
import { derived } from '../../shared/domain/words/derived.ts';
import { COMPUTED_WITH } from '../../shared/usecases/known/computed-with.ts';
import { dueKeys } from '../support/due-keys.ts';
import { type Listener, listen } from '../support/heard-notices.ts';
import { type StackProcess, startStack } from '../support/local-stack.ts';
import { hotRows, OLD_HOME, oldHomeDefinition } from '../support/old-home.ts';
import { pathOf, StackClient, until } from '../support/stack-client.ts';
import { type TableItem, tableItems } from '../support/table-items.ts';

const FIXTURE = join(import.meta.dirname, '../fixtures/homes/37192bf');
/** What that version answered, but for what a rule has changed since: a missing code is in no delta. */
const then = z
  .object({
    archive: z.looseObject({ hash: z.string() }),
    anomalies: z.object({ anomalies: z.array(z.looseObject({ id: z.string() })) }),
    completeness: z.looseObject({}),
    deltas: z.looseObject({}),
    telemetry: z.unknown(),
    experiment: z.looseObject({ revision: z.number(), sha256: z.string() }),
    trial: z.looseObject({ id: z.string(), moves: z.unknown() }),
    receipts: z.array(z.looseObject({ id: z.string(), counts: z.looseObject({}) })),
  })
  .parse(JSON.parse(readFileSync(`${FIXTURE}.json`, 'utf8')));

const E = pathOf(OLD_HOME);
const work = mkdtempSync(join(tmpdir(), 'howship-old-home-'));
const home = join(work, 'home');
let left: ReadonlyMap<string, TableItem>;
let stack: StackProcess;
let client: StackClient;
let listener: Listener;

/** What the table holds of the experiment, without opening the home as a stack. */
async function tableLeftBehind(): Promise<ReadonlyMap<string, TableItem>> {
  const copy = join(work, 'copy');
  cpSync(join(home, 'dynamodb'), copy, { recursive: true });
  const tables = await startTables(copy, []);
  try {
    return await tableItems(tables.url, OLD_HOME);
  } finally {
    await tables.close();
  }
}

async function open(): Promise<void> {
  stack = startStack(home);
  client = new StackClient(await stack.ready);
  listener = await listen(client.stack);
}

const tableNow = (partition = OLD_HOME) =>
  tableItems(client.stack.endpoints.dynamodb, partition, client.stack.credentials);

/** Until nothing is owed any more: not of the experiment's record either, which the first look at the home writes. */
async function untilNothingOwed(): Promise<void> {
  await until(
    async () => ({
      record: (await tableNow(EXPERIMENTS)).get(OLD_HOME)?.body,
      due: await dueKeys(client.stack, OLD_HOME),
    }),
    ({ record, due }) =>
      // What people have not acknowledged stays due.
      due.every((sort) => sort.startsWith('MESSAGE#')) &&
      z.looseObject({ computedWith: z.string().nullish() }).parse(record).computedWith === COMPUTED_WITH,
  );
}

const side = z.object({ n: z.number(), mean: z.number().nullable() });
const summary = z.object({
  ...{ delta: z.number(), sd: z.number(), pairedSamples: z.number(), flight: side, ground: side },
  unpaired: z.object({ flight: z.number(), ground: z.number(), reasons: z.record(z.string(), z.number()) }),
});
const windowed = z.object({
  elapsedSeconds: z.number(),
  flight: side,
  ground: side,
  delta: z.number(),
  quality: z.string(),
});
/** What a delta says by arithmetic alone: how it is aligned, judged and worded has got better rules since. */
const unruled = z.object({
  ...{ pair: z.string(), channel: z.string(), ucum: z.string(), resolution: z.string(), pending: z.number() },
  alignment: z.object({ reference: z.string(), lagSeconds: z.number(), sharedClock: z.boolean() }),
  ...{ summary, summaryAll: summary, windows: z.array(windowed) },
  environment: z.object({ verdict: z.string() }),
});

const knownThen = z.object({
  series: z.array(
    z.object({ unit: z.string(), channel: z.string(), received: z.number(), gaps: z.number() }),
  ),
  gaps: z.array(
    z.object({ unit: z.string(), from: z.string(), to: z.string(), cause: z.string(), expected: z.number() }),
  ),
  pending: z.number(),
});

const ofKind = (items: ReadonlyMap<string, TableItem>, kind: string) =>
  [...items].filter(([sort]) => sort.startsWith(`${kind}#`));

const objectsNow = () => readdirSync(join(home, 's3'), { recursive: true }).map(String).sort();

beforeAll(async () => {
  mkdirSync(home);
  execFileSync('tar', ['-xzf', `${FIXTURE}.tar.gz`, '-C', home]);
  left = await tableLeftBehind();
  await open();
  await untilNothingOwed();
}, 300_000);
afterAll(async () => {
  listener?.close();
  await stack?.stop();
  rmSync(work, { recursive: true, force: true });
});

/** Computed numbers had all digits of a double then; what was measured has fewer here. */
const inTwelveDigits = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer), (_, value: unknown) =>
    typeof value === 'number' ? derived(value) : value,
  );

describe('a home that commit 37192bf left', () => {
  it('holds pages of its version, a checkpoint, a dry run, and messages that were sent', () => {
    expect(ofKind(left, 'HEAD').map(([, { body }]) => body)).toMatchObject([
      { page: { basis: expect.any(String) } },
      { page: { basis: expect.any(String) } },
      { page: { basis: expect.any(String) } },
      { page: { basis: expect.any(String) } },
    ]);
    expect(ofKind(left, 'CHECKPOINT').length).toBeGreaterThan(0);
    expect(ofKind(left, 'TRIAL')).toHaveLength(1);
    const sent = ofKind(left, 'JOURNAL').filter(
      ([, { body }]) => z.looseObject({ sentAt: z.number().nullable() }).parse(body).sentAt !== null,
    );
    expect(sent.length).toBeGreaterThan(1);
  });

  it('has the same archive hash, and gives the same answers', async () => {
    expect(await client.get(`${E}/archive`, archiveSchema)).toEqual(then.archive);
    const completeness = await client.get(`${E}/completeness`, completenessSchema);
    // What is expected follows the time of the unit since then; what came, and its gaps, are the same.
    const { series, gaps, pending } = knownThen.parse(then.completeness);
    expect(knownThen.parse(completeness)).toEqual({ series, gaps, pending });
    const query = 'pair=P1&channel=temperature&resolution=PT6H';
    const deltas = await client.get(`${E}/deltas?${query}`, deltaSchema);
    expect(unruled.parse(deltas)).toEqual(inTwelveDigits(unruled.parse(then.deltas)));
    const telemetry = `${E}/telemetry?unit=FU1&channel=temperature&maxPoints=50`;
    expect(await client.get(telemetry, telemetrySchema)).toEqual(inTwelveDigits(then.telemetry));
  });

  it('has every anomaly that it had', async () => {
    const { anomalies, lookedFor, pending } = await client.get(`${E}/anomalies`, anomaliesSchema);
    expect(pending).toBe(0);
    // All was judged again: what was looked at is known of every unit and pair.
    expect(lookedFor.filter(({ why }) => why?.includes('an older version'))).toEqual([]);
    expect(lookedFor.some(({ kind, looked }) => kind === 'OFFSET' && looked)).toBe(true);
    const theirs = anomaliesSchema.shape.anomalies.parse(then.anomalies.anomalies).map((one) => ({
      ...one,
      detector: { ...one.detector, version: detectorNamed(one.kind).version },
    }));
    const known = theirs.map(({ id }) => id);
    expect(anomalies.filter(({ id }) => known.includes(id))).toEqual(theirs);
  });

  it('has its receipts and its dry run', async () => {
    for (const { id, counts } of then.receipts) {
      // Lines were not counted then.
      expect((await client.receipt(OLD_HOME, id)).counts).toEqual({
        ...counts,
        lines: null,
        invalid: 0,
        bad: 0,
      });
    }
    const trial = await client.get(`${E}/downlinks/${then.trial.id}`, receiptSchema);
    expect(trial.moves).toEqual(then.trial.moves);
  });

  it('has each of its pages built anew, once', async () => {
    const heads = ofKind(await tableNow(), 'HEAD');
    expect(heads).toHaveLength(4);
    for (const [sort, { body }] of heads) {
      const { v } = z.looseObject({ v: z.number() }).parse(left.get(sort)?.body);
      expect(body).toMatchObject({ v: v + 1, due: false, page: { format: UNIT_PAGE_FORMAT } });
    }
  });

  it('tells nobody again, and leaves what the journal holds as it is', async () => {
    const journal = new Map(ofKind(await tableNow(), 'JOURNAL'));
    const before = new Map(ofKind(left, 'JOURNAL'));
    for (const [sort, item] of before) expect(journal.get(sort)).toEqual(item);
    const entered = [...journal].filter(([sort]) => !before.has(sort)).map(([, { body }]) => body);
    for (const entry of entered) expect(entry).toMatchObject({ transition: 'OPENED', route: 'SHOW' });
    expect(await listener.heard()).toEqual([]);
  });
});

describe('the same home, opened a second time', () => {
  it('is left as it is', async () => {
    const items = await tableNow();
    listener.close();
    await stack.stop();
    const objects = objectsNow();
    const log = join(home, 'logs/watch.log');
    const looks = () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.includes('watched')).length;
    const before = looks();
    await open();
    await until(
      async () => looks(),
      (count) => count > before,
    );
    expect(await tableNow()).toEqual(items);
    expect(objectsNow()).toEqual(objects);
    expect(await dueKeys(client.stack, OLD_HOME)).toEqual([]);
  });

  it('takes the same definition for the same', async () => {
    const applied = await client.apply(OLD_HOME, oldHomeDefinition());
    expect(applied).toMatchObject({ revision: then.experiment.revision, sha256: then.experiment.sha256 });
  });

  it('goes on: what becomes worse is told, once, and all is of one reading', async () => {
    const receipt = await client.upload(OLD_HOME, 'fu1-c.csv', hotRows(384, 390));
    expect(receipt.counts).toMatchObject({ accepted: 12 });
    await untilNothingOwed();
    expect(await listener.heard()).toEqual([`${OLD_HOME}: CRITICAL LIMIT FU1 temperature (and RATE)`]);
    const { readingRevisions } = await client.get(`${E}/export`, exportSchema);
    expect(readingRevisions).toHaveLength(1);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import stores, { type Level } from 'dynalite/db/index.js';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AwsCallFailure, callAws } from '../../../cdk/local/aws-json.ts';
import { LocalStackFailure } from '../../../cdk/local/home/failure.ts';
import { NO_DELAY } from '../../../cdk/local/latency.ts';
import { startTables } from '../../../cdk/local/tables.ts';
import { TableCatalogue } from '../../../shared/aws/catalogue.ts';
import { Damaged } from '../../../shared/domain/damaged.ts';
import type { Kind } from '../../../shared/domain/kind.ts';
import { TABLE, TABLE_PLAN } from '../../support/local-plane.ts';

const work = mkdtempSync(join(tmpdir(), 'howship-damaged-'));
afterAll(() => rmSync(work, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));

const schema = z.object({ text: z.string(), due: z.boolean() });
const kind: Kind<z.infer<typeof schema>> = { name: 'thing', schema, isDue: ({ due }) => due };
const KEYS = ['a', 'b', 'c'].map((sort) => ({ partition: 'x1', sort: `THING#${sort}` }));
const [A, B, C] = KEYS;
const unused = async () => Promise.reject(new Error('no item here is that long'));

async function open(directory: string, onTrouble?: (failure: LocalStackFailure) => void) {
  const { url, close } = await startTables(directory, [TABLE_PLAN], null, NO_DELAY, onTrouble);
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new DynamoDBClient({ endpoint: url, region: 'eu-central-1', credentials, maxAttempts: 1 });
  const catalogue = new TableCatalogue(client, TABLE, { put: unused, read: unused });
  return {
    ...{ url, catalogue },
    close: async () => {
      client.destroy();
      await close();
    },
  };
}

/** Three items, the second of which is long enough to be packed. */
async function written(name: string): Promise<string> {
  const directory = join(work, name);
  const { catalogue, close } = await open(directory);
  for (const key of KEYS)
    await catalogue.put(kind, key!, { text: key === B ? 'long '.repeat(200) : 'short', due: true }, null);
  await close();
  return directory;
}

/** Changes the stored bytes of an item, or of its entry in an index. */
async function damage(directory: string, folder: 'item-' | 'index-', change: (bytes: Buffer) => Buffer) {
  const sort = Buffer.from(B!.sort).toString('hex');
  await inStore(directory, async (db) => {
    const iterator = db.iterator({ valueEncoding: 'base64' });
    for (let entry = await iterator.next(); entry !== undefined; entry = await iterator.next()) {
      const [key, value] = entry;
      if (key.startsWith(folder) && key.includes(`/${sort}/`))
        await write(db, key, change(Buffer.from(value, 'base64')));
    }
    await iterator.close();
  });
}

async function inStore(directory: string, act: (db: Level) => Promise<void>): Promise<void> {
  const { db } = stores.create({ path: directory });
  await db.open();
  await act(db);
  await db.close();
}

const write = (db: Level, key: string, value: Buffer) =>
  new Promise<void>((done, fail) => {
    const operation = { type: 'put', key, value: value.toString('base64'), valueEncoding: 'base64' };
    db.batch([operation], (error: unknown) => (error ? fail(error) : done()));
  });

const replaced = (from: string, to: string) => (bytes: Buffer) => {
  expect(bytes.toString('latin1')).toContain(from);
  return Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');
};
const cases: readonly [string, (bytes: Buffer) => Buffer][] = [
  ['no JSON any more', replaced('"pk"', '"pk*')],
  ['another name of its key', replaced('"sk"', '"sj"')],
  ['another key', replaced('THING#b', 'THING#c')],
  ['another partition', replaced('"x1"', '"y1"')],
  ['an attribute of no kind', replaced('{"B"', '{"C"')],
  ['an attribute of two kinds', replaced('"version":{"N"', '"version":{"S"')],
  ['a version that is no number', replaced('"version":{"N":"1"', '"version":{"N":"q"')],
  ['no version', replaced('"version"', '"versinn"')],
  ['no kind', replaced('"kind"', '"kine"')],
  ['a body that is no base64', replaced('"B":"', '"B":"!')],
  ['nothing', () => Buffer.alloc(0)],
  ['null', () => Buffer.from('null')],
];

describe('an item of which the disk gives back other bytes', () => {
  it.each(cases)(
    '(%s) is damaged by its own key, hides none beside it, and can be replaced',
    async (name, change) => {
      const directory = await written(name.replaceAll(' ', '-'));
      await damage(directory, 'item-', change);
      const { catalogue, close } = await open(directory);
      await expect(catalogue.get(kind, B!)).rejects.toMatchObject({ key: 'x1/THING#b' });
      await expect(Array.fromAsync(catalogue.list(kind, 'x1', ''))).rejects.toBeInstanceOf(Damaged);
      const versions = await Array.fromAsync(catalogue.versions(kind, 'x1', ''));
      expect(versions.map(({ key }) => key)).toEqual(KEYS);
      expect((await catalogue.get(kind, C!))?.item.text).toBe('short');
      expect(await catalogue.put(kind, B!, { text: 'new', due: true }, null)).toBe(false);
      expect(await catalogue.remove(kind, B!, versions[1]!.version)).toBe(true);
      expect(await catalogue.get(kind, B!)).toBeNull();
      expect(await Array.fromAsync(catalogue.due('x1'))).toEqual([A, C]);
      expect(await catalogue.put(kind, B!, { text: 'new', due: false }, null)).toBe(true);
      expect(await Array.fromAsync(catalogue.due('x1'))).toEqual([A, C]);
      await close();
    },
  );

  it.each([
    ['no JSON any more', replaced('"pk"', '"pk*')],
    ['another key', replaced('THING#b', 'THING#c')],
  ])('in its due mark alone (%s) is due all the same', async (name, change) => {
    const directory = await written(`mark-${name.replaceAll(' ', '-')}`);
    await damage(directory, 'index-', change);
    const { catalogue, close } = await open(directory);
    expect(await Array.fromAsync(catalogue.due('x1'))).toEqual(KEYS);
    await close();
  });
});

it('the description of a table is made again from the template, and its items are there', async () => {
  const directory = await written('description');
  await inStore(directory, (db) => write(db, `table~${TABLE}`, Buffer.from('{"TableStatus":"ACTI')));
  const { catalogue, close } = await open(directory);
  expect((await catalogue.get(kind, A!))?.item.text).toBe('short');
  await close();
});

describe('files of a table that cannot be read', () => {
  /** All blocks of the table's files, but not what LevelDB needs to open them. */
  async function spoil(directory: string) {
    // What the log held goes to a file of its own when the store is opened again.
    await inStore(directory, async () => {});
    for (const file of readdirSync(directory).filter((one) => one.endsWith('.ldb'))) {
      const bytes = readFileSync(join(directory, file));
      // The first block begins the file with its length unpacked; no such length fits it.
      bytes.fill(0xff, 0, 16);
      writeFileSync(join(directory, file), bytes);
    }
  }

  it('are told as table.broken at the start, or by each call that needs them', async () => {
    const directory = await written('spoiled');
    await spoil(directory);
    const troubles: string[] = [];
    const error: unknown = await open(directory, ({ code }) => troubles.push(code)).then(
      async ({ url, close }) => {
        const body = { TableName: TABLE, Key: { pk: { S: A!.partition }, sk: { S: A!.sort } } };
        const answered = await callAws({
          url,
          signer: null,
          target: 'DynamoDB_20120810.GetItem',
          body,
        }).catch((thrown: unknown) => thrown);
        await close();
        return answered;
      },
      (thrown: unknown) => thrown,
    );
    expect(troubles).toContain('table.broken');
    if (error instanceof LocalStackFailure) expect(error.code).toBe('table.broken');
    else {
      expect(error).toBeInstanceOf(AwsCallFailure);
      expect(error).toMatchObject({ answer: expect.stringMatching(/the table's files in .* are damaged/) });
    }
  });
});

/** What DynamoDB is asked, as tables, and what its answers mean where no local table gives them. */
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listInput, putInput, TableCatalogue } from '../../../shared/aws/catalogue.ts';
import { TopicNotifier } from '../../../shared/aws/notifier.ts';
import type { Kind } from '../../../shared/domain/kind.ts';
import type { ListPage } from '../../../shared/ports.ts';
import { memoryPorts } from '../../support/memory-ports.ts';

interface Note {
  readonly n: number;
}
const note: Kind<Note> = {
  name: 'note',
  schema: z.object({ n: z.number() }),
  isDue: ({ n }) => n > 0,
};
const key = { partition: 'rr1', sort: 'NOTE#1' };
const metadata = { $metadata: {}, message: 'as DynamoDB says it' };

const long = { n: 7, text: 'temperature '.repeat(200) };
const longKind: Kind<typeof long> = {
  name: 'long',
  schema: z.object({ n: z.number(), text: z.string() }),
  isDue: () => false,
};
const longKey = { partition: 'rr1', sort: 'LONG#7' };

describe('a write', () => {
  it('of a new item asks that there be none', () => {
    expect(putInput('table', note, key, { n: 0 }, null)).toEqual({
      TableName: 'table',
      Item: {
        pk: { S: 'rr1' },
        sk: { S: 'NOTE#1' },
        kind: { S: 'note' },
        version: { N: '1' },
        body: { S: '{"n":0}' },
        crc: { N: '1471472386' },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });

  it('of an item that was read asks for the version that was read, and counts on from it', () => {
    expect(putInput('table', note, key, { n: 0 }, 7)).toMatchObject({
      Item: { version: { N: '8' } },
      ConditionExpression: '#version = :expected',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':expected': { N: '7' } },
    });
  });

  it('carries a due mark while work is owed, and none where nothing is', () => {
    expect(putInput('table', note, key, { n: 1 }, 7).Item).toMatchObject({
      duePk: { S: 'rr1' },
      dueSk: { S: 'NOTE#1' },
    });
    expect(Object.keys(putInput('table', note, key, { n: 0 }, 7).Item ?? {})).not.toContain('duePk');
  });

  it('of a document stays text where packing makes it no smaller', () => {
    const noise = Array.from({ length: 700 }, (_, i) =>
      String.fromCharCode(0x4e00 + ((i * 7919) % 20_000)),
    ).join('');
    const { Item } = putInput('table', longKind, longKey, { n: 0, text: noise }, null);
    expect(Item?.body).toEqual({ S: JSON.stringify({ n: 0, text: noise }) });
  });
});

describe('a listing', () => {
  const range = (from: string, to: string) => ({ sk: 'sk BETWEEN :from AND :to', ':from': from, ':to': to });
  const cases: [string, string, ListPage, Record<string, string> | null][] = [
    ['everything: an empty text may stand in no condition', '', {}, {}],
    ['by prefix', 'B#', {}, { sk: 'begins_with(sk, :prefix)', ':prefix': 'B#' }],
    [
      'after a key before the prefix',
      'B#',
      { after: 'A#9' },
      { sk: 'begins_with(sk, :prefix)', ':prefix': 'B#' },
    ],
    ['after a key with the prefix', 'B#', { after: 'B#2' }, range('B#2\u0000', 'B#\u{10FFFF}')],
    ['after the prefix itself', 'B#', { after: 'B#' }, range('B#\u0000', 'B#\u{10FFFF}')],
    ['after any key', '', { after: 'B#2' }, range('B#2\u0000', '\u{10FFFF}')],
    [
      'after a key beyond the prefix: a range that ends before it begins is refused',
      'B#',
      { after: 'C#' },
      null,
    ],
  ];
  it.each(cases)('%s', (_, prefix, page, expected) => {
    const input = listInput('table', 'rr1', prefix, page);
    if (expected === null) {
      expect(input).toBeNull();
      return;
    }
    const { sk, ...values } = expected;
    expect(input).toEqual({
      TableName: 'table',
      ConsistentRead: true,
      KeyConditionExpression: sk === undefined ? 'pk = :partition' : `pk = :partition AND ${sk}`,
      ExpressionAttributeValues: {
        ':partition': { S: 'rr1' },
        ...Object.fromEntries(Object.entries(values).map(([name, text]) => [name, { S: text }])),
      },
    });
  });

  it('has a page no longer than asked for', () => {
    expect(listInput('table', 'rr1', 'B#', { limit: 3 })).toMatchObject({ Limit: 3 });
  });

  it('begins right after the key: no text lies between it and the first that is asked for', () => {
    const bounds = listInput('table', 'rr1', 'B#', { after: 'B#1' })?.ExpressionAttributeValues;
    const from = bounds?.[':from']?.S ?? '';
    const to = bounds?.[':to']?.S ?? '';
    const inRange = (sort: string) =>
      Buffer.compare(Buffer.from(sort), Buffer.from(from)) >= 0 &&
      Buffer.compare(Buffer.from(sort), Buffer.from(to)) <= 0;
    expect(['B#1', 'B#10', 'B#1#', 'B#2', 'B#Ω', 'B#zzz', 'B$', 'A#9', 'B'].filter(inRange)).toEqual([
      'B#10',
      'B#1#',
      'B#2',
      'B#Ω',
      'B#zzz',
    ]);
  });
});

describe('what DynamoDB answers', () => {
  const dynamodb = mockClient(DynamoDBClient);
  const objects = memoryPorts().archive;
  const catalogue = new TableCatalogue(new DynamoDBClient({ region: 'us-east-1' }), 'table', objects);
  afterEach(() => dynamodb.reset());
  // Files that share this worker ask real servers.
  afterAll(() => dynamodb.restore());

  const itemOf = (n: number) => ({
    pk: { S: 'rr1' },
    sk: { S: `NOTE#${n}` },
    kind: { S: 'note' },
    version: { N: '1' },
    body: { S: JSON.stringify({ n }) },
  });
  const listed = async (page: ListPage) =>
    (await all(catalogue.list(note, 'rr1', 'NOTE#', page))).map(({ item }) => item.n);

  it('to a long document is what was packed, in a tenth of its bytes, and read back the same', async () => {
    const { Item } = putInput('table', longKind, longKey, long, null);
    const packed = Item?.body && 'B' in Item.body ? Item.body.B : undefined;
    expect(packed?.length).toBeLessThan(JSON.stringify(long).length / 10);
    dynamodb.on(GetItemCommand).resolves({ Item });
    expect((await catalogue.get(longKind, longKey))?.item).toEqual(long);
  });

  it('to a condition that failed is that somebody else was first', async () => {
    dynamodb.rejects(new ConditionalCheckFailedException(metadata));
    expect(await catalogue.put(note, key, { n: 1 }, 1)).toBe(false);
    expect(await catalogue.put(note, key, { n: 1 }, null)).toBe(false);
    expect(await catalogue.remove(note, key, 1)).toBe(false);
  });

  it('to too many requests is passed on: nobody may take it for a lost race or for nothing there', async () => {
    const busy = new ProvisionedThroughputExceededException(metadata);
    dynamodb.rejects(busy);
    await expect(catalogue.put(note, key, { n: 1 }, 1)).rejects.toBe(busy);
    await expect(catalogue.remove(note, key, 1)).rejects.toBe(busy);
    await expect(catalogue.get(note, key)).rejects.toBe(busy);
    await expect(listed({})).rejects.toBe(busy);
    await expect(all(catalogue.due('rr1'))).rejects.toBe(busy);
  });

  it('is read with consistency, but for the index, which has none', async () => {
    dynamodb.on(GetItemCommand).resolves({}).on(QueryCommand).resolves({ Items: [] });
    await catalogue.get(note, key);
    await listed({});
    expect(await all(catalogue.due('rr1'))).toEqual([]);
    expect(dynamodb.commandCalls(GetItemCommand)[0]?.args[0].input.ConsistentRead).toBe(true);
    const [list, index] = dynamodb.commandCalls(QueryCommand).map(({ args }) => args[0].input);
    expect([list?.ConsistentRead, list?.IndexName]).toEqual([true, undefined]);
    expect([index?.ConsistentRead, index?.IndexName]).toEqual([undefined, 'due']);
  });

  it('may come in pages, empty ones among them', async () => {
    const at = (n: number) => ({ pk: { S: 'rr1' }, sk: { S: `NOTE#${n}` } });
    const pages = [
      { Items: [itemOf(1), itemOf(2)], LastEvaluatedKey: at(2) },
      { Items: [], LastEvaluatedKey: at(5) },
      { Items: [itemOf(6)] },
    ];
    // Kept as they come: the SDK asks for every page with the same object.
    const keys: unknown[] = [];
    dynamodb.on(QueryCommand).callsFake(({ ExclusiveStartKey }) => {
      keys.push(ExclusiveStartKey);
      return pages.shift();
    });
    expect(await listed({})).toEqual([1, 2, 6]);
    expect(keys).toEqual([undefined, at(2), at(5)]);
  });

  it('is asked no more once a page is full', async () => {
    const LastEvaluatedKey = { pk: { S: 'rr1' }, sk: { S: 'NOTE#2' } };
    dynamodb.on(QueryCommand).resolves({ Items: [itemOf(1), itemOf(2)], LastEvaluatedKey });
    expect(await listed({ limit: 2 })).toEqual([1, 2]);
    expect(dynamodb.commandCalls(QueryCommand)).toHaveLength(1);
    expect(await listed({ after: 'OTHER' })).toEqual([]);
    expect(dynamodb.commandCalls(QueryCommand)).toHaveLength(1);
  });

  it('is parsed, not trusted', async () => {
    dynamodb.on(GetItemCommand).resolvesOnce({ Item: { ...itemOf(1), version: { S: '1' } } });
    await expect(catalogue.get(note, key)).rejects.toThrow();
    dynamodb.on(GetItemCommand).resolvesOnce({ Item: { ...itemOf(1), body: { S: '{"n":"1"}' } } });
    await expect(catalogue.get(note, key)).rejects.toThrow();
  });

  it('to a removal rests on the version alone', async () => {
    dynamodb.on(DeleteItemCommand).resolves({});
    expect(await catalogue.remove(note, key, 4)).toBe(true);
    expect(dynamodb.commandCalls(DeleteItemCommand)[0]?.args[0].input).toEqual({
      TableName: 'table',
      Key: { pk: { S: 'rr1' }, sk: { S: 'NOTE#1' } },
      ConditionExpression: '#version = :expected',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':expected': { N: '4' } },
    });
    expect(dynamodb.commandCalls(PutItemCommand)).toHaveLength(0);
  });
});

describe('a notice', () => {
  const sns = mockClient(SNSClient);
  afterEach(() => sns.reset());
  afterAll(() => sns.restore());

  it('has a subject that SNS takes, however many channels it names', async () => {
    const notifier = new TopicNotifier(
      new SNSClient({ region: 'us-east-1' }),
      'arn:aws:sns:us-east-1:1:alerts',
    );
    const subject = `WARNING STUCK FU1 ${Array.from({ length: 32 }, (_, i) => `temperature-${i}`).join('+')}`;
    await notifier.publish({ idempotencyKey: 'k', route: 'MAIL', subject, text: subject });
    const [sent] = sns.commandCalls(PublishCommand).map(({ args }) => args[0].input);
    expect(sent?.Subject).toHaveLength(99);
    expect(subject.startsWith(sent?.Subject ?? '?')).toBe(true);
    expect(sent?.Message).toBe(subject);
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

it('The items that are read are copied for no log', () => {
  const client = new DynamoDBClient({ region: 'eu-central-1' });
  const isLogged = () => client.middlewareStack.identify().some((one) => one.startsWith('loggerMiddleware'));
  expect(isLogged()).toBe(true);
  new TableCatalogue(client, 'table', memoryPorts().archive);
  expect(isLogged()).toBe(false);
});

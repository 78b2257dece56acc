/**
 * The table as a `Catalogue`: one item a document, its body as JSON text, its version beside it. DynamoDB charges writes by
 * begun KB, and documents are written many times: a body that is smaller packed (raw deflate) is kept so. What is too
 * long for an item stands in an object that the item names; what is too long even so is refused here.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  paginateQuery,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Key, Kind } from '../domain/kind.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Catalogue, ListPage, Stored, Versioned } from '../ports.ts';
import { DUE_INDEX } from '../runtime/environment-names.ts';
import { type ListObjects, LongLists, type Split } from './long-lists.ts';

const text = z.object({ S: z.string() });
const itemSchema = z.object({
  pk: text,
  sk: text,
  kind: text,
  body: z.union([text, z.object({ B: z.instanceof(Uint8Array) })]),
  version: z.object({ N: z.coerce.number() }),
  aside: text.optional(),
});
const versionSchema = itemSchema.pick({ pk: true, sk: true, version: true });
const keySchema = z.object({ pk: text, sk: text });
const documentSchema = z.record(z.string(), z.unknown());

export class TableCatalogue implements Catalogue {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #lists: LongLists;

  /** `objects` keep what is too long for an item. */
  constructor(client: DynamoDBClient, table: string, objects: ListObjects) {
    this.#client = client;
    this.#table = table;
    this.#lists = new LongLists(objects);
  }

  async get<T>(kind: Kind<T>, key: Key): Promise<Stored<T> | null> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: tableKey(key), ConsistentRead: true }),
    );
    return Item === undefined ? null : this.#parse(kind, Item);
  }

  async *list<T>(
    kind: Kind<T>,
    partition: string,
    prefix: string,
    page: ListPage = {},
  ): AsyncIterable<Stored<T>> {
    const input = listInput(this.#table, partition, prefix, page);
    if (input === null) return;
    let left = page.limit ?? Number.POSITIVE_INFINITY;
    for await (const { Items } of paginateQuery({ client: this.#client }, input)) {
      for (const item of Items ?? []) {
        yield await this.#parse(kind, item);
        left--;
        // Here, not at the next item: that one would cost a further query.
        if (left === 0) return;
      }
    }
  }

  async *versions<T>(
    _kind: Kind<T>,
    partition: string,
    prefix: string,
    page: ListPage = {},
  ): AsyncIterable<Versioned> {
    const input = listInput(this.#table, partition, prefix, page);
    if (input === null) return;
    const projected = {
      ...input,
      ProjectionExpression: 'pk, sk, #version',
      ExpressionAttributeNames: { '#version': 'version' },
    };
    let left = page.limit ?? Number.POSITIVE_INFINITY;
    for await (const { Items } of paginateQuery({ client: this.#client }, projected)) {
      for (const item of Items ?? []) {
        const { pk, sk, version } = versionSchema.parse(item);
        yield { key: { partition: pk.S, sort: sk.S }, version: version.N };
        left--;
        if (left === 0) return;
      }
    }
  }

  async put<T>(kind: Kind<T>, key: Key, item: T, expected: number | null): Promise<boolean> {
    const split = await this.#lists.putAside(kind, item, JSON.stringify(item));
    const input = putInput(this.#table, kind, key, item, expected, split);
    return this.#onlyIf(() => this.#client.send(new PutItemCommand(input)));
  }

  async remove<T>(_kind: Kind<T>, key: Key, expected: number): Promise<boolean> {
    return this.#onlyIf(() =>
      this.#client.send(
        new DeleteItemCommand({
          TableName: this.#table,
          Key: tableKey(key),
          ConditionExpression: '#version = :expected',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':expected': { N: String(expected) } },
        }),
      ),
    );
  }

  async *due(
    partition: string,
    { prefix = '', limit }: { readonly prefix?: string; readonly limit?: number } = {},
  ): AsyncIterable<Key> {
    const input: QueryCommandInput = {
      TableName: this.#table,
      IndexName: DUE_INDEX,
      KeyConditionExpression: `duePk = :partition${prefix === '' ? '' : ' AND begins_with(dueSk, :prefix)'}`,
      ExpressionAttributeValues: {
        ':partition': { S: partition },
        ...(prefix !== '' && { ':prefix': { S: prefix } }),
      },
      ...(limit !== undefined && { Limit: limit }),
    };
    let left = limit ?? Number.POSITIVE_INFINITY;
    for await (const { Items } of paginateQuery({ client: this.#client }, input)) {
      for (const item of Items ?? []) {
        const { pk, sk } = keySchema.parse(item);
        yield { partition: pk.S, sort: sk.S };
        left--;
        if (left === 0) return;
      }
    }
  }

  async #parse<T>(kind: Kind<T>, item: unknown): Promise<Stored<T>> {
    const { pk, sk, kind: stored, body, version, aside } = itemSchema.parse(item);
    if (stored.S !== kind.name) throw new Error(`${pk.S}/${sk.S} is a ${stored.S}, not a ${kind.name}`);
    const document: unknown = JSON.parse(jsonOf(body));
    const lists = aside === undefined ? {} : await this.#lists.bringBack(aside.S);
    const whole = aside === undefined ? document : { ...documentSchema.parse(document), ...lists };
    return {
      key: { partition: pk.S, sort: sk.S },
      item: kind.schema.parse(whole),
      version: version.N,
    };
  }

  async #onlyIf(write: () => Promise<unknown>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

function tableKey(key: Key) {
  return { pk: { S: key.partition }, sk: { S: key.sort } };
}

/**
 * The conditional write; `expected` null means that there must be no item yet. Refuses with `item.too-large` what no
 * item holds.
 */
export function putInput<T>(
  table: string,
  kind: Kind<T>,
  key: Key,
  item: T,
  expected: number | null,
  { json, aside }: Split = { json: JSON.stringify(item), aside: null },
): PutItemCommandInput {
  const due = kind.isDue(item) ? { duePk: { S: key.partition }, dueSk: { S: key.sort } } : {};
  return {
    TableName: table,
    Item: {
      ...tableKey(key),
      kind: { S: kind.name },
      version: { N: String((expected ?? 0) + 1) },
      body: fitting(bodyOf(json), kind.name, key),
      ...(aside !== null && { aside: { S: aside } }),
      ...due,
    },
    ...(expected === null
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :expected',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':expected': { N: String(expected) } },
        }),
  };
}

/** Shorter bodies fit in the first KB anyway, and stay readable. */
const PACK_ABOVE = 512;

function bodyOf(json: string): { S: string } | { B: Uint8Array } {
  if (json.length <= PACK_ABOVE) return { S: json };
  const packed = deflateRawSync(json);
  return packed.length < json.length ? { B: packed } : { S: json };
}

/** DynamoDB counts 400 KB with the names and the keys. */
const MOST_BYTES = 390_000;

function fitting<B extends ReturnType<typeof bodyOf>>(body: B, kind: string, { partition, sort }: Key): B {
  const bytes = 'B' in body ? body.B.length : Buffer.byteLength(body.S);
  if (bytes <= MOST_BYTES) return body;
  throw new Refusal(
    'too-large',
    'item.too-large',
    `the ${kind} ${partition}/${sort} takes ${Math.ceil(bytes / 1000)} KB where ${MOST_BYTES / 1000} KB can be kept: make smaller what it is made from`,
  );
}

function jsonOf(body: z.infer<typeof itemSchema>['body']): string {
  return 'S' in body ? body.S : inflateRawSync(body.B).toString();
}

/** The query for a page of a partition; null where nothing can stand after the key that was named. */
export function listInput(
  table: string,
  partition: string,
  prefix: string,
  { after, limit }: ListPage,
): QueryCommandInput | null {
  const sort = sortCondition(prefix, after);
  if (sort === null) return null;
  return {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: ['pk = :partition', ...sort.expression].join(' AND '),
    ExpressionAttributeValues: { ':partition': { S: partition }, ...sort.values },
    ...(limit !== undefined && { Limit: limit }),
  };
}

interface SortCondition {
  readonly expression: readonly string[];
  readonly values: Readonly<Record<string, { readonly S: string }>>;
}

/**
 * DynamoDB takes one condition on the sort key, no empty text in it, and no range that ends before it begins. So
 * what begins with a prefix and comes after a key is a range: from the least text after the key to the greatest
 * with the prefix.
 */
function sortCondition(prefix: string, after: string | undefined): SortCondition | null {
  const least = after === undefined || after < prefix ? null : after;
  if (least === null) {
    if (prefix === '') return { expression: [], values: {} };
    return { expression: ['begins_with(sk, :prefix)'], values: { ':prefix': { S: prefix } } };
  }
  if (!least.startsWith(prefix)) return null;
  const values = { ':from': { S: `${least}\u0000` }, ':to': { S: `${prefix}\u{10FFFF}` } };
  return { expression: ['sk BETWEEN :from AND :to'], values };
}

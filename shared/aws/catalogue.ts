/**
 * The table as a `Catalogue`: one item a document, its body as JSON text, its version beside it. DynamoDB charges writes by
 * begun KB, and documents are written many times: a body that is smaller packed (raw deflate) is kept so.
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
import type { Catalogue, ListPage, Stored, Versioned } from '../ports.ts';
import { DUE_INDEX } from '../runtime/environment-names.ts';

const text = z.object({ S: z.string() });
const itemSchema = z.object({
  pk: text,
  sk: text,
  kind: text,
  body: z.union([text, z.object({ B: z.instanceof(Uint8Array) })]),
  version: z.object({ N: z.coerce.number() }),
});
const versionSchema = itemSchema.pick({ pk: true, sk: true, version: true });
const keySchema = z.object({ pk: text, sk: text });

export class TableCatalogue implements Catalogue {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get<T>(kind: Kind<T>, key: Key): Promise<Stored<T> | null> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: tableKey(key), ConsistentRead: true }),
    );
    return Item === undefined ? null : parseItem(kind, Item);
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
        yield parseItem(kind, item);
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
    return this.#onlyIf(() =>
      this.#client.send(new PutItemCommand(putInput(this.#table, kind, key, item, expected))),
    );
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

/** The conditional write; `expected` null means that there must be no item yet. */
export function putInput<T>(
  table: string,
  kind: Kind<T>,
  key: Key,
  item: T,
  expected: number | null,
): PutItemCommandInput {
  const due = kind.isDue(item) ? { duePk: { S: key.partition }, dueSk: { S: key.sort } } : {};
  return {
    TableName: table,
    Item: {
      ...tableKey(key),
      kind: { S: kind.name },
      version: { N: String((expected ?? 0) + 1) },
      body: bodyOf(JSON.stringify(item)),
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

function parseItem<T>(kind: Kind<T>, item: unknown): Stored<T> {
  const { pk, sk, kind: stored, body, version } = itemSchema.parse(item);
  if (stored.S !== kind.name) throw new Error(`${pk.S}/${sk.S} is a ${stored.S}, not a ${kind.name}`);
  return {
    key: { partition: pk.S, sort: sk.S },
    item: kind.schema.parse(JSON.parse(jsonOf(body))),
    version: version.N,
  };
}

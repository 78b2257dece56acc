/**
 * The table as a `Catalogue`: one item a document. What is too long for an item stands in an object that the item names.
 */
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
import { type ListObjects, LongLists, type Split } from './long-lists.ts';
import { keyOf, tableKey, unpackItem, versionOf, writtenItem } from './table-item.ts';

const documentSchema = z.record(z.string(), z.unknown());

export class TableCatalogue implements Catalogue {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #lists: LongLists;

  /** `objects` keep what is too long for an item. */
  constructor(client: DynamoDBClient, table: string, objects: ListObjects) {
    this.#client = client;
    // It copies each item that is read for a log that nobody keeps.
    client.middlewareStack.remove('loggerMiddleware');
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
    for await (const { Items } of this.#pages(input)) {
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
    for await (const { Items } of this.#pages(projected)) {
      for (const item of Items ?? []) {
        yield versionOf(item);
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
    for await (const { Items } of this.#pages(input)) {
      for (const item of Items ?? []) {
        yield keyOf(item);
        left--;
        if (left === 0) return;
      }
    }
  }

  /** The SDK begins where it is told beside the input, and puts that over what the input says. */
  #pages(input: QueryCommandInput) {
    return paginateQuery({ client: this.#client, startingToken: input.ExclusiveStartKey }, input);
  }

  async #parse<T>(kind: Kind<T>, item: unknown): Promise<Stored<T>> {
    const { key, kind: stored, version, json, aside } = unpackItem(item);
    if (stored !== kind.name)
      throw new Error(`${key.partition}/${key.sort} is a ${stored}, not a ${kind.name}`);
    const whole =
      aside === null ? json : { ...documentSchema.parse(json), ...(await this.#lists.bringBack(aside)) };
    return { key, item: kind.schema.parse(whole), version };
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
  split: Split = { json: JSON.stringify(item), aside: null },
): PutItemCommandInput {
  const due = kind.isDue(item) ? { duePk: { S: key.partition }, dueSk: { S: key.sort } } : {};
  return {
    TableName: table,
    Item: {
      ...tableKey(key),
      ...writtenItem(kind, key, split, (expected ?? 0) + 1),
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

/** The query for a page of a partition; null where nothing can stand after the key that was named. */
export function listInput(
  table: string,
  partition: string,
  prefix: string,
  { after, limit, isBackwards = false }: ListPage,
): QueryCommandInput | null {
  if (isBackwards && after !== undefined && after < prefix) return null;
  const sort = sortCondition(prefix, isBackwards ? undefined : after);
  if (sort === null) return null;
  return {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: ['pk = :partition', ...sort.expression].join(' AND '),
    ExpressionAttributeValues: { ':partition': { S: partition }, ...sort.values },
    ...(isBackwards && { ScanIndexForward: false }),
    ...(isBackwards &&
      after?.startsWith(prefix) && { ExclusiveStartKey: tableKey({ partition, sort: after }) }),
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
 * with the prefix. Backwards there is no greatest text before a key: that list begins at a key.
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

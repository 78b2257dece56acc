/**
 * A document as an item of the table: its body as JSON text, its version, and a CRC-32 of all that beside it. DynamoDB
 * charges writes by begun KB, and documents are written many times: a body that is smaller packed (raw deflate) is kept
 * so. Items of before there were checksums have none, and are read unchecked until they are written again.
 */
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { Damaged } from '../domain/damaged.ts';
import type { Key, Kind } from '../domain/kind.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Versioned } from '../ports.ts';
import type { Split } from './long-lists.ts';

const text = z.object({ S: z.string() });
const number = z.object({ N: z.coerce.number() });
const body = z.union([text, z.object({ B: z.instanceof(Uint8Array) })]);
const keySchema = z.object({ pk: text, sk: text });
const versionSchema = keySchema.extend({ version: number });
const itemSchema = versionSchema.extend({ kind: text, body, aside: text.optional(), crc: number.optional() });

export function tableKey({ partition, sort }: Key) {
  return { pk: { S: partition }, sk: { S: sort } };
}

/** What stands in an item beside its key and its due mark. Refuses with `item.too-large` what no item holds. */
export function writtenItem<T>(kind: Kind<T>, key: Key, { json, aside }: Split, version: number) {
  const content = { kind: kind.name, version, body: fitting(bodyOf(json), kind.name, key), aside };
  return {
    kind: { S: kind.name },
    version: { N: String(version) },
    body: content.body,
    ...(aside !== null && { aside: { S: aside } }),
    crc: { N: String(crc32(checkedBytes(key, content))) },
  };
}

/** An item with its body as JSON, of whatever kind it is. */
export interface UnpackedItem extends Versioned {
  readonly kind: string;
  readonly json: unknown;
  /** Key of the object that holds the rest; null where the item is whole. */
  readonly aside: string | null;
}

/** Fails with `Damaged` where the item is not what was written. */
export function unpackItem(stored: unknown): UnpackedItem {
  const key = keyOf(stored);
  try {
    const { success, data } = itemSchema.safeParse(stored);
    if (!success) throw new Error('expected an item with kind, version and body, got another');
    const { kind, version, body, aside, crc } = data;
    const content = { kind: kind.S, version: version.N, body, aside: aside?.S ?? null };
    const got = crc32(checkedBytes(key, content));
    if (crc !== undefined && crc.N !== got) throw new Error(`expected the CRC-32 ${crc.N}, got ${got}`);
    const json: unknown = JSON.parse('S' in body ? body.S : inflateRawSync(body.B).toString());
    return { key, ...content, json };
  } catch (error) {
    throw new Damaged(`${key.partition}/${key.sort}`, error);
  }
}

export function versionOf(stored: unknown): Versioned {
  const { pk, sk, version } = versionSchema.parse(stored);
  return { key: { partition: pk.S, sort: sk.S }, version: version.N };
}

export function keyOf(stored: unknown): Key {
  const { pk, sk } = keySchema.parse(stored);
  return { partition: pk.S, sort: sk.S };
}

type Body = z.infer<typeof body>;

/** Shorter bodies fit in the first KB anyway, and stay readable. */
const PACK_ABOVE = 512;

function bodyOf(json: string): Body {
  if (json.length <= PACK_ABOVE) return { S: json };
  const packed = deflateRawSync(json);
  return packed.length < json.length ? { B: packed } : { S: json };
}

/** DynamoDB counts 400 KB with the names and the keys. */
const MOST_BYTES = 390_000;

function fitting(body: Body, kind: string, { partition, sort }: Key): Body {
  const bytes = 'B' in body ? body.B.length : Buffer.byteLength(body.S);
  if (bytes <= MOST_BYTES) return body;
  throw new Refusal(
    'too-large',
    'item.too-large',
    `the ${kind} ${partition}/${sort} takes ${Math.ceil(bytes / 1000)} KB where ${MOST_BYTES / 1000} KB can be kept: make smaller what it is made from`,
  );
}

interface Content {
  readonly kind: string;
  readonly version: number;
  readonly body: Body;
  readonly aside: string | null;
}

/** Everything that a reader takes from the item. */
function checkedBytes({ partition, sort }: Key, { kind, version, body, aside }: Content): Uint8Array {
  const about = Buffer.from([partition, sort, kind, version, aside ?? '', ''].join('\n'));
  return Buffer.concat([about, 'S' in body ? Buffer.from(body.S) : body.B]);
}

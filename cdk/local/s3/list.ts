import type { Answer } from './answer.ts';
import { notImplemented, S3Error } from './errors.ts';
import { afterPrefix, byteString, justAfter, keyOfByteString, type OrderedKeys } from './ordered-keys.ts';
import { percentEncode } from './signing.ts';
import type { BucketStore, ObjectVersion } from './store.ts';
import { element, group, xmlDocument } from './xml.ts';

const LARGEST_PAGE = 1000;

/** What a page lists. All strings are byte strings (see `OrderedKeys`). */
export interface Page {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
}

/**
 * One page of the keys that begin with `prefix`, from `start` on. With a delimiter, keys that have it behind the
 * prefix are rolled up into one common prefix each; keys and common prefixes count alike towards `most`.
 */
export function pageOf(
  keys: OrderedKeys,
  prefix: string,
  delimiter: string,
  start: string,
  most: number,
): Page {
  const found: string[] = [];
  const commonPrefixes: string[] = [];
  let bound = start < prefix ? prefix : start;
  for (;;) {
    const key = keys.atOrAfter(bound);
    if (key === undefined || !key.startsWith(prefix)) return { keys: found, commonPrefixes, next: null };
    if (found.length + commonPrefixes.length >= most) return { keys: found, commonPrefixes, next: bound };
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (cut < 0) {
      found.push(key);
      bound = justAfter(key);
    } else {
      const common = key.slice(0, cut + delimiter.length);
      commonPrefixes.push(common);
      bound = afterPrefix(common);
    }
  }
}

/** ListObjectsV2. */
export function listObjects(store: BucketStore, query: ReadonlyMap<string, string>): Answer {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after');
  const maxKeys = maxKeysOf(query.get('max-keys'));
  const text = textCoding(query.get('encoding-type'));
  if (query.get('fetch-owner') === 'true') throw notImplemented('fetch-owner=true on ListObjectsV2');
  if (startAfter !== undefined && delimiter !== '')
    throw notImplemented('start-after together with delimiter');
  const start = startOf(token, startAfter);
  const page =
    maxKeys === 0
      ? { keys: [], commonPrefixes: [], next: null }
      : pageOf(store.keys, byteString(prefix), byteString(delimiter), start, maxKeys);
  const children = [
    element('Name', store.name),
    element('Prefix', text(prefix)),
    ...(delimiter === '' ? [] : [element('Delimiter', text(delimiter))]),
    element('MaxKeys', maxKeys),
    ...(query.has('encoding-type') ? [element('EncodingType', 'url')] : []),
    element('KeyCount', page.keys.length + page.commonPrefixes.length),
    element('IsTruncated', page.next !== null),
    ...(token === undefined ? [] : [element('ContinuationToken', token)]),
    ...(page.next === null ? [] : [element('NextContinuationToken', tokenOf(page.next))]),
    ...(startAfter === undefined ? [] : [element('StartAfter', text(startAfter))]),
    ...page.keys.map((key) => contents(store, keyOfByteString(key), text)),
    ...page.commonPrefixes.map((bytes) =>
      group('CommonPrefixes', [element('Prefix', text(keyOfByteString(bytes)))]),
    ),
  ];
  return { status: 200, headers: {}, body: { kind: 'xml', text: xmlDocument('ListBucketResult', children) } };
}

function contents(store: BucketStore, key: string, text: (key: string) => string): string {
  // Also where a newer one is damaged: who lists must know of the key.
  const version = store.versionsOf(key).at(-1);
  if (version === undefined)
    throw new Error(`The listing of ${store.name} names ${key}, which has no version.`);
  return group('Contents', [
    element('Key', text(key)),
    element('LastModified', new Date(version.modified).toISOString()),
    element('ETag', `"${version.etag}"`),
    ...checksumElements(version),
    element('Size', version.bytes),
    element('StorageClass', 'STANDARD'),
  ]);
}

function checksumElements({ checksum }: ObjectVersion): string[] {
  if (checksum === null) return [];
  return [
    element('ChecksumAlgorithm', checksum.algorithm.toUpperCase()),
    element('ChecksumType', 'FULL_OBJECT'),
  ];
}

export function maxKeysOf(text: string | undefined): number {
  if (text === undefined) return LARGEST_PAGE;
  if (!/^\d{1,9}$/.test(text))
    throw new S3Error('InvalidArgument', `max-keys is a whole number, got "${text}".`);
  return Math.min(Number(text), LARGEST_PAGE);
}

export function textCoding(encodingType: string | undefined): (text: string) => string {
  if (encodingType === undefined) return (text) => text;
  if (encodingType !== 'url')
    throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return (text) => text.split('/').map(percentEncode).join('/');
}

function startOf(token: string | undefined, startAfter: string | undefined): string {
  if (token !== undefined) {
    const start = Buffer.from(token, 'base64url').toString('latin1');
    if (tokenOf(start) === token && token !== '') return start;
    throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect');
  }
  return startAfter === undefined || startAfter === '' ? '' : justAfter(byteString(startAfter));
}

function tokenOf(bound: string): string {
  return Buffer.from(bound, 'latin1').toString('base64url');
}

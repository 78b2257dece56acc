import type { IncomingMessage } from 'node:http';
import { notImplemented, S3Error } from './errors.ts';

/** A request as it came over the wire, taken apart but not yet believed. */
export interface WireRequest {
  readonly method: string;
  /** The path decoded: `/bucket/key…`. */
  readonly path: string;
  /** Decoded query parameters in the order sent. No name occurs twice. */
  readonly query: ReadonlyMap<string, string>;
  /** Lower-case names; what was sent several times is joined with a comma, as signatures want it. Values are bytes (latin1). */
  readonly headers: ReadonlyMap<string, string>;
}

export function wireRequest(message: IncomingMessage): WireRequest {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  const rawPath = mark < 0 ? target : target.slice(0, mark);
  return {
    method: message.method ?? 'GET',
    path: decode(rawPath, 'path'),
    query: parseQuery(mark < 0 ? '' : target.slice(mark + 1)),
    headers: joinedHeaders(message.rawHeaders),
  };
}

/** Bucket and key of a path-style path. An empty key means the bucket itself; an empty bucket, the service. */
export function bucketAndKey(path: string): { bucket: string; key: string } {
  const slash = path.indexOf('/', 1);
  if (slash < 0) return { bucket: path.slice(1), key: '' };
  const key = path.slice(slash + 1);
  if (Buffer.byteLength(key) > 1024) {
    throw new S3Error('KeyTooLongError', 'Your key is too long: a key has at most 1024 bytes of UTF-8.');
  }
  return { bucket: path.slice(1, slash), key };
}

function parseQuery(text: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals), 'query');
    if (query.has(name)) throw notImplemented(`the query parameter ${name} twice`);
    query.set(name, equals < 0 ? '' : decode(pair.slice(equals + 1), 'query'));
  }
  return query;
}

function decode(text: string, where: 'path' | 'query'): string {
  // A bare '+' is a space to S3 and a plus to RFC 3986: whoever sends one does not get what half the readers expect.
  if (text.includes('+'))
    throw notImplemented(`a bare "+" in the ${where}: send %2B for a plus, %20 for a space`);
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error(
      'InvalidURI',
      `Couldn't parse the specified URI: the ${where} is not percent-encoded UTF-8.`,
    );
  }
}

function joinedHeaders(raw: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? raw[i + 1]! : `${earlier},${raw[i + 1]}`);
  }
  return headers;
}

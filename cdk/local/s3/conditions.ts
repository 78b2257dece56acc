import { notImplemented, S3Error } from './errors.ts';
import type { ObjectVersion } from './store.ts';

/** Throws what a read with If-Match and its like is refused with: 412, or 304 `NotModified`. */
export function checkReadConditions(headers: ReadonlyMap<string, string>, version: ObjectVersion): void {
  const ifMatch = headers.get('if-match');
  const ifNoneMatch = headers.get('if-none-match');
  const unmodifiedSince = dateOf(headers, 'if-unmodified-since');
  const modifiedSince = dateOf(headers, 'if-modified-since');
  if (ifMatch !== undefined && !namesEtag(ifMatch, version.etag)) throw preconditionFailed('If-Match');
  if (ifMatch === undefined && unmodifiedSince !== null && version.modified > unmodifiedSince) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  const known =
    ifNoneMatch === undefined
      ? modifiedSince !== null && version.modified <= modifiedSince
      : namesEtag(ifNoneMatch, version.etag);
  if (known) {
    const kept = { ETag: `"${version.etag}"`, 'Last-Modified': new Date(version.modified).toUTCString() };
    throw new S3Error('NotModified', 'Not Modified', { headers: kept });
  }
}

/**
 * The condition of a write: `If-None-Match: *` (nothing there yet) or `If-Match: <etag>` (this one there). The check
 * it returns is called with the version that the write would follow.
 */
export function writeCondition(
  headers: ReadonlyMap<string, string>,
  key: string,
): (current: ObjectVersion | undefined) => void {
  const ifNoneMatch = headers.get('if-none-match');
  const ifMatch = headers.get('if-match');
  if (ifNoneMatch !== undefined && ifNoneMatch.trim() !== '*') {
    throw notImplemented(`If-None-Match: ${ifNoneMatch} on a write (only *)`);
  }
  if (ifMatch?.trim() === '*') throw notImplemented('If-Match: * on a write (only an ETag)');
  if (ifMatch !== undefined && ifNoneMatch !== undefined)
    throw notImplemented('If-Match together with If-None-Match');
  return (current) => {
    const present = current !== undefined && !current.deleteMarker;
    if (ifNoneMatch !== undefined && present) throw preconditionFailed('If-None-Match');
    if (ifMatch !== undefined && !present) throw noSuchKey(key);
    if (ifMatch !== undefined && present && !namesEtag(ifMatch, current.etag))
      throw preconditionFailed('If-Match');
  };
}

export function noSuchKey(key: string, headers: Readonly<Record<string, string>> = {}): S3Error {
  return new S3Error('NoSuchKey', 'The specified key does not exist.', { fields: { Key: key }, headers });
}

function namesEtag(list: string, etag: string): boolean {
  return list.split(',').some((item) => {
    const name = item.trim().replace(/^W\//, '');
    return name === '*' || name === etag || name === `"${etag}"`;
  });
}

function dateOf(headers: ReadonlyMap<string, string>, name: string): number | null {
  const text = headers.get(name);
  if (text === undefined) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw notImplemented(`${name}: ${text} (expected an HTTP date)`);
  return at;
}

function preconditionFailed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    fields: { Condition: condition },
  });
}

import { closeSync, openSync, readSync } from 'node:fs';
import { type Answer, type AnswerBody, emptyAnswer } from './answer.ts';
import { receiveBody } from './body.ts';
import type { Call } from './call.ts';
import { checkReadConditions, noSuchKey, writeCondition } from './conditions.ts';
import { S3Error } from './errors.ts';
import { checksumHeaders, keptHeaders, versionHeaders, writtenHeaders } from './object-headers.ts';
import { type ByteRange, byteRange } from './ranges.ts';
import type { BucketStore, ObjectVersion } from './store.ts';

/** Up to this many bytes are read at once: from the page cache 20 µs, against 130 µs by the thread pool. */
const READ_AT_ONCE = 256 * 1024;

/** PutObject: on disk before it is answered. */
export async function putObject({ bucket, key, headers, body, created }: Call): Promise<Answer> {
  const allow = writeCondition(headers, key);
  const kept = keptHeaders(headers);
  // Refused before the body comes where it is already clear; looked at again in the commit.
  allow(bucket.latest(key));
  const version = await bucket.drafting(async (draft) => {
    const { bytes, md5, checksum } = await receiveBody(body, draft.file);
    return bucket.commit(
      draft,
      { key, deleteMarker: false, bytes, etag: md5, headers: kept, checksum },
      allow,
    );
  });
  created(version);
  return emptyAnswer(200, { ...writtenHeaders(version), ...checksumHeaders(version) });
}

/** GetObject, whole or one range of it. */
export async function getObject({ bucket, key, headers, query }: Call): Promise<Answer> {
  const version = readable(bucket, key, query.get('versionId'));
  checkReadConditions(headers, version);
  const range = requestedRange(headers, version);
  // Opened in the same turn as it was looked up, so that no write can have replaced it in between.
  const body = contentOf(bucket.pathOf(version), range ?? { from: 0, length: version.bytes });
  return { ...headOf(version, range, headers, query), body };
}

/** HeadObject. */
export async function headObject({ bucket, key, headers, query }: Call): Promise<Answer> {
  const version = readable(bucket, key, query.get('versionId'));
  checkReadConditions(headers, version);
  const range = requestedRange(headers, version);
  const body: AnswerBody = { kind: 'length', length: range?.length ?? version.bytes };
  return { ...headOf(version, range, headers, query), body };
}

/** DeleteObject: gone for good in a bucket without versions, else hidden behind a delete marker. */
export async function deleteObject({ bucket, key }: Call): Promise<Answer> {
  if (!bucket.versioned) {
    await bucket.remove(key);
    return emptyAnswer(204);
  }
  const version = await bucket.hide(key, () => undefined);
  return emptyAnswer(204, { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId ?? 'null' });
}

function headOf(
  version: ObjectVersion,
  range: ByteRange | null,
  headers: ReadonlyMap<string, string>,
  query: ReadonlyMap<string, string>,
): Omit<Answer, 'body'> {
  const whole = versionHeaders(version, query);
  if (range !== null) {
    const last = range.from + range.length - 1;
    return {
      status: 206,
      headers: { ...whole, 'Content-Range': `bytes ${range.from}-${last}/${version.bytes}` },
    };
  }
  const wanted = headers.get('x-amz-checksum-mode') === 'ENABLED';
  return { status: 200, headers: wanted ? { ...whole, ...checksumHeaders(version) } : whole };
}

/** The version that a request may read, as S3 refuses where there is none. */
export function readable(bucket: BucketStore, key: string, versionId: string | undefined): ObjectVersion {
  const version = versionId === undefined ? bucket.latest(key) : bucket.version(key, versionId);
  if (version === undefined) {
    if (versionId === undefined) throw noSuchKey(key);
    const fields = { Key: key, VersionId: versionId };
    throw new S3Error('NoSuchVersion', 'The specified version does not exist.', { fields });
  }
  if (version.deleteMarker) {
    const marker = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId ?? 'null' };
    if (versionId === undefined) throw noSuchKey(key, marker);
    const message = 'The specified method is not allowed against this resource: it is a delete marker.';
    throw new S3Error('MethodNotAllowed', message, { headers: marker });
  }
  return version;
}

function requestedRange(headers: ReadonlyMap<string, string>, version: ObjectVersion): ByteRange | null {
  const header = headers.get('range');
  return header === undefined ? null : byteRange(header, version.bytes);
}

function contentOf(path: string, { from, length }: ByteRange): AnswerBody {
  const descriptor = openSync(path, 'r');
  if (length > READ_AT_ONCE) return { kind: 'file', descriptor, from, length };
  try {
    const bytes = Buffer.allocUnsafe(length);
    for (let read = 0; read < length; ) {
      const more = readSync(descriptor, bytes, read, length - read, from + read);
      if (more === 0) throw new Error(`${path} is shorter than its properties say.`);
      read += more;
    }
    return { kind: 'bytes', bytes };
  } finally {
    closeSync(descriptor);
  }
}

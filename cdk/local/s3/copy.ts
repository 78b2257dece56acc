import { createReadStream } from 'node:fs';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { writeCondition } from './conditions.ts';
import { notImplemented, S3Error } from './errors.ts';
import { writeAll } from './object-file.ts';
import { keptHeaders, writtenHeaders } from './object-headers.ts';
import { readable } from './objects.ts';
import { bucketAndKey } from './request.ts';
import { element, xmlDocument } from './xml.ts';

/** CopyObject within a bucket: the bytes of another object or version, or its own, with headers and tags of this request. */
export async function copyObject({ bucket, key, headers, created }: Call): Promise<Answer> {
  const from = sourceOf(headers.get('x-amz-copy-source') ?? '');
  if (from.bucket !== bucket.name) throw notImplemented(`CopyObject from the bucket ${from.bucket}`);
  refuseCopiedHeaders(headers, from.key === key);
  const allow = writeCondition(headers, key);
  const headersKept = keptHeaders(headers);
  const tags = tagsOf(headers.get('x-amz-tagging') ?? '');
  allow(bucket.latest(key));
  const source = readable(bucket, from.key, from.versionId);
  const version = await bucket.drafting(async (draft) => {
    let at = 0;
    if (source.bytes > 0)
      for await (const piece of createReadStream(bucket.pathOf(source), { end: source.bytes - 1 })) {
        await writeAll(draft.file, piece, at);
        at += piece.length;
      }
    const { bytes, etag, checksum } = source;
    return bucket.commit(
      draft,
      { key, deleteMarker: false, bytes, etag, headers: headersKept, checksum, tags },
      allow,
    );
  });
  created(version);
  const children = [
    element('LastModified', new Date(version.modified).toISOString()),
    element('ETag', `"${version.etag}"`),
  ];
  return {
    status: 200,
    headers: writtenHeaders(version),
    body: { kind: 'xml', text: xmlDocument('CopyObjectResult', children) },
  };
}

/** `bucket/key`, percent-encoded, with `?versionId=` behind it where not the newest is meant. */
function sourceOf(text: string): { bucket: string; key: string; versionId: string | undefined } {
  const [path = '', versionId] = text.split('?versionId=');
  const named = bucketAndKey(`/${decodeURIComponent(path).replace(/^\//, '')}`);
  return { ...named, versionId: versionId === undefined ? undefined : decodeURIComponent(versionId) };
}

function refuseCopiedHeaders(headers: ReadonlyMap<string, string>, isOntoItself: boolean): void {
  const isReplaced = headers.get('x-amz-metadata-directive') === 'REPLACE';
  if (!isReplaced && isOntoItself)
    throw new S3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  if (!isReplaced)
    throw notImplemented('CopyObject with the metadata of its source (x-amz-metadata-directive: COPY)');
  if (headers.get('x-amz-tagging-directive') !== 'REPLACE')
    throw notImplemented('CopyObject with the tags of its source (x-amz-tagging-directive: COPY)');
}

/** @param text of the header: `name=value&…`, percent-encoded */
function tagsOf(text: string): Record<string, string> {
  const tags = [...new URLSearchParams(text)];
  if (tags.length > 10 || new Set(tags.map(([name]) => name)).size < tags.length)
    throw new S3Error('InvalidTag', 'An object has at most 10 tags, each name once.');
  return Object.fromEntries(tags);
}

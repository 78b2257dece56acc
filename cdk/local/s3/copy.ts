import { createReadStream } from 'node:fs';
import type { Answer } from './answer.ts';
import type { Call } from './call.ts';
import { notImplemented, S3Error } from './errors.ts';
import { writeAll } from './object-file.ts';
import { keptHeaders, writtenHeaders } from './object-headers.ts';
import { readable } from './objects.ts';
import { bucketAndKey } from './request.ts';
import { element, xmlDocument } from './xml.ts';

/** CopyObject of an object onto itself: the same bytes as a new version, with headers and tags of this request. */
export async function copyObject({ bucket, key, headers, created }: Call): Promise<Answer> {
  refuseOther(bucket.name, key, headers);
  const headersKept = keptHeaders(headers);
  const tags = tagsOf(headers.get('x-amz-tagging') ?? '');
  const source = readable(bucket, key, undefined);
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
      () => undefined,
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

function refuseOther(name: string, key: string, headers: ReadonlyMap<string, string>): void {
  const source = headers.get('x-amz-copy-source') ?? '';
  const from = bucketAndKey(`/${decodeURIComponent(source).replace(/^\//, '')}`);
  if (from.bucket !== name || from.key !== key)
    throw notImplemented(`CopyObject of ${source} onto another object`);
  if (headers.get('x-amz-metadata-directive') !== 'REPLACE')
    throw new S3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
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

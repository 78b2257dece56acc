import { S3Error } from './errors.ts';
import type { ObjectVersion } from './store.ts';

/** Headers that are kept with the object and sent back with it, in the spelling they are sent in. */
const KEPT = [
  'Content-Type',
  'Cache-Control',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Language',
  'Expires',
];
const MOST_METADATA_BYTES = 2048;

/** What an upload says about the object: the headers to keep. `aws-chunked` is about the transfer and falls away. */
export function keptHeaders(headers: ReadonlyMap<string, string>): Record<string, string> {
  const kept: Record<string, string> = { 'Content-Type': 'binary/octet-stream' };
  for (const name of KEPT) {
    const value = headers.get(name.toLowerCase());
    const own = name === 'Content-Encoding' ? withoutAwsChunked(value) : value;
    if (own !== undefined && own !== '') kept[name] = own;
  }
  let bytes = 0;
  for (const [name, value] of headers) {
    if (!name.startsWith('x-amz-meta-')) continue;
    bytes += name.length - 'x-amz-meta-'.length + value.length;
    kept[name] = value;
  }
  if (bytes > MOST_METADATA_BYTES) {
    throw new S3Error(
      'MetadataTooLarge',
      'Your metadata headers exceed the maximum allowed metadata size of 2 KB.',
    );
  }
  return kept;
}

/** The headers that GET and HEAD send for a version; `query` may replace kept ones by response-content-type etc. */
export function versionHeaders(
  version: ObjectVersion,
  query: ReadonlyMap<string, string>,
): Record<string, string> {
  const replaced: Record<string, string> = {};
  for (const name of KEPT) {
    const value = query.get(`response-${name.toLowerCase()}`);
    if (value === undefined) continue;
    if (/[^\t\x20-\x7e]/.test(value))
      throw new S3Error('InvalidArgument', `response-${name} is not a header value.`);
    replaced[name] = value;
  }
  return {
    ...version.headers,
    ...replaced,
    ...writtenHeaders(version),
    'Last-Modified': new Date(version.modified).toUTCString(),
    'Accept-Ranges': 'bytes',
  };
}

/** ETag, and the version where the bucket has versions. */
export function writtenHeaders(version: ObjectVersion): Record<string, string> {
  return {
    ETag: `"${version.etag}"`,
    ...(version.versionId === null ? {} : { 'x-amz-version-id': version.versionId }),
  };
}

export function checksumHeaders({ checksum }: Pick<ObjectVersion, 'checksum'>): Record<string, string> {
  if (checksum === null) return {};
  return { [`x-amz-checksum-${checksum.algorithm}`]: checksum.value, 'x-amz-checksum-type': 'FULL_OBJECT' };
}

export const RESPONSE_OVERRIDES = KEPT.map((name) => `response-${name.toLowerCase()}`);

function withoutAwsChunked(encoding: string | undefined): string | undefined {
  return encoding
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked')
    .join(',');
}

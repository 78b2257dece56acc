import type { Answer } from './answer.ts';
import { emptyAnswer } from './answer.ts';
import type { Call } from './call.ts';
import { copyObject } from './copy.ts';
import { notImplemented } from './errors.ts';
import { listObjects } from './list.ts';
import { listVersions } from './list-versions.ts';
import { abortUpload, completeUpload, createUpload, listParts, uploadPart } from './multipart.ts';
import { RESPONSE_OVERRIDES } from './object-headers.ts';
import { deleteObject, getObject, headObject, putObject } from './objects.ts';
import type { WireRequest } from './request.ts';
import { getObjectTagging } from './tagging.ts';
import { element, xmlDocument } from './xml.ts';

/** One operation of the S3 API: by what it is recognised, everything it understands, and what it does. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly on: 'bucket' | 'object';
  /** Query parameters that make it this operation; `name=value` where the value decides too. */
  readonly selectors: readonly string[];
  /** A header that makes it this operation; null where none does. */
  readonly selectingHeader: string | null;
  readonly query: readonly string[];
  /** Headers that change what it does. One that ends in `-` stands for all that begin so. */
  readonly headers: readonly string[];
  readonly takesBody: boolean;
  readonly run: (call: Call) => Answer | Promise<Answer>;
}

const READ_HEADERS = [
  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'x-amz-checksum-mode',
];
const BODY_HEADERS = [
  'x-amz-checksum-',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-decoded-content-length',
  'x-amz-trailer',
];
const READ_QUERY = ['versionId', ...RESPONSE_OVERRIDES];

const OPERATIONS: readonly Operation[] = [
  operation('PutObject', 'PUT', 'object', putObject, {
    headers: [...BODY_HEADERS, 'x-amz-meta-', 'if-none-match', 'if-match'],
    takesBody: true,
  }),
  operation('CopyObject', 'PUT', 'object', copyObject, {
    selectingHeader: 'x-amz-copy-source',
    headers: [
      ...['x-amz-meta-', 'x-amz-metadata-directive', 'x-amz-tagging', 'x-amz-tagging-directive'],
      'if-none-match',
    ],
  }),
  operation('GetObject', 'GET', 'object', getObject, { headers: READ_HEADERS, query: READ_QUERY }),
  operation('HeadObject', 'HEAD', 'object', headObject, { headers: READ_HEADERS, query: READ_QUERY }),
  operation('DeleteObject', 'DELETE', 'object', deleteObject, {}),
  operation('CreateMultipartUpload', 'POST', 'object', createUpload, {
    selectors: ['uploads'],
    headers: ['x-amz-meta-', 'x-amz-checksum-algorithm'],
  }),
  operation('UploadPart', 'PUT', 'object', uploadPart, {
    selectors: ['uploadId', 'partNumber'],
    headers: BODY_HEADERS,
    takesBody: true,
  }),
  operation('CompleteMultipartUpload', 'POST', 'object', completeUpload, {
    selectors: ['uploadId'],
    headers: ['if-none-match', 'if-match'],
    takesBody: true,
  }),
  operation('AbortMultipartUpload', 'DELETE', 'object', abortUpload, { selectors: ['uploadId'] }),
  operation('ListParts', 'GET', 'object', listParts, {
    selectors: ['uploadId'],
    query: ['max-parts', 'part-number-marker'],
  }),
  operation('GetObjectTagging', 'GET', 'object', getObjectTagging, {
    selectors: ['tagging'],
    query: ['versionId'],
  }),
  operation('ListObjectsV2', 'GET', 'bucket', ({ bucket, query }) => listObjects(bucket, query), {
    selectors: ['list-type=2'],
    query: [
      'prefix',
      'delimiter',
      'max-keys',
      'continuation-token',
      'start-after',
      'encoding-type',
      'fetch-owner',
    ],
  }),
  operation('ListObjectVersions', 'GET', 'bucket', ({ bucket, query }) => listVersions(bucket, query), {
    selectors: ['versions'],
    query: ['prefix', 'max-keys', 'key-marker', 'version-id-marker', 'encoding-type'],
  }),
  operation('GetBucketLocation', 'GET', 'bucket', bucketLocation, { selectors: ['location'] }),
  operation(
    'HeadBucket',
    'HEAD',
    'bucket',
    ({ region }) => emptyAnswer(200, { 'x-amz-bucket-region': region }),
    {},
  ),
];

function operation(
  name: string,
  method: string,
  on: Operation['on'],
  run: Operation['run'],
  rest: Partial<Pick<Operation, 'selectors' | 'selectingHeader' | 'query' | 'headers' | 'takesBody'>>,
): Operation {
  const none = { selectors: [], selectingHeader: null, query: [], headers: [], takesBody: false };
  return { name, method, on, run, ...none, ...rest };
}

/** The operation that a request asks for; whatever none of them understands is not implemented, and named. */
export function operationOf(request: WireRequest, key: string): Operation {
  const on = key === '' ? 'bucket' : 'object';
  const found = OPERATIONS.filter(
    (one) =>
      one.method === request.method &&
      one.on === on &&
      one.selectors.every((name) => selects(name, request)) &&
      (one.selectingHeader === null || request.headers.has(one.selectingHeader)),
  ).sort((a, b) => closeness(b) - closeness(a))[0];
  if (found === undefined) {
    const names = [...request.query.keys()].filter((name) => !isAboutTheRequest(name)).join('&');
    throw notImplemented(
      `${request.method} on ${on === 'bucket' ? 'a bucket' : 'an object'}${names && ` with ?${names}`}`,
    );
  }
  refuseWhatIsNotUnderstood(found, request);
  return found;
}

/** How much of the request made it this operation. */
function closeness({ selectors, selectingHeader }: Operation): number {
  return selectors.length + (selectingHeader === null ? 0 : 1);
}

function selects(selector: string, { query }: WireRequest): boolean {
  const [name = '', value] = selector.split('=');
  return value === undefined ? query.has(name) : query.get(name) === value;
}

/** Query parameters that say who asks and not what. */
function isAboutTheRequest(name: string): boolean {
  return (
    name === 'x-id' ||
    /^X-Amz-(Algorithm|Content-Sha256|Credential|Date|Expires|Signature|SignedHeaders)$/.test(name)
  );
}

const UNDERSTOOD_EVERYWHERE = new Set(['x-amz-date', 'x-amz-content-sha256', 'x-amz-user-agent']);
const CHANGES_MEANING = /^(x-amz-|if-|range$)/;

function refuseWhatIsNotUnderstood(found: Operation, request: WireRequest): void {
  const names = new Set([...found.query, ...found.selectors.map((selector) => selector.split('=')[0])]);
  for (const [name, value] of request.query) {
    if (isAboutTheRequest(name) || names.has(name) || isIgnoredByS3(name, value)) continue;
    throw notImplemented(`the query parameter ${name} on ${found.name}${adviceOn(name)}`);
  }
  const id = request.query.get('x-id');
  if (id !== undefined && id !== found.name)
    throw notImplemented(`${id} (this request reads as ${found.name})`);
  for (const [name, value] of request.headers) {
    if (!CHANGES_MEANING.test(name) || UNDERSTOOD_EVERYWHERE.has(name)) continue;
    if (name === found.selectingHeader) continue;
    const known = found.headers.some((one) => (one.endsWith('-') ? name.startsWith(one) : name === one));
    if (!known) throw notImplemented(`the header ${name}: ${value} on ${found.name}`);
  }
  const length = Number(request.headers.get('content-length') ?? 0);
  if (!found.takesBody && (length > 0 || request.headers.has('transfer-encoding'))) {
    throw notImplemented(`a body on ${found.name}`);
  }
}

/**
 * What the AWS SDK for JavaScript puts by itself into the query of a presigned URL: the checksum of the body it does
 * not have (CRC-32 of nothing) and a checksum mode. S3 does not look at them there.
 */
function isIgnoredByS3(name: string, value: string): boolean {
  if (name === 'x-amz-checksum-crc32') return value === 'AAAAAA==';
  return name === 'x-amz-sdk-checksum-algorithm' || name === 'x-amz-checksum-mode';
}

function adviceOn(name: string): string {
  return name.startsWith('x-amz-')
    ? ': S3 does not hold a body against a query parameter; presign it as a header (unhoistableHeaders)'
    : '';
}

function bucketLocation({ region }: Call): Answer {
  // us-east-1 is the region whose name S3 leaves out.
  const text = element('LocationConstraint', region === 'us-east-1' ? '' : region);
  const inner = text.slice('<LocationConstraint>'.length, -'</LocationConstraint>'.length);
  return {
    status: 200,
    headers: {},
    body: { kind: 'xml', text: xmlDocument('LocationConstraint', [inner]) },
  };
}

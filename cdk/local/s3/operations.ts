import type { Answer } from './answer.ts';
import { emptyAnswer } from './answer.ts';
import type { Call } from './call.ts';
import { notImplemented } from './errors.ts';
import { listObjects } from './list.ts';
import { abortUpload, completeUpload, createUpload, listParts, uploadPart } from './multipart.ts';
import { RESPONSE_OVERRIDES } from './object-headers.ts';
import { deleteObject, getObject, headObject, putObject } from './objects.ts';
import type { WireRequest } from './request.ts';
import { element, xmlDocument } from './xml.ts';

/** One operation of the S3 API: by what it is recognised, everything it understands, and what it does. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly on: 'bucket' | 'object';
  /** Query parameters that make it this operation; `name=value` where the value decides too. */
  readonly selectors: readonly string[];
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
  operation('GetObject', 'GET', 'object', getObject, { headers: READ_HEADERS, query: READ_QUERY }),
  operation('HeadObject', 'HEAD', 'object', headObject, { headers: READ_HEADERS, query: READ_QUERY }),
  operation('DeleteObject', 'DELETE', 'object', deleteObject, {}),
  operation('CreateMultipartUpload', 'POST', 'object', createUpload, {
    selectors: ['uploads'],
    headers: ['x-amz-meta-'],
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
  rest: Partial<Pick<Operation, 'selectors' | 'query' | 'headers' | 'takesBody'>>,
): Operation {
  return { name, method, on, run, selectors: [], query: [], headers: [], takesBody: false, ...rest };
}

/** The operation that a request asks for; whatever none of them understands is not implemented, and named. */
export function operationOf(request: WireRequest, key: string): Operation {
  const on = key === '' ? 'bucket' : 'object';
  const found = OPERATIONS.filter(
    (one) =>
      one.method === request.method && one.on === on && one.selectors.every((name) => selects(name, request)),
  ).sort((a, b) => b.selectors.length - a.selectors.length)[0];
  if (found === undefined) {
    const names = [...request.query.keys()].filter((name) => !isAboutTheRequest(name)).join('&');
    throw notImplemented(
      `${request.method} on ${on === 'bucket' ? 'a bucket' : 'an object'}${names && ` with ?${names}`}`,
    );
  }
  refuseWhatIsNotUnderstood(found, request);
  return found;
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

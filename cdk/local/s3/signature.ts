import { createHash } from 'node:crypto';
import { notImplemented, S3Error } from './errors.ts';
import type { WireRequest } from './request.ts';
import {
  type ChunkSigning,
  hmac,
  percentEncode,
  type Signer,
  sameSignature,
  signatureMismatch,
  signingKey,
} from './signing.ts';

/** What a verified request says about its body. */
export type Payload =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'sha256'; readonly hex: string }
  | { readonly kind: 'chunked'; readonly trailer: boolean; readonly signing: ChunkSigning | null };

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SKEW_MS = 15 * 60_000;
const LONGEST_EXPIRY_S = 604_800;

/**
 * AWS Signature Version 4 as S3 verifies it: the path encoded once, headers or query signed.
 * Formulas: "Authenticating Requests (AWS Signature Version 4)", Amazon S3 API reference.
 * Verifies the request at instant `now` (ms since the epoch); throws the `S3Error` that S3 answers
 * with.
 */
export function authenticate(request: WireRequest, signer: Signer, now: number): Payload {
  const header = request.headers.get('authorization');
  const presigned = request.query.has('X-Amz-Algorithm') || request.query.has('X-Amz-Signature');
  if (header !== undefined && presigned) {
    throw new S3Error(
      'InvalidArgument',
      'Only one auth mechanism allowed; found Authorization header and X-Amz-Algorithm.',
    );
  }
  if (request.headers.has('x-amz-security-token') || request.query.has('X-Amz-Security-Token')) {
    throw new S3Error(
      'InvalidToken',
      'The provided token is malformed or otherwise invalid: these credentials have none.',
    );
  }
  if (presigned) return authenticateQuery(request, signer, now);
  if (header === undefined) throw new S3Error('AccessDenied', 'Access Denied: the request is not signed.');
  return authenticateHeader(request, header, signer, now);
}

function authenticateHeader(request: WireRequest, header: string, signer: Signer, now: number): Payload {
  if (!header.startsWith(`${ALGORITHM} `)) {
    throw new S3Error(
      'InvalidRequest',
      `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`,
    );
  }
  const parts = new Map<string, string>();
  for (const part of header.slice(ALGORITHM.length).split(',')) {
    const equals = part.indexOf('=');
    parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const claim = claimOf(parts, request.headers.get('x-amz-date'), signer, 'AuthorizationHeaderMalformed');
  if (Math.abs(now - claim.signedAt) > SKEW_MS) {
    throw new S3Error(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      { fields: { RequestTime: claim.timestamp, ServerTime: new Date(now).toISOString() } },
    );
  }
  const content = request.headers.get('x-amz-content-sha256');
  if (content === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const payload = payloadOf(content, claim, signer);
  verify(request, claim, signer, content, [...request.query]);
  return payload;
}

function authenticateQuery(request: WireRequest, signer: Signer, now: number): Payload {
  const problem = 'AuthorizationQueryParametersError';
  const query = (name: string): string => {
    const value = request.query.get(name);
    if (value !== undefined) return value;
    throw new S3Error(problem, `Query-string authentication version 4 requires ${name}.`);
  };
  if (query('X-Amz-Algorithm') !== ALGORITHM)
    throw new S3Error(problem, `X-Amz-Algorithm only supports ${ALGORITHM}.`);
  const parts = new Map([
    ['Credential', query('X-Amz-Credential')],
    ['SignedHeaders', query('X-Amz-SignedHeaders')],
    ['Signature', query('X-Amz-Signature')],
  ]);
  const claim = claimOf(parts, query('X-Amz-Date'), signer, problem);
  const expires = Number(query('X-Amz-Expires'));
  if (!Number.isInteger(expires) || expires < 1 || expires > LONGEST_EXPIRY_S) {
    throw new S3Error(
      problem,
      `X-Amz-Expires must be a whole number of seconds from 1 to ${LONGEST_EXPIRY_S} (a week).`,
    );
  }
  if (claim.signedAt - now > SKEW_MS) throw new S3Error('AccessDenied', 'Request is not yet valid');
  const end = claim.signedAt + expires * 1000;
  if (now >= end) {
    const fields = { Expires: new Date(end).toISOString(), ServerTime: new Date(now).toISOString() };
    throw new S3Error('AccessDenied', 'Request has expired', { fields });
  }
  const content =
    request.query.get('X-Amz-Content-Sha256') ??
    request.headers.get('x-amz-content-sha256') ??
    'UNSIGNED-PAYLOAD';
  verify(
    request,
    claim,
    signer,
    content,
    [...request.query].filter(([name]) => name !== 'X-Amz-Signature'),
  );
  return payloadOf(content, claim, signer);
}

interface Claim {
  readonly scope: string;
  readonly date: string;
  readonly timestamp: string;
  readonly signedAt: number;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function claimOf(
  parts: ReadonlyMap<string, string>,
  timestamp: string | undefined,
  signer: Signer,
  problem: 'AuthorizationHeaderMalformed' | 'AuthorizationQueryParametersError',
): Claim {
  const credential = parts.get('Credential');
  const signedHeaders = parts.get('SignedHeaders');
  const signature = parts.get('Signature');
  if (credential === undefined || signedHeaders === undefined || signature === undefined) {
    throw new S3Error(problem, 'Expected Credential, SignedHeaders and Signature.');
  }
  const [accessKeyId, date, region, service, terminal, ...more] = credential.split('/');
  if (date === undefined || service !== 's3' || terminal !== 'aws4_request' || more.length > 0) {
    throw new S3Error(
      problem,
      'The credential is malformed; expected "<key>/<yyyymmdd>/<region>/s3/aws4_request".',
    );
  }
  if (accessKeyId !== signer.accessKeyId) {
    throw new S3Error(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      {
        fields: { AWSAccessKeyId: accessKeyId ?? '' },
      },
    );
  }
  if (region !== signer.region) {
    const fields = { Region: signer.region };
    throw new S3Error(problem, `The region '${region}' is wrong; expecting '${signer.region}'`, { fields });
  }
  const signedAt = instantOf(timestamp ?? '');
  if (signedAt === null || timestamp === undefined || !timestamp.startsWith(date)) {
    throw new S3Error(problem, 'The request date must be yyyymmddThhmmssZ, on the day of the credential.');
  }
  const scope = `${date}/${region}/s3/aws4_request`;
  return { scope, date, timestamp, signedAt, signedHeaders: signedHeaders.split(';'), signature };
}

function instantOf(timestamp: string): number | null {
  const m = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (m === null) return null;
  const millis = Date.parse(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`);
  return Number.isNaN(millis) ? null : millis;
}

function payloadOf(content: string, claim: Claim, signer: Signer): Payload {
  const signing = (): ChunkSigning => ({
    key: signingKey(signer, claim.date),
    timestamp: claim.timestamp,
    scope: claim.scope,
    seed: claim.signature,
  });
  if (content === 'UNSIGNED-PAYLOAD') return { kind: 'unsigned' };
  if (content === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER')
    return { kind: 'chunked', trailer: true, signing: null };
  if (content === `STREAMING-${ALGORITHM}-PAYLOAD`)
    return { kind: 'chunked', trailer: false, signing: signing() };
  if (content === `STREAMING-${ALGORITHM}-PAYLOAD-TRAILER`)
    return { kind: 'chunked', trailer: true, signing: signing() };
  if (/^[0-9a-f]{64}$/.test(content)) return { kind: 'sha256', hex: content };
  if (content.startsWith('STREAMING-')) throw notImplemented(`x-amz-content-sha256: ${content}`);
  throw new S3Error(
    'InvalidArgument',
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-… or a valid sha256 value.',
  );
}

function verify(
  request: WireRequest,
  claim: Claim,
  signer: Signer,
  content: string,
  query: readonly (readonly [string, string])[],
): void {
  requireSigned(request, claim.signedHeaders);
  const canonical = [
    request.method,
    request.path.split('/').map(percentEncode).join('/'),
    canonicalQuery(query),
    ...claim.signedHeaders.map((name) => `${name}:${canonicalValue(request.headers.get(name) ?? '')}`),
    '',
    claim.signedHeaders.join(';'),
    content,
  ].join('\n');
  const digest = createHash('sha256').update(canonical, 'latin1').digest('hex');
  const toSign = [ALGORITHM, claim.timestamp, claim.scope, digest].join('\n');
  if (!sameSignature(hmac(signingKey(signer, claim.date), toSign).toString('hex'), claim.signature)) {
    throw signatureMismatch({ CanonicalRequest: canonical, StringToSign: toSign });
  }
}

/** Host and every x-amz-* header that was sent must be signed, or somebody on the way could have added them. */
function requireSigned(request: WireRequest, signedHeaders: readonly string[]): void {
  const signed = new Set(signedHeaders);
  const offending = [...request.headers.keys()].filter(
    (name) => name.startsWith('x-amz-') && !signed.has(name),
  );
  if (offending.length > 0 || !signed.has('host')) {
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
      fields: { HeadersNotSigned: offending.join(', ') },
    });
  }
}

function canonicalQuery(query: readonly (readonly [string, string])[]): string {
  const pairs = query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
  return pairs.sort().join('&');
}

function canonicalValue(value: string): string {
  return value.trim().replace(/ +/g, ' ');
}

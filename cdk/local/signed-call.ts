/**
 * AWS Signature Version 4 of a call of DynamoDB, SQS, SNS or Secrets Manager: headers and the whole body are signed, the
 * path is encoded twice ("Create a signed AWS API request", IAM User Guide). That a signature is old is no harm here: who
 * could have listened on loopback could read the home too.
 */
import { createHash } from 'node:crypto';
import { hmac, percentEncode, type Signer, sameSignature, signingKey } from './s3/signing.ts';

/** A call as it came, or is to go out. */
export interface Call {
  readonly method: string;
  /** Without a query, which these protocols have not. */
  readonly path: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;

/** Why nobody of the stack made the call, in a sentence; null where somebody did. */
export function whyNotSigned(call: Call, signer: Signer): string | null {
  const given = AUTHORIZATION.exec(textOf(call.headers.authorization));
  if (given === null) return 'expected a call that is signed (AWS Signature Version 4), got one that is not';
  const [, accessKeyId = '', date = '', region = '', service = '', names = '', signature = ''] = given;
  if (accessKeyId !== signer.accessKeyId || region !== signer.region)
    return `expected a call that is signed with the credentials of this stack, got the key ${JSON.stringify(accessKeyId)} of ${JSON.stringify(region)}`;
  const signedHeaders = names.split(';');
  if (!signedHeaders.includes('host')) return 'expected a signature over the header host, got one without';
  const claim = { date, service, signedHeaders, timestamp: textOf(call.headers['x-amz-date']) };
  return sameSignature(signatureOf(call, signer, claim), signature)
    ? null
    : 'the signature is of another call, or made with another secret';
}

/**
 * The headers of a call with its signature.
 *
 * @param at milliseconds since the epoch
 */
export function signed(call: Call, signer: Signer, service: string, at: number): Record<string, string> {
  const timestamp = new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = timestamp.slice(0, 8);
  const headers = Object.fromEntries(
    Object.entries({ ...call.headers, 'x-amz-date': timestamp }).map(([name, value]) => [
      name,
      textOf(value),
    ]),
  );
  const signedHeaders = Object.keys(headers).sort();
  const signature = signatureOf({ ...call, headers }, signer, { date, service, signedHeaders, timestamp });
  const credential = `${signer.accessKeyId}/${date}/${signer.region}/${service}/aws4_request`;
  const authorization = `${ALGORITHM} Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return { ...headers, authorization };
}

interface Claim {
  readonly date: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly timestamp: string;
}

function signatureOf(
  { method, path, headers, body }: Call,
  signer: Signer,
  { date, service, signedHeaders, timestamp }: Claim,
): string {
  const canonical = [
    ...[method, path.split('/').map(percentEncode).join('/'), ''],
    ...signedHeaders.map((name) => `${name}:${textOf(headers[name]).trim().replace(/ +/g, ' ')}`),
    ...['', signedHeaders.join(';'), sha256(body)],
  ].join('\n');
  const scope = `${date}/${signer.region}/${service}/aws4_request`;
  const toSign = [ALGORITHM, timestamp, scope, sha256(canonical)].join('\n');
  return hmac(signingKey(signer, date, service), toSign).toString('hex');
}

const sha256 = (of: string | Uint8Array): string => createHash('sha256').update(of).digest('hex');

const textOf = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value ?? []).join(',');

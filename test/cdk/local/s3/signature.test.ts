import { describe, expect, it } from 'vitest';
import type { WireRequest } from '../../../../cdk/local/s3/request.ts';
import { authenticate } from '../../../../cdk/local/s3/signature.ts';

/** The worked examples of the Amazon S3 API reference, "Authenticating Requests (AWS Signature Version 4)". */
const SIGNER = {
  region: 'us-east-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const MIDNIGHT = Date.parse('2013-05-24T00:00:00Z');
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const CREDENTIAL = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';

function request(
  method: string,
  path: string,
  query: Record<string, string>,
  headers: Record<string, string>,
): WireRequest {
  return {
    method,
    path,
    query: new Map(Object.entries(query)),
    headers: new Map(Object.entries({ host: 'examplebucket.s3.amazonaws.com', ...headers })),
  };
}

function authorization(signedHeaders: string, signature: string): string {
  return `AWS4-HMAC-SHA256 Credential=${CREDENTIAL},SignedHeaders=${signedHeaders},Signature=${signature}`;
}

const GET_OBJECT = request(
  'GET',
  '/test.txt',
  {},
  {
    range: 'bytes=0-9',
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': '20130524T000000Z',
    authorization: authorization(
      'host;range;x-amz-content-sha256;x-amz-date',
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ),
  },
);

const PRESIGNED = request(
  'GET',
  '/test.txt',
  {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': CREDENTIAL,
    'X-Amz-Date': '20130524T000000Z',
    'X-Amz-Expires': '86400',
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  },
  {},
);

function codeOf(wire: WireRequest, now = MIDNIGHT, signer = SIGNER): unknown {
  try {
    return authenticate(wire, signer, now).kind;
  } catch (error) {
    return error;
  }
}

describe('authenticate', () => {
  it('accepts the published GET with a signed range', () => {
    expect(codeOf(GET_OBJECT)).toBe('sha256');
  });

  it('accepts the published PUT, whose path has a character to encode', () => {
    const content = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';
    const wire = request(
      'PUT',
      '/test$file.text',
      {},
      {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-date': '20130524T000000Z',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': content,
        authorization: authorization(
          'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
          '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
        ),
      },
    );
    expect(authenticate(wire, SIGNER, MIDNIGHT)).toEqual({ kind: 'sha256', hex: content });
  });

  it('accepts the published listing, whose query is signed in order', () => {
    const wire = request(
      'GET',
      '/',
      { prefix: 'J', 'max-keys': '2' },
      {
        'x-amz-date': '20130524T000000Z',
        'x-amz-content-sha256': EMPTY,
        authorization: authorization(
          'host;x-amz-content-sha256;x-amz-date',
          '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
        ),
      },
    );
    expect(codeOf(wire)).toBe('sha256');
  });

  it('accepts the published presigned GET up to its last millisecond', () => {
    expect(codeOf(PRESIGNED, MIDNIGHT)).toBe('unsigned');
    expect(codeOf(PRESIGNED, MIDNIGHT + 86_400_000 - 1)).toBe('unsigned');
    expect(codeOf(PRESIGNED, MIDNIGHT + 86_400_000)).toMatchObject({
      code: 'AccessDenied',
      message: 'Request has expired',
    });
    expect(codeOf(PRESIGNED, MIDNIGHT - 900_001)).toMatchObject({ message: 'Request is not yet valid' });
  });

  it('refuses a header-signed request more than 15 minutes away', () => {
    expect(codeOf(GET_OBJECT, MIDNIGHT + 900_000)).toBe('sha256');
    expect(codeOf(GET_OBJECT, MIDNIGHT + 900_001)).toMatchObject({ code: 'RequestTimeTooSkewed' });
    expect(codeOf(GET_OBJECT, MIDNIGHT - 900_001)).toMatchObject({ code: 'RequestTimeTooSkewed' });
  });

  it.each<[string, WireRequest, string]>([
    ['another method', { ...GET_OBJECT, method: 'PUT' }, 'SignatureDoesNotMatch'],
    ['another path', { ...GET_OBJECT, path: '/test.tx' }, 'SignatureDoesNotMatch'],
    ['a query added', { ...GET_OBJECT, query: new Map([['versionId', '1']]) }, 'SignatureDoesNotMatch'],
    ['a signed header changed', withHeader(GET_OBJECT, 'range', 'bytes=0-8'), 'SignatureDoesNotMatch'],
    ['an unsigned x-amz header added', withHeader(GET_OBJECT, 'x-amz-acl', 'public-read'), 'AccessDenied'],
    [
      'the content hash changed',
      withHeader(GET_OBJECT, 'x-amz-content-sha256', 'UNSIGNED-PAYLOAD'),
      'SignatureDoesNotMatch',
    ],
    ['no authorization', withHeader(GET_OBJECT, 'authorization', undefined), 'AccessDenied'],
    ['signature version 2', withHeader(GET_OBJECT, 'authorization', 'AWS key:signature'), 'InvalidRequest'],
    ['a session token', withHeader(GET_OBJECT, 'x-amz-security-token', 't'), 'InvalidToken'],
    ['both ways of signing', { ...PRESIGNED, headers: GET_OBJECT.headers }, 'InvalidArgument'],
    [
      'an expiry over a week',
      withQuery(PRESIGNED, 'X-Amz-Expires', '604801'),
      'AuthorizationQueryParametersError',
    ],
    ['an expiry stretched', withQuery(PRESIGNED, 'X-Amz-Expires', '86401'), 'SignatureDoesNotMatch'],
    ['no expiry', withQuery(PRESIGNED, 'X-Amz-Expires', undefined), 'AuthorizationQueryParametersError'],
    [
      'an impossible date',
      withQuery(PRESIGNED, 'X-Amz-Date', '20130524T250000Z'),
      'AuthorizationQueryParametersError',
    ],
  ])('refuses %s', (_, wire, code) => {
    expect(codeOf(wire)).toMatchObject({ code });
  });

  it('refuses another region, key and secret, each with its own code', () => {
    const malformed = 'AuthorizationHeaderMalformed';
    expect(codeOf(GET_OBJECT, MIDNIGHT, { ...SIGNER, region: 'eu-west-1' })).toMatchObject({
      code: malformed,
    });
    expect(codeOf(GET_OBJECT, MIDNIGHT, { ...SIGNER, accessKeyId: 'AKIAOTHER' })).toMatchObject({
      code: 'InvalidAccessKeyId',
    });
    expect(codeOf(GET_OBJECT, MIDNIGHT, { ...SIGNER, secretAccessKey: 'x' })).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });
});

function withHeader(wire: WireRequest, name: string, value: string | undefined): WireRequest {
  return { ...wire, headers: changed(wire.headers, name, value) };
}

function withQuery(wire: WireRequest, name: string, value: string | undefined): WireRequest {
  return { ...wire, query: changed(wire.query, name, value) };
}

function changed(
  map: ReadonlyMap<string, string>,
  name: string,
  value: string | undefined,
): Map<string, string> {
  const copy = new Map(map);
  if (value === undefined) copy.delete(name);
  else copy.set(name, value);
  return copy;
}

import { describe, expect, it } from 'vitest';
import { signed, whyNotSigned } from '../../../cdk/local/signed-call.ts';

const SIGNER = {
  region: 'us-east-1',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

/** `post-vanilla` of the test suite that AWS published for Signature Version 4. */
const VANILLA = {
  method: 'POST',
  path: '/',
  body: new Uint8Array(),
  headers: {
    host: 'example.amazonaws.com',
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
  },
};

describe('whyNotSigned', () => {
  it('takes the published call', () => {
    expect(whyNotSigned(VANILLA, SIGNER)).toBeNull();
  });

  it.each([
    ['another body', { ...VANILLA, body: Buffer.from('{}') }, 'signature'],
    ['another path', { ...VANILLA, path: '/0/queue' }, 'signature'],
    ['another method', { ...VANILLA, method: 'GET' }, 'signature'],
    ['another host', { ...VANILLA, headers: { ...VANILLA.headers, host: 'other' } }, 'signature'],
    ['no signature', { ...VANILLA, headers: { host: 'example.amazonaws.com' } }, 'one that is not'],
    [
      'a signature that leaves the host out',
      {
        ...VANILLA,
        headers: {
          ...VANILLA.headers,
          authorization: VANILLA.headers.authorization.replace('host;x-amz-date', 'x-amz-date'),
        },
      },
      'header host',
    ],
  ])('refuses %s', (_, call, says) => {
    expect(whyNotSigned(call, SIGNER)).toContain(says);
  });

  it.each([
    ['another key', { ...SIGNER, accessKeyId: 'other' }],
    ['another region', { ...SIGNER, region: 'eu-central-1' }],
    ['another secret', { ...SIGNER, secretAccessKey: 'other' }],
  ])('refuses %s', (_, signer) => {
    expect(whyNotSigned(VANILLA, signer)).not.toBeNull();
  });
});

describe('signed', () => {
  it('makes the published signature, and what is taken of any call', () => {
    const { host } = VANILLA.headers;
    const at = Date.parse('2015-08-30T12:36:00Z');
    expect(signed({ ...VANILLA, headers: { host } }, SIGNER, 'service', at)).toEqual(VANILLA.headers);
    const call = {
      method: 'POST',
      path: '/0/a b',
      headers: { host, 'x-list': ['a', 'b  c'] },
      body: Buffer.from('é'),
    };
    expect(whyNotSigned({ ...call, headers: signed(call, SIGNER, 'sqs', at) }, SIGNER)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { httpEvent, httpResponse } from '../../../cdk/local/http-payload.ts';

const request = {
  method: 'GET',
  target: '/',
  httpVersion: '1.1',
  headers: {},
  sourceIp: '127.0.0.1',
  body: new Uint8Array(),
  at: Date.UTC(2026, 2, 12, 19, 3, 58),
};

describe('httpEvent', () => {
  it('decodes the path, as HTTP APIs do, and leaves the query as it came', () => {
    const event = httpEvent({ ...request, target: '/v1/a%2Fb%20c/%C3%A9?x=%2F&y' });
    expect(event).toMatchObject({
      rawPath: '/v1/a/b c/é',
      rawQueryString: 'x=%2F&y',
      queryStringParameters: { x: '/', y: '' },
    });
  });

  it('ends the path at a question mark that the decoding brings out', () => {
    expect(httpEvent({ ...request, target: '/a%3Fb' })).toMatchObject({ rawPath: '/a', rawQueryString: '' });
  });

  it('joins the values of a header, and takes cookies apart', () => {
    const event = httpEvent({
      ...request,
      headers: { accept: ['text/csv', 'a/b'], cookie: ['k=v; l=w', 'm=x'] },
    });
    expect(event).toMatchObject({ headers: { accept: 'text/csv,a/b' }, cookies: ['k=v', 'l=w', 'm=x'] });
  });

  it('leaves out body, query and cookies where there are none', () => {
    const event = httpEvent(request);
    for (const key of ['body', 'queryStringParameters', 'cookies']) expect(event).not.toHaveProperty(key);
    expect(event).toMatchObject({ isBase64Encoded: false });
  });

  it('tells the time in both forms', () => {
    expect(httpEvent(request)).toMatchObject({
      requestContext: { timeEpoch: 1773342238000, time: '12/Mar/2026:19:03:58 +0000' },
    });
  });

  it.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['application/problem+json', false],
    ['text/csv', false],
    ['application/yaml', true],
    ['application/jsonlines', true],
    ['application/gzip', true],
  ])('takes %s as base64: %s', (type, encoded) => {
    const event = httpEvent({ ...request, headers: { 'content-type': [type] }, body: Buffer.from('é') });
    expect(event).toMatchObject({ isBase64Encoded: encoded, body: encoded ? 'w6k=' : 'é' });
  });
});

describe('httpResponse', () => {
  it('takes numbers and truth values as headers', () => {
    expect(httpResponse({ statusCode: 200, headers: { 'x-rows': 0, 'x-more': false } }).headers).toEqual({
      'x-rows': '0',
      'x-more': 'false',
    });
  });

  it.each([[null], ['text'], [0], [{ statusCode: 'no' }], [[1, 2]]])(
    'takes %j, which has no status, as the body',
    (result) => {
      const { status, body } = httpResponse(result);
      expect([status, JSON.parse(body.toString())]).toEqual([200, result]);
    },
  );
});

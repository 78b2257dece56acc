import type { LambdaEvent } from 'hono/aws-lambda';
import { describe, expect, it } from 'vitest';
import { withKeptPath } from '../../../../functions/api/http/event-path.ts';

const eventOf = (rawPath: string) => ({ rawPath, rawQueryString: '' }) as unknown as LambdaEvent;
const keptOf = (rawPath: string) => {
  const { pathname, search, hash } = new URL(
    `https://stack${Reflect.get(withKeptPath(eventOf(rawPath)), 'rawPath')}`,
  );
  return { pathname, search, hash };
};

describe('withKeptPath', () => {
  it.each([
    ['/v1/experiments/osteo', '/v1/experiments/osteo'],
    ['/v1/experiments/os teo', '/v1/experiments/os%20teo'],
    ['/v1/é/100%', '/v1/%C3%A9/100%25'],
    ['/v1/osteo#x/telemetry', '/v1/osteo%23x/telemetry'],
    ['/v1/osteo?x', '/v1/osteo%3Fx'],
    ['/v1\\experiments', '/v1%5Cexperiments'],
    ['/v1/nobody/../osteo', '/%2Fv1%2Fnobody%2F..%2Fosteo'],
    ['/v1/./osteo', '/%2Fv1%2F.%2Fosteo'],
    ['/v1//osteo', '/v1//osteo'],
    ['/v1/\t\nosteo', '/v1/%09%0Aosteo'],
    ['/\ud800', '/%EF%BF%BD'],
    ['v1', '/v1'],
    ['/', '/'],
  ])('of %j makes an address whose path is %s, and nothing else', (rawPath, pathname) => {
    expect(keptOf(rawPath)).toEqual({ pathname, search: '', hash: '' });
  });
});

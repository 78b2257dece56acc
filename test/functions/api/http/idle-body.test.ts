import type { LambdaEvent } from 'hono/aws-lambda';
import { describe, expect, it } from 'vitest';
import { withoutIdleBody } from '../../../../functions/api/http/idle-body.ts';

const eventOf = (method: string, body: string) =>
  ({ requestContext: { http: { method } }, body }) as unknown as LambdaEvent;

describe('withoutIdleBody', () => {
  it.each(['GET', 'HEAD'])('takes the body of a %s away: no operation looks at it', (method) => {
    expect(withoutIdleBody(eventOf(method, '{"a":1}')).body).toBeNull();
  });

  it.each(['POST', 'PUT', 'DELETE'])('leaves the body of a %s', (method) => {
    expect(withoutIdleBody(eventOf(method, '{"a":1}')).body).toBe('{"a":1}');
  });
});

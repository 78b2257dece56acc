import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { RequestFacts } from './authenticate.ts';

/** Each request has an id of ours, in its answer too: one that a caller named could be that of another in the log and the audit. */
export function madeRequestId() {
  return createMiddleware<{ Variables: RequestFacts }>(async (context, next) => {
    const id = randomUUID();
    context.set('requestId', id);
    context.header('X-Request-Id', id);
    await next();
  });
}

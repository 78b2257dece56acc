import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import { TOKEN_REFUSED } from '../../../shared/runtime/environment-names.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import type { RequestFacts } from './authenticate.ts';

/** Of who presents no token at all there are many on the internet, and no token of ours is in danger. */
const REFUSED_TOKENS: readonly string[] = ['auth.malformed', 'auth.unknown-token'];

/**
 * A line for each request, once it is answered. A token that was refused has a line of its own, which an alarm counts.
 */
export function requestLine(log: Log) {
  return createMiddleware<{ Variables: RequestFacts }>(async (context, next) => {
    const begun = performance.now();
    await next();
    const { method } = context.req;
    const requestId = context.get('requestId');
    const code = context.get('code');
    const route = routeAsked(context);
    log.info('request', {
      ...{ requestId, method, route, holder: context.get('holder')?.name ?? null },
      ...{ status: context.res.status, ms: Math.round(performance.now() - begun) },
      ...(code !== undefined && { problem: code }),
    });
    if (code !== undefined && REFUSED_TOKENS.includes(code))
      log.info('a token was refused', { code: TOKEN_REFUSED, requestId, method, route, problem: code });
  });
}

/** Of the address that was asked its pattern alone, for the log: the path of a link holds its token. Null where there is none. */
export function routeAsked(context: Context): string | null {
  return matchedRoutes(context).findLast(({ method }) => method !== 'ALL')?.path ?? null;
}

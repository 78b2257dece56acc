import { createMiddleware } from 'hono/factory';
import { LINK_PATH } from '../../../shared/domain/notify/link.ts';
import { type Holders, holderOf } from '../../../shared/runtime/bearer-tokens.ts';

/** Read without a token: they show no data. Whatever is not here needs one. */
export const OPEN_PATHS: readonly string[] = ['/', '/v1/health', '/openapi.json', '/docs'];

/** Scripts and styles of the console, which show no data either. */
export const CONSOLE_PATH = '/console/';

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/**
 * Puts the holder of the request's token into the context; refuses a request without one. The link of a message bears a
 * token of its own.
 */
export function authenticate(tokens: () => Promise<Holders>) {
  return createMiddleware<{ Variables: { holder: string; requestId: string } }>(async (context, next) => {
    const { method, path } = context.req;
    const isLink = path.startsWith(LINK_PATH) && (isRead(method) || method === 'POST');
    const isShown = OPEN_PATHS.includes(path) || path.startsWith(CONSOLE_PATH);
    const isOpen = isLink || (isRead(method) && isShown);
    if (!isOpen) context.set('holder', holderOf(context.req.header('authorization'), await tokens()));
    await next();
  });
}

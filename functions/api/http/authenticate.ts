import { createMiddleware } from 'hono/factory';
import type { Holder } from '../../../shared/domain/holder/holder.ts';
import { LINK_PATH } from '../../../shared/domain/notify/link.ts';
import { tokenIn, unknownToken } from '../../../shared/runtime/bearer-tokens.ts';
import type { FindHolder } from '../../../shared/usecases/holders/find-holder.ts';

/** Read without a token: they show no data. Whatever is not here needs one. */
export const OPEN_PATHS: readonly string[] = ['/', '/v1/health', '/openapi.json', '/docs'];

/** What is known of a request while it is answered. */
export interface RequestFacts {
  /** Absent where no token is needed. */
  holder?: Holder;
  requestId: string;
  /** Of the problem that is answered. */
  code?: string;
  /** What the change is of and the address does not name, for the audit. */
  about?: Readonly<Record<string, string>>;
}

/** Scripts and styles of the console, which show no data either. */
export const CONSOLE_PATH = '/console/';

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/**
 * Puts the holder of the request's token into the context; refuses a request without one. The link of a message bears a
 * token of its own.
 */
export function authenticate(findHolder: FindHolder) {
  return createMiddleware<{ Variables: RequestFacts }>(async (context, next) => {
    const { method, path } = context.req;
    const isLink = path.startsWith(LINK_PATH) && (isRead(method) || method === 'POST');
    const isShown = OPEN_PATHS.includes(path) || path.startsWith(CONSOLE_PATH);
    const isOpen = isLink || (isRead(method) && isShown);
    if (!isOpen) context.set('holder', await holderAsking(findHolder, context.req.header('authorization')));
    await next();
  });
}

async function holderAsking(findHolder: FindHolder, header: string | undefined): Promise<Holder> {
  const holder = await findHolder(tokenIn(header));
  if (holder === null) throw unknownToken();
  return holder;
}

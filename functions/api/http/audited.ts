import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { Ports } from '../../../shared/ports.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import type { RequestFacts } from './authenticate.ts';

/** Who acts by the link of a message is nobody's token. */
const BY_LINK = 'link of a message';

/**
 * Notes in the audit who asks for the change, before anything else of it is done, and then what was answered, refusals
 * too. Of the address only names: the token of a link is none.
 */
export function audited(ports: Ports, log: Log, operation: string) {
  return createMiddleware<{ Variables: RequestFacts }>(async (context, next) => {
    // Beside what a cold start loads, as all that changes something.
    const { noteAsked } = await import('../../../shared/usecases/audit/note-asked.ts');
    const requestId = context.get('requestId');
    const holder = context.get('holder')?.name ?? BY_LINK;
    const { token: _secret, ...named } = context.req.param() as Record<string, string>;
    const change = { id: randomBytes(8).toString('hex'), holder, operation, requestId };
    const noteAnswer = await noteAsked(ports, change, named);
    await next();
    try {
      const about = context.get('about');
      const code = context.get('code') ?? null;
      await noteAnswer({ status: context.res.status, code, ...(about !== undefined && { about }) });
    } catch (error) {
      // It is done, and its caller is to know: the entry says that no answer is known.
      log.error('the audit has no answer of a change', error, { requestId, operation });
    }
  });
}

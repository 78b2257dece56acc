/** The link of a message: the page needs no token but its own, and looking at it acknowledges nothing. */
import * as z from 'zod';
import { identifier, wholeNumber } from '../../../shared/contract/wire.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import type { Api, ApiContext } from '../http/api.ts';
import { audited } from '../http/audited.ts';

const inLink = z.object({
  experiment: identifier,
  group: z.string().max(300),
  number: wholeNumber(1, 999_999),
  token: z.string().max(100),
});
const PATH = '/link/:experiment/:group/:number/:token';

/** As the console reads its own address (functions/web/address/route.ts). */
const consoleAddress = (experiment: string) => (alarm: string) =>
  `/#/e/${encodeURIComponent(experiment)}/alarms?alarm=${encodeURIComponent(alarm)}`;

interface LinkMeans {
  readonly ports: Ports;
  readonly log: Log;
  readonly hasConsole: boolean;
}

export function linkRoutes({ hono }: Api, { ports, log, hasConsole }: LinkMeans): void {
  const linkIn = (context: ApiContext) => parsePart('path', inLink, context.req.param());
  hono.get(PATH, async (context) => {
    // Beside what a cold start loads.
    const { openLink } = await import('../../../shared/usecases/tell/open-link.ts');
    const { LINK_POLICY, linkPage } = await import('../link/page.ts');
    context.header('Content-Security-Policy', LINK_POLICY);
    context.header('Cache-Control', 'no-store');
    const link = linkIn(context);
    const consoleOf = hasConsole ? consoleAddress(link.experiment) : null;
    return context.html(linkPage(await openLink(ports, link), consoleOf));
  });
  hono.post(PATH, audited(ports, log, 'acknowledgeByLink'), async (context) => {
    const { acknowledgeByLink } = await import('../../../shared/usecases/tell/open-link.ts');
    await acknowledgeByLink(ports, linkIn(context));
    // So that to load the page again sends nothing again.
    return context.redirect(context.req.path, 303);
  });
}

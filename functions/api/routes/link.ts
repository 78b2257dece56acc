/** The link of a message: the page needs no token but its own, and looking at it acknowledges nothing. */
import { createMiddleware } from 'hono/factory';
import * as z from 'zod';
import { identifier, wholeNumber } from '../../../shared/contract/wire.ts';
import { SEVERITIES } from '../../../shared/domain/anomaly/anomaly.ts';
import { instant } from '../../../shared/domain/experiment/scalars.ts';
import { Refusal } from '../../../shared/domain/refusal.ts';
import type { Ports } from '../../../shared/ports.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import { parsePart } from '../../../shared/runtime/request-refusal.ts';
import type { Api } from '../http/api.ts';
import { audited } from '../http/audited.ts';
import type { RequestFacts } from '../http/authenticate.ts';
import { limitBody } from '../http/limit-body.ts';
import type { ApiContext } from '../http/operation.ts';
import { readText } from '../http/read-body.ts';

const inLink = z.object({
  experiment: identifier,
  group: z.string().max(300),
  number: wholeNumber(1, 999_999),
  token: z.string().max(100),
});
/** What the page showed, as its form sends it back. A message covers few alarms. */
const MOST_SIGHTED = 200;
const sightedSchema = z.object({
  sighted: z
    .array(z.strictObject({ alarm: z.string().max(300), onset: instant, severity: z.enum(SEVERITIES) }))
    .min(1)
    .max(MOST_SIGHTED),
  action: z.enum(['ACKNOWLEDGE', 'UNACKNOWLEDGE']).prefault('ACKNOWLEDGE'),
});
/** Something became another alarm while somebody looked at the page. */
const MOVED = 'moved';

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
    const opened = await forReaders(context, async () => {
      const link = linkIn(context);
      return { link, linked: await openLink(ports, link) };
    });
    if (opened === null) return unknownPage(context, hasConsole);
    const { link, linked } = opened;
    const consoleOf = hasConsole ? consoleAddress(link.experiment) : null;
    const isMoved = context.req.query(MOVED) !== undefined;
    return context.html(linkPage(linked, { consoleOf, isMoved }));
  });
  // What is left of a link that was cut off.
  hono.get('/link/*', async (context, next) =>
    isReader(context) ? unknownPage(context, hasConsole) : await next(),
  );
  // The audit is for ever: who has no link writes nothing into it.
  const known = createMiddleware<{ Variables: RequestFacts }>(async (context, next) => {
    const { refuseUnknownLink } = await import('../../../shared/usecases/tell/open-link.ts');
    await refuseUnknownLink(ports, linkIn(context));
    await next();
  });
  hono.post(PATH, limitBody(), known, audited(ports, log, 'acknowledgeByLink'), async (context) => {
    const { actByLink } = await import('../../../shared/usecases/tell/open-link.ts');
    const link = linkIn(context);
    const form = await readText(context);
    const { sighted, action } = parsePart('body', sightedSchema, {
      sighted: jsonIn(form),
      action: new URLSearchParams(form).get('action') ?? undefined,
    });
    const isAll = await actByLink(ports, link, action, sighted);
    // So that to load the page again sends nothing again.
    return context.redirect(`${context.req.path}${isAll ? '' : `?${MOVED}`}`, 303);
  });
}

/** Whether a person reads the answer, in a browser. */
const isReader = (context: ApiContext): boolean => (context.req.header('Accept') ?? '').includes('text/html');

/** Null where the link is of no message and a person is to be told so. */
async function forReaders<T>(context: ApiContext, open: () => Promise<T>): Promise<T | null> {
  try {
    return await open();
  } catch (error) {
    const isUnknown = error instanceof Refusal && (error.kind === 'not-found' || error.kind === 'invalid');
    if (isUnknown && isReader(context)) return null;
    throw error;
  }
}

async function unknownPage(context: ApiContext, hasConsole: boolean): Promise<Response> {
  const { LINK_POLICY, unknownLinkPage } = await import('../link/page.ts');
  context.header('Content-Security-Policy', LINK_POLICY);
  context.header('Cache-Control', 'no-store');
  return context.html(unknownLinkPage(hasConsole), 404);
}

/** What the form's field holds. */
function jsonIn(form: string): unknown {
  try {
    return JSON.parse(new URLSearchParams(form).get('sighted') ?? '');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal(
      'invalid',
      'link.nothing-sighted',
      'expected what the page of the link showed, got something else: open the link of the message again, and press Acknowledge there',
      { field: 'sighted' },
      { cause: error },
    );
  }
}

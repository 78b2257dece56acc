import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { Damaged } from '../../shared/domain/damaged.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Ports } from '../../shared/ports.ts';
import { holderOf, type TokensByHolder } from '../../shared/runtime/bearer-tokens.ts';
import type { Log } from '../../shared/runtime/log.ts';
import { HttpRefusal, type ProblemAnswer, problemOf } from '../../shared/runtime/problem.ts';
import { keepAnswer } from '../../shared/usecases/answer/keep-answer.ts';
import { holderFinder } from '../../shared/usecases/holders/find-holder.ts';
import { Api, type Heal } from './http/api.ts';
import { authenticate } from './http/authenticate.ts';
import { madeRequestId } from './http/made-request-id.ts';
import { neverKept } from './http/never-kept.ts';
import type { ApiContext } from './http/operation.ts';
import { refuseOddPaths } from './http/path-words.ts';
import { requestLine, routeAsked } from './http/request-line.ts';
import { unknownRoute } from './http/unknown-route.ts';
import { acrossRoutes } from './routes/across.ts';
import { alarmsRoutes } from './routes/alarms.ts';
import { alignmentRoutes } from './routes/alignment.ts';
import { anomaliesRoutes } from './routes/anomalies.ts';
import { archiveRoutes } from './routes/archive.ts';
import { auditRoutes } from './routes/audit.ts';
import { channelsRoutes } from './routes/channels.ts';
import { comparisonRoutes } from './routes/comparisons.ts';
import { completenessRoutes } from './routes/completeness.ts';
import { conductRoutes } from './routes/conduct.ts';
import { type ConsoleSource, consoleRoutes } from './routes/console.ts';
import { contactsRoutes } from './routes/contacts.ts';
import { definitionsRoutes } from './routes/definitions.ts';
import { deltasRoutes } from './routes/deltas.ts';
import { docsRoutes } from './routes/docs.ts';
import { downlinksRoutes } from './routes/downlinks.ts';
import { dropRoutes } from './routes/drop.ts';
import { eventsRoutes } from './routes/events.ts';
import { exclusionRoutes } from './routes/exclusions.ts';
import { experimentsRoutes } from './routes/experiments.ts';
import { exportRoutes } from './routes/export.ts';
import { expressionRoutes } from './routes/expression.ts';
import { handoverRoutes } from './routes/handover.ts';
import { healthRoutes } from './routes/health.ts';
import { holdersRoutes } from './routes/holders.ts';
import { journalRoutes } from './routes/journal.ts';
import { linkRoutes } from './routes/link.ts';
import { literatureRoutes } from './routes/literature.ts';
import { notesRoutes } from './routes/notes.ts';
import { pitRoutes } from './routes/pits.ts';
import { redownlinkRoutes } from './routes/redownlink.ts';
import { reportRoutes } from './routes/report.ts';
import { routesRoutes } from './routes/routes.ts';
import { telemetryRoutes } from './routes/telemetry.ts';
import { upkeepRoutes } from './routes/upkeep.ts';

export interface ApiDeps {
  readonly ports: Ports;
  /** Those that the secret of the stack has, by holder. */
  readonly tokens: () => Promise<TokensByHolder>;
  readonly log: Log;
  /** What the browser is served at `/`; without it, the docs. */
  readonly console?: ConsoleSource;
  /** Private addresses and networks that webhooks may be sent to; without it none. */
  readonly privateReceivers?: () => Promise<readonly string[]>;
}

/** The HTTP API (docs/design.md#the-interface). */
export function createApp({ ports, tokens, log, console, privateReceivers }: ApiDeps): Api['hono'] {
  const api = new Api(ports, log, {
    keep: (bytes, type) => keepAnswer(ports, bytes, type),
    heal: healing(ports, log),
  });
  const { hono } = api;
  hono.onError((error, context) => {
    const problem = problemOf(refusalOf(error), context.get('requestId'));
    context.set('code', problem.problem.code);
    if (problem.status >= 500) {
      const { method } = context.req;
      const facts = { requestId: context.get('requestId'), method, route: routeAsked(context) };
      log.error('a request failed', error, facts);
    }
    return problemAnswer(context, error, problem);
  });
  hono.use(
    madeRequestId(),
    requestLine(log),
    secureHeaders(),
    neverKept(),
    refuseOddPaths(),
    authenticate(holderFinder(ports, async (token) => holderOf(token, await tokens()))),
  );
  healthRoutes(api);
  experimentsRoutes(api);
  definitionsRoutes(api);
  eventsRoutes(api);
  downlinksRoutes(api);
  dropRoutes(api);
  telemetryRoutes(api);
  completenessRoutes(api);
  contactsRoutes(api);
  redownlinkRoutes(api);
  deltasRoutes(api);
  alignmentRoutes(api);
  reportRoutes(api);
  conductRoutes(api);
  anomaliesRoutes(api);
  alarmsRoutes(api);
  notesRoutes(api);
  handoverRoutes(api);
  journalRoutes(api);
  routesRoutes(api, privateReceivers ?? null);
  channelsRoutes(api);
  archiveRoutes(api);
  expressionRoutes(api);
  pitRoutes(api);
  comparisonRoutes(api);
  exclusionRoutes(api);
  literatureRoutes(api);
  acrossRoutes(api);
  exportRoutes(api);
  upkeepRoutes(api);
  holdersRoutes(api, tokens);
  auditRoutes(api);
  linkRoutes(api, { ports, log, hasConsole: console !== undefined });
  docsRoutes(api);
  consoleRoutes(api, console ?? null);
  hono.notFound((context) => {
    throw unknownRoute(context.req.method, context.req.path, hono.routes);
  });
  return hono;
}

/** Says so in the log whatever comes of it: an alarm counts these lines. */
function healing(ports: Ports, log: Log): Heal {
  return async (error) => {
    if (!(error instanceof Damaged)) return false;
    // Beside what a cold start of the API loads.
    const { healDerived } = await import('../../shared/usecases/judge/heal-derived.ts');
    const isHealed = await healDerived(ports, error.key);
    if (isHealed) log.error('damaged, and made anew', error);
    return isHealed;
  };
}

/** What Hono itself refuses speaks our language too. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof HTTPException) || error.status >= 500) return error;
  return new Refusal('invalid', 'request.malformed', error.message, {}, { cause: error });
}

function problemAnswer(context: ApiContext, error: unknown, { status, problem }: ProblemAnswer): Response {
  if (status === 401) {
    const isWrong = problem.code === 'auth.missing' ? '' : ', error="invalid_token"';
    context.header('WWW-Authenticate', `Bearer realm="howship"${isWrong}`);
  }
  if (error instanceof HttpRefusal) {
    for (const [name, value] of Object.entries(error.headers)) context.header(name, value);
  }
  return context.body(JSON.stringify(problem), status, { 'Content-Type': 'application/problem+json' });
}

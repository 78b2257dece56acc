/** Stage 4: who hears of a group, and stage 5: who hears next of what nobody acknowledges. */
import { SEVERITIES, type Severity } from '../anomaly/anomaly.ts';
import { isAtLeast } from '../anomaly/urgency.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import { type Hours, opensAt } from './hours.ts';

export interface Route {
  readonly id: string;
  readonly severities: readonly Severity[];
  /** Only groups of these channels, and of whole units; null: of all. */
  readonly channels: readonly string[] | null;
  /** When it may be called; null: always. */
  readonly hours: Hours | null;
  /** How long what is critical may stay unacknowledged until the next route hears of it. */
  readonly escalateAfter: Seconds;
}

export const DEFAULT_ESCALATION: Seconds = 900;

/** What people are told of; WATCH is shown. */
export const TOLD_SEVERITIES: readonly Severity[] = SEVERITIES.filter((severity) => severity !== 'WATCH');

/** Where nobody declared routes: all that is told goes to the topic of the stack. */
export const TOPIC_ROUTE: Route = {
  id: 'topic',
  severities: TOLD_SEVERITIES,
  ...{ channels: null, hours: null },
  escalateAfter: DEFAULT_ESCALATION,
};

export interface Addressed {
  readonly severity: Severity;
  /** Null of a whole unit, which concerns every channel. */
  readonly channels: readonly string[] | null;
  readonly now: Micros;
  /** When the route was first told that this is critical; null where it was not. */
  toldAt(route: Route): Micros | null;
}

export interface Routing<R> {
  /** Those that are to know of it by now, in order. */
  readonly now: readonly { readonly route: R; readonly isEscalation: boolean }[];
  /** When another one is to hear, if nothing changes; null where there is none. */
  readonly next: Micros | null;
  /** Others take it, and may not be called yet. */
  readonly isWaiting: boolean;
  /** No route takes this severity and channel at all. */
  readonly isUnrouted: boolean;
}

/** Those that take the severity and one of the channels; `shown` is null of what concerns all of them. */
export function takersOf<R extends Route>(
  routes: readonly R[],
  severity: Severity,
  shown: readonly string[] | null,
): R[] {
  return routes.filter(
    ({ severities, channels }) =>
      severities.includes(severity) &&
      (channels === null || shown === null || shown.some((channel) => channels.includes(channel))),
  );
}

/**
 * What is critical goes to the first route that takes it and may be called, and on to the next one while nobody
 * acknowledges it. Where none may be called it goes to the first, for hours never hide it. All else goes to every route
 * that takes it, and waits for its hours.
 */
export function routesFor<R extends Route>(routes: readonly R[], addressed: Addressed): Routing<R> {
  const { severity, channels: shown, now } = addressed;
  const taking = takersOf(routes, severity, shown);
  if (taking.length === 0) return { now: [], next: null, isWaiting: false, isUnrouted: true };
  const open = taking.filter(({ hours }) => opensAt(hours, now) <= now);
  if (isAtLeast(severity, 'CRITICAL')) return escalated(open.length > 0 ? open : taking, addressed);
  const closed = taking.filter((route) => !open.includes(route)).map(({ hours }) => opensAt(hours, now));
  return {
    now: open.map((route) => ({ route, isEscalation: false })),
    next: closed.length === 0 ? null : Math.min(...closed),
    isWaiting: closed.length > 0,
    isUnrouted: false,
  };
}

function escalated<R extends Route>(chain: readonly R[], { now, toldAt }: Addressed): Routing<R> {
  const reached: { route: R; isEscalation: boolean }[] = [];
  let at = now;
  for (const [place, route] of chain.entries()) {
    if (at > now) return { now: reached, next: at, isWaiting: false, isUnrouted: false };
    reached.push({ route, isEscalation: place > 0 });
    at = (toldAt(route) ?? now) + route.escalateAfter * MICROS_PER_SECOND;
  }
  return { now: reached, next: null, isWaiting: false, isUnrouted: false };
}

/** Who is told of an anomaly as it is found now, or why nobody is. */
import type { Severity } from '../anomaly/anomaly.ts';
import { type Anomaly, detectorNamed } from '../detect/registry.ts';
import { covers, type Interval } from '../timeline/interval.ts';

export const ROUTES_ASCENDING = ['SHOW', 'MAIL', 'PAGE'] as const;
export type Route = (typeof ROUTES_ASCENDING)[number];

const ROUTES: Readonly<Record<Severity, Route>> = {
  WATCH: 'SHOW',
  WARNING: 'MAIL',
  DISTRESS: 'MAIL',
  CRITICAL: 'PAGE',
  SEVERE: 'PAGE',
};

/**
 * Why an anomaly is shown and nobody is told of it: it is over, or it is not known whether it is ongoing; the newest
 * sample of its channels lies outside the armed phases; its severity is WATCH; or the entry withdraws it.
 */
export const UNTOLD_REASONS = ['ENDED', 'UNARMED', 'WATCH', 'WITHDRAWAL'] as const;
export type UntoldReason = (typeof UNTOLD_REASONS)[number];

export type Told = { readonly route: 'MAIL' | 'PAGE' };
export type Untold = { readonly route: 'SHOW'; readonly untold: UntoldReason };
export type Telling = Told | Untold;

/**
 * Critical and severe anomalies page, warning and distress mail, watch is shown; what counts is the severity now, not
 * the worst there was. Nobody is told of a past that is over, nor of anything while the newest sample of its channels
 * lies outside the armed phases (docs/design.md#routes, docs/promises.md#p10). What follows the clock has no such
 * sample: a payload that falls silent before the event that arms its phase came down must not go unheard. A command that
 * was not followed may be the very one that ends the armed phase.
 */
export function tellingOf(anomaly: Anomaly, armed: readonly Interval[]): Telling {
  const { current } = anomaly;
  if (current === undefined) return { route: 'SHOW', untold: 'ENDED' };
  const isHeardAlways = detectorNamed(anomaly.kind).isToldUnarmed;
  if (!isHeardAlways && !covers(armed, current.asOf)) return { route: 'SHOW', untold: 'UNARMED' };
  const route = ROUTES[current.severity];
  return route === 'SHOW' ? { route, untold: 'WATCH' } : { route };
}

export function isLouder(route: Route, than: Route): boolean {
  return ROUTES_ASCENDING.indexOf(route) > ROUTES_ASCENDING.indexOf(than);
}

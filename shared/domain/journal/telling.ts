/** Who is told of an anomaly as it is found now, or why nobody is. */
import type { Severity } from '../anomaly/anomaly.ts';
import { isAtLeast } from '../anomaly/urgency.ts';
import { type Anomaly, detectorNamed, followsClock } from '../detect/registry.ts';
import { covers, type Interval, touches } from '../timeline/interval.ts';

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

/**
 * Who is told of what is over when it is first learnt: of a critical past once, as such (docs/promises.md#p10). Cells
 * integrate, so a heat of an hour counts though the dump that brought it shows that it is over. Null where nobody is.
 */
export function pastTellingOf(anomaly: Anomaly, armed: readonly Interval[]): Told | null {
  const { current, from, to } = anomaly;
  if (current !== undefined || to === null || followsClock(anomaly) || !isGrave(anomaly)) return null;
  const isHeard = detectorNamed(anomaly.kind).isToldUnarmed || touches(armed, { from, to: to + 1 });
  return isHeard ? { route: 'MAIL' } : null;
}

/** Whether its worst is told of though it is over. */
export function isGrave({ severity }: Pick<Anomaly, 'severity'>): boolean {
  return isAtLeast(severity, 'CRITICAL');
}

export function isLouder(route: Route, than: Route): boolean {
  return ROUTES_ASCENDING.indexOf(route) > ROUTES_ASCENDING.indexOf(than);
}

/** From a definition to the bands of a unit: limits, or rates, resolved to stretches of data time. */

import type { UnitContext } from '../../anomaly/unit-detector.ts';
import { LIMIT_SEVERITIES, type LimitsEntry, type RateEntry } from '../../experiment/limits-schema.ts';
import type { Micros } from '../../time.ts';
import { referenceOf } from '../../timeline/event.ts';
import { phaseAt } from '../../timeline/phase.ts';
import type { LimitBand } from './band.ts';

/** Consecutive samples that open, and close, an episode where the definition does not say: no alarm cries wolf. */
export const DEFAULT_VIOLATIONS = 3;
export const DEFAULT_CONFORMANCE = 3;

export interface InForce<E> extends Extent {
  readonly entry: E;
}
type Extent = Pick<LimitBand, 'from' | 'to'>;

/**
 * Which entry holds when. At any instant it is, of those that name the phase the unit is in, the one that became
 * effective last; where none names it, the one that became effective last of those without phases. (A definition that
 * gives one phase two entries from the same instant is refused.)
 */
export function entriesInForce<E extends LimitsEntry | RateEntry>(
  entries: readonly E[],
  { index, unit, events }: UnitContext,
): InForce<E>[] {
  if (entries.length === 0) return [];
  const { phases } = index.definition;
  const cuts = new Set<Micros>(
    entries.flatMap(({ effective }) => (effective === undefined ? [] : [effective])),
  );
  for (const name of phases.flatMap(({ from, to }) => [from, to])) {
    const event = name === undefined ? null : referenceOf(events, name, unit);
    if (event !== null) cuts.add(event.at);
  }
  const inForce = [Number.NEGATIVE_INFINITY, ...[...cuts].sort((a, b) => a - b)].map((from) => ({
    from,
    entry: entryInForce(entries, phaseAt(phases, events, unit, from)?.id ?? null, from),
  }));
  // An episode ends with its band, so an event at which the limits stay as they are begins no band.
  const changes = inForce.filter(({ entry }, i) => i === 0 || entry !== inForce[i - 1]!.entry);
  return changes.flatMap(({ from, entry }, i): InForce<E>[] => {
    if (entry === null) return [];
    const to = changes[i + 1]?.from ?? null;
    return [{ from: Number.isFinite(from) ? from : null, to, entry }];
  });
}

function entryInForce<E extends LimitsEntry | RateEntry>(
  entries: readonly E[],
  phase: string | null,
  at: Micros,
): E | null {
  const effective = entries.filter((entry) => sinceOf(entry) <= at);
  const ofPhase = effective.filter(({ phases }) => phase !== null && phases?.includes(phase));
  const others = effective.filter(({ phases }) => phases === undefined);
  return latest(ofPhase) ?? latest(others);
}

function latest<E extends LimitsEntry | RateEntry>(entries: readonly E[]): E | null {
  let found: E | null = null;
  for (const entry of entries) if (found === null || sinceOf(entry) > sinceOf(found)) found = entry;
  return found;
}

function sinceOf({ effective }: LimitsEntry | RateEntry): Micros {
  return effective ?? Number.NEGATIVE_INFINITY;
}

/** The band of an entry, over the time that it holds. */
export function bandOf(entry: LimitsEntry | RateEntry, { from, to }: Extent): LimitBand {
  const { minViolations = DEFAULT_VIOLATIONS, minConformance = DEFAULT_CONFORMANCE } = entry;
  const bounds = LIMIT_SEVERITIES.flatMap((severity) => {
    const bound = entry[severity];
    return bound === undefined ? [] : [[severity, bound] as const];
  });
  return {
    from,
    to,
    minViolations,
    minConformance: minConformance === 'infinity' ? null : minConformance,
    ...Object.fromEntries(bounds),
  };
}

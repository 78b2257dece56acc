/** From a definition to what the detectors of one unit need: limits resolved to stretches of data time. */
import { LIMIT_SEVERITIES, type LimitsEntry } from '../experiment/channel-schema.ts';
import type { Definition } from '../experiment/definition.ts';
import { unitSeries } from '../experiment/unit-series.ts';
import type { LimitBand, SeriesRule } from '../telemetry/rule.ts';
import type { Micros } from '../time.ts';
import { referenceOf, type TimelineEvent } from '../timeline/event.ts';
import { phaseAt } from '../timeline/phase.ts';

/** Consecutive samples that open, and close, an episode where the definition does not say: no alarm cries wolf. */
const DEFAULT_VIOLATIONS = 3;
const DEFAULT_CONFORMANCE = 3;

/** The rules of every series of the unit, as of these events. */
export function seriesRulesOf(
  definition: Definition,
  unit: string,
  events: readonly TimelineEvent[],
): SeriesRule[] {
  return unitSeries(definition, unit).map(({ series, channel, period, stuckAfter, limits }) => ({
    series,
    channel,
    periodSeconds: period,
    stuckAfterSeconds: stuckAfter,
    limits: bandsOf(limits, definition, unit, events),
  }));
}

/**
 * Which limits hold when. At any instant the entry that became effective last holds, of those that name the phase
 * the unit is in, or no phase; of two that became effective together, the one that names the phase. (A definition
 * that gives one phase two entries from the same instant is refused.)
 */
function bandsOf(
  entries: readonly LimitsEntry[],
  { phases }: Definition,
  unit: string,
  events: readonly TimelineEvent[],
): LimitBand[] {
  if (entries.length === 0) return [];
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
  return changes.flatMap(({ from, entry }, i): LimitBand[] => {
    if (entry === null) return [];
    const to = changes[i + 1]?.from ?? null;
    return [{ from: Number.isFinite(from) ? from : null, to, ...bandOf(entry) }];
  });
}

function entryInForce(entries: readonly LimitsEntry[], phase: string | null, at: Micros): LimitsEntry | null {
  let found: LimitsEntry | null = null;
  for (const entry of entries) {
    if (sinceOf(entry) > at) continue;
    if (entry.phases !== undefined && (phase === null || !entry.phases.includes(phase))) continue;
    if (found === null || sinceOf(entry) > sinceOf(found)) found = entry;
    else if (sinceOf(entry) === sinceOf(found) && entry.phases !== undefined) found = entry;
  }
  return found;
}

function sinceOf({ effective }: LimitsEntry): Micros {
  return effective ?? Number.NEGATIVE_INFINITY;
}

function bandOf(entry: LimitsEntry): Omit<LimitBand, 'from' | 'to'> {
  const { minViolations = DEFAULT_VIOLATIONS, minConformance = DEFAULT_CONFORMANCE } = entry;
  const bounds = LIMIT_SEVERITIES.flatMap((severity) => {
    const bound = entry[severity];
    return bound === undefined ? [] : [[severity, bound] as const];
  });
  return {
    minViolations,
    minConformance: minConformance === 'infinity' ? null : minConformance,
    ...Object.fromEntries(bounds),
  };
}

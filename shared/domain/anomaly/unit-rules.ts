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
 * the unit is in, or no phase; of two that became effective together, the one declared later.
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
  const starts = [Number.NEGATIVE_INFINITY, ...[...cuts].sort((a, b) => a - b)];
  return starts.flatMap((from, i): LimitBand[] => {
    const phase = phaseAt(phases, events, unit, from)?.id ?? null;
    const entry = entryInForce(entries, phase, from);
    if (entry === null) return [];
    const to = starts[i + 1] ?? null;
    return [{ from: Number.isFinite(from) ? from : null, to, ...bandOf(entry) }];
  });
}

function entryInForce(entries: readonly LimitsEntry[], phase: string | null, at: Micros): LimitsEntry | null {
  let found: LimitsEntry | null = null;
  for (const entry of entries) {
    const since = entry.effective ?? Number.NEGATIVE_INFINITY;
    if (since > at) continue;
    if (entry.phases !== undefined && (phase === null || !entry.phases.includes(phase))) continue;
    if (found === null || since >= (found.effective ?? Number.NEGATIVE_INFINITY)) found = entry;
  }
  return found;
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

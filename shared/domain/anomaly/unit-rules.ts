/** From a definition to what the detectors of one unit need: limits resolved to stretches of data time. */
import { LIMIT_SEVERITIES, type LimitsEntry, type RateEntry } from '../experiment/channel-schema.ts';
import type { Definition } from '../experiment/definition.ts';
import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { channelNamed, unitSeries } from '../experiment/lookups.ts';
import type { LimitBand, RateBand, SeriesRule } from '../telemetry/rule.ts';
import type { Micros } from '../time.ts';
import { referenceOf, type TimelineEvent } from '../timeline/event.ts';
import { phaseAt } from '../timeline/phase.ts';

/** Consecutive samples that open, and close, an episode where the definition does not say: no alarm cries wolf. */
const DEFAULT_VIOLATIONS = 3;
const DEFAULT_CONFORMANCE = 3;

/** The rules of every series of the unit, as of these events. */
export function seriesRulesOf(
  index: DefinitionIndex,
  unit: string,
  events: readonly TimelineEvent[],
): SeriesRule[] {
  const { definition } = index;
  return unitSeries(index, unit).map(({ series, channel, period, stuckAfter, limits }) => ({
    series,
    channel,
    periodSeconds: period,
    stuckAfterSeconds: stuckAfter,
    limits: bandsOf(limits, definition, unit, events).map(({ entry, ...extent }) => bandOf(entry, extent)),
    rates: bandsOf(channelNamed(index, channel).rate, definition, unit, events).map(
      ({ entry, ...extent }): RateBand => ({
        ...bandOf(entry, extent),
        rate: { overSeconds: entry.over, perSeconds: entry.per },
      }),
    ),
  }));
}

interface InForce<E> extends Extent {
  readonly entry: E;
}
type Extent = Pick<LimitBand, 'from' | 'to'>;

/**
 * Which entry holds when. At any instant it is, of those that name the phase the unit is in, the one that became
 * effective last; where none names it, the one that became effective last of those without phases. (A definition that
 * gives one phase two entries from the same instant is refused.)
 */
function bandsOf<E extends LimitsEntry | RateEntry>(
  entries: readonly E[],
  { phases }: Definition,
  unit: string,
  events: readonly TimelineEvent[],
): InForce<E>[] {
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

function bandOf(entry: LimitsEntry | RateEntry, { from, to }: Extent): LimitBand {
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

/** Questions that the use cases ask a definition. */

import type { SeriesRule } from '../telemetry/rule.ts';
import type { Seconds } from '../time.ts';
import type { Channel } from './channel-schema.ts';
import { type Declared, named } from './declared.ts';
import type { DefinitionIndex } from './definition-index.ts';
import { broughtSeries } from './file-groups.ts';
import type { ArmKind, Pair, Unit } from './hardware-schema.ts';
import type { UnitSeries } from './unit-series.ts';

/** The unit of that id. Fails with `unit.unknown`, naming the nearest. */
export function unitNamed(declared: Declared, id: string): Unit {
  return named('unit', declared.units, id);
}

/** The channel of that id. Fails with `channel.unknown`, naming the nearest. */
export function channelNamed(declared: Declared, id: string): Channel {
  return named('channel', declared.channels, id);
}

/** The pair of that id. Fails with `pair.unknown`, naming the nearest. */
export function pairNamed(declared: Declared, id: string): Pair {
  return named('pair', declared.pairs, id);
}

/** What says of which kind the arm of a unit is. */
interface ArmsOfUnits {
  readonly arms: ReadonlyMap<string, { readonly kind: ArmKind }>;
  readonly units: ReadonlyMap<string, { readonly arm: string }>;
}

/** The kind of the arm that the unit belongs to. Fails with `unit.unknown`. */
export function armKindOf(declared: ArmsOfUnits, unit: string): ArmKind {
  return named('arm', declared.arms, named('unit', declared.units, unit).arm).kind;
}

/** How much later the ground unit was to go through the same; null where an asynchronous control has no plan. */
export function plannedDelayOf(
  declared: ArmsOfUnits,
  { ground, plannedDelay }: Pick<Pair, 'ground' | 'plannedDelay'>,
): Seconds | null {
  if (plannedDelay !== undefined) return plannedDelay;
  return armKindOf(declared, ground) === 'GROUND_CONTROL_ASYNCHRONOUS' ? null : 0;
}

/** The pairs that the unit is a side of, as declared. */
export function pairsOf(index: DefinitionIndex, unit: string): readonly Pair[] {
  return index.pairsByUnit.get(unit) ?? [];
}

/**
 * The series of a unit: what its sensors measure and what the sources bring for it. In the order of the channels; of
 * one channel the primary series first, then by sensor. Fails with `unit.unknown`.
 */
export function unitSeries(index: DefinitionIndex, unit: string): readonly UnitSeries[] {
  return named('unit', index.seriesByUnit, unit);
}

/** The series of a unit that its sources bring, as rules know them; nothing for a unit that there is not. */
export function declaredSeries(index: DefinitionIndex, unit: string): SeriesRule[] {
  const brought = broughtSeries(index, unit);
  return (index.seriesByUnit.get(unit) ?? [])
    .filter(({ series }) => brought.has(series))
    .map(({ series, channel, period }) => ({ series, channel, periodSeconds: period }));
}

/**
 * True where one clock stamped the samples of both units: every source of either names the same clock, or the two
 * are columns of one source and of no other.
 */
export function sharesClock({ sourcesByUnit }: DefinitionIndex, { flight, ground }: Pair): boolean {
  const [ofFlight, ofGround] = [sourcesByUnit.get(flight) ?? [], sourcesByUnit.get(ground) ?? []];
  const [first, ...others] = new Set([...ofFlight, ...ofGround]);
  if (first === undefined) return false;
  if (first.clock !== undefined) return others.every((source) => source.clock === first.clock);
  const isOfBoth = ofFlight.includes(first) && ofGround.includes(first);
  return others.length === 0 && first.rows?.unit === undefined && isOfBoth;
}

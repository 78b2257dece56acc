/** Which units nothing comes of while others of their arm go on. */
import type { AlarmsOnWire } from '../../contract/alarms.ts';
import { quietUnits } from '../../domain/detect/silence/quiet.ts';
import { declaredSeries } from '../../domain/experiment/lookups.ts';
import { isoOf } from '../../domain/time.ts';
import { contactRulesOf, type Standing, type StandingFindings } from '../judge/standing.ts';

export function quietOnWire(
  standing: Standing,
  subjects: readonly StandingFindings[],
): NonNullable<AlarmsOnWire['quiet']> {
  const { index } = standing.loaded;
  const newest = new Map(
    subjects.flatMap(({ kind, id, record }) => (kind === 'unit' ? [[id, record?.asOf ?? null]] : [])),
  );
  const units = [...index.units.values()].map(({ id, arm }) => ({
    ...{ unit: id, arm, newest: newest.get(id) ?? null },
    periodSeconds: Math.max(0, ...declaredSeries(index, id).map((one) => one.periodSeconds)),
    isFlying: contactRulesOf(standing, id).isFlying,
  }));
  const { plan, at } = standing;
  const maxSilence = standing.loaded.definition.contacts?.maxSilence ?? null;
  return quietUnits(units, { plan, maxSilence, at }).map(({ unit, since, othersTo, silentFrom }) => ({
    unit,
    since: since === null ? null : isoOf(since),
    othersTo: isoOf(othersTo),
    silentFrom: silentFrom === null ? null : isoOf(silentFrom),
  }));
}

/** Whom the service blames where one unit of three drifts, or two do at once (docs/drift.md). */
import { BLOCKS_PER_DAY } from '../../shared/domain/detect/drift/block.ts';
import type { DriftRule } from '../../shared/domain/detect/drift/fold-drift.ts';
import type { World } from '../../shared/simulator/mission.ts';
import { JudgedArm } from './drift-arms.ts';
import { readingsOf } from './drift-references.ts';
import { simulateMission } from './drift-worlds.ts';

/** Signs of the drift of each flight unit. */
export const AT_ONCE = {
  'one drifts': [1, 0, 0],
  'two the same way': [1, 1, 0],
  'two the same way, one half as fast': [1, 0.5, 0],
  'two opposite ways': [1, -1, 0],
} as const;
export type AtOnce = keyof typeof AT_ONCE;

export interface AtOnceSetting {
  readonly seed: number;
  readonly missions: number;
  readonly days: number;
  readonly world: World;
  readonly perDay: number;
  readonly fromDay: number;
  readonly contact: number;
  readonly rule: DriftRule;
  readonly withTwins: boolean;
}

export interface AtOnceScore {
  readonly missions: number;
  /** Missions in which the first units that were blamed were all of those at fault. */
  readonly firstRight: number;
  /** Missions in which nobody was blamed at first, and at all. */
  readonly firstUnclear: number;
  readonly neverBlamed: number;
  /** Missions in which a healthy unit was blamed at any contact. */
  readonly healthyBlamed: number;
  /** Missions in which at the end exactly the units at fault were blamed. */
  readonly allRight: number;
  /** The most findings that were there at once without a unit to blame. */
  readonly mostUnclear: number;
}

export function atOnceScore(which: AtOnce, setting: AtOnceSetting): AtOnceScore {
  const all = Array.from({ length: setting.missions }, (_, i) => missionOf(which, `at once ${i}`, setting));
  const count = (holds: (one: (typeof all)[number]) => boolean) => all.filter(holds).length;
  return {
    missions: all.length,
    firstRight: count(({ first, faulty }) => first?.every((unit) => faulty.includes(unit)) === true),
    firstUnclear: count(({ wasUnclear }) => wasUnclear),
    neverBlamed: count(({ first }) => first === null),
    healthyBlamed: count(({ blamed, faulty }) => [...blamed].some((unit) => !faulty.includes(unit))),
    allRight: count(
      ({ last, faulty }) => last.length === faulty.length && last.every((unit) => faulty.includes(unit)),
    ),
    mostUnclear: Math.max(...all.map(({ mostUnclear }) => mostUnclear)),
  };
}

function missionOf(
  which: AtOnce,
  name: string,
  { seed, days, world, perDay, fromDay, contact, rule, withTwins }: AtOnceSetting,
) {
  const mission = simulateMission(seed, name, days, world);
  const signs = AT_ONCE[which];
  const units = readingsOf(mission, [0, 1, 2], false).map((means, unit) =>
    means.map((mean, i) => mean + signs[unit]! * perDay * Math.max(0, (i + 0.5) / BLOCKS_PER_DAY - fromDay)),
  );
  const twins = withTwins ? readingsOf(mission, [3, 4, 5], false) : [];
  const arm = new JudgedArm(units, rule, twins);
  const faulty = signs.flatMap((sign, unit) => (sign === 0 ? [] : [unit]));
  const blamed = new Set<number>();
  let [first, last, wasUnclear, mostUnclear]: [number[] | null, number[], boolean, number] = [
    null,
    [],
    false,
    0,
  ];
  for (let from = 0; from < days * BLOCKS_PER_DAY; from += contact) {
    arm.goTo(from + contact, from);
    const { told } = arm;
    last = [...new Set(told.flatMap(({ blame }) => blame ?? []))];
    const unclear = told.filter(({ blame }) => blame === null).length;
    mostUnclear = Math.max(mostUnclear, unclear);
    if (first === null && told.length > 0 && last.length === 0) wasUnclear = true;
    if (first === null && last.length > 0) first = last;
    for (const unit of last) blamed.add(unit);
  }
  return { faulty, first, last, blamed, wasUnclear, mostUnclear };
}

/** How a drift detector does on simulated missions: without a fault, and with one. */
import type { DriftRule } from '../../shared/domain/detect/drift/fold-drift.ts';
import { isExplained, isOvershadowed } from '../../shared/domain/detect/drift/siblings.ts';
import { type DriftFault, movedBy, onsetOf } from './drift-faults.ts';
import { driftsOf, type Judge, JudgedResidual, MARGIN } from './drift-judges.ts';
import { residualOf, siblingsOf, unitsWith } from './drift-references.ts';
import type { SimulatedMission } from './drift-worlds.ts';

export interface NullScore {
  readonly unitMissions: number;
  readonly alarms: number;
  readonly pages: number;
  readonly mostBytes: number;
}

export function nullScore(missions: readonly SimulatedMission[], judge: Judge, rule: DriftRule): NullScore {
  const judged = missions.flatMap((mission) =>
    unitsWith(judge.reference).map((unit) =>
      driftsOf(residualOf(mission, unit, judge.reference, judge.known === 'all'), rule),
    ),
  );
  const drifts = judged.flatMap((one) => one.drifts);
  return {
    unitMissions: judged.length,
    alarms: drifts.length,
    pages: drifts.filter(({ paged }) => paged !== null).length,
    mostBytes: Math.max(...judged.map(({ mostBytes }) => mostBytes)),
  };
}

/** What became of one unit with a fault. */
export interface FaultOutcome {
  /** Blocks from the onset to the one that raised it; infinite where none did. */
  readonly delay: number;
  /** The same until it deserved a page. */
  readonly pageDelay: number;
  /** From the onset until its mean passes the margin; null where it does not before the mission ends. */
  readonly hoursToCross: number | null;
  /** Told, and paged, a contact or more before that. */
  readonly toldBefore: boolean;
  readonly pagedBefore: boolean;
  /** An alarm was open when it began. */
  readonly wasOpen: boolean;
  /** Siblings without a fault that were told of, and paged. */
  readonly siblingsTold: number;
  readonly siblingsPaged: number;
  /** Whether the unit at fault is the one that was told of first; null where nobody was. */
  readonly isBlamed: boolean | null;
}

export interface FaultSetting {
  readonly fault: DriftFault;
  readonly seed: number;
  /** Blocks between two contacts: what was measured before one is judged at it. */
  readonly contact: number;
}

/** Units that a fault is given to, each in a run of its own. */
export const faultyUnits = (judge: Judge): number[] => (judge.reference === 'twin' ? [0, 1] : [0, 3]);

export function faultOutcome(
  mission: SimulatedMission,
  unit: number,
  { judge, rule, name }: { readonly judge: Judge; readonly rule: DriftRule; readonly name: string },
  { fault, seed, contact }: FaultSetting,
): FaultOutcome {
  const onset = onsetOf(fault, seed, name);
  const moved = mission.units[unit]!.map((value, i) => value + movedBy(fault, i - onset));
  const faulty: SimulatedMission = { ...mission, units: mission.units.with(unit, moved) };
  const others = judge.reference === 'siblings' ? siblingsOf(unit) : [];
  const isCalibrated = judge.known === 'all';
  const group = [unit, ...others].map(
    (one) => new JudgedResidual(residualOf(faulty, one, judge.reference, isCalibrated), rule),
  );
  const course = followed(group, moved.length, onset, contact);
  const drift = group[0]!.drifts.find(({ raised }) => raised >= onset);
  const page = group[0]!.drifts.find(({ paged }) => paged !== null && paged >= onset);
  const crossing = crossingOf(mission, unit, judge, fault, onset);
  return {
    delay: drift === undefined ? Number.POSITIVE_INFINITY : drift.raised - onset + 1,
    pageDelay: page === undefined ? Number.POSITIVE_INFINITY : page.paged! - onset + 1,
    hoursToCross: crossing < moved.length ? (crossing - onset) / 6 : null,
    toldBefore: course.told[0]! + contact <= crossing,
    pagedBefore: course.paged[0]! + contact <= crossing,
    wasOpen: course.wasOpen,
    siblingsTold: course.told.slice(1).filter(Number.isFinite).length,
    siblingsPaged: course.paged.slice(1).filter(Number.isFinite).length,
    isBlamed: Number.isFinite(Math.min(...course.told)) ? course.told[0] === Math.min(...course.told) : null,
  };
}

/** The contacts at which each of a group was first told of, and paged, after the onset; infinite where it never was. */
function followed(group: readonly JudgedResidual[], blocks: number, onset: number, contact: number) {
  const told = group.map(() => Number.POSITIVE_INFINITY);
  const paged = group.map(() => Number.POSITIVE_INFINITY);
  let wasOpen = false;
  for (let from = 0; from < blocks; from += contact) {
    const end = Math.min(blocks, from + contact);
    for (const one of group) one.goTo(end, from);
    if (end <= onset) wasOpen = group[0]!.open !== null;
    group.forEach(({ open }, i) => {
      if (open === null || open.raised < onset) return;
      const others = group.filter((_, j) => j !== i);
      const isOfSibling =
        isExplained(
          open,
          others.map((other) => other.open),
        ) ||
        isOvershadowed(
          group[i]!.state,
          others.map((other) => other.state),
        );
      if (isOfSibling) return;
      told[i] = Math.min(told[i]!, end);
      if (open.paged !== null) paged[i] = Math.min(paged[i]!, end);
    });
  }
  return { told, paged, wasOpen };
}

/** The block in which the mean of the residual, without its noise, passes the margin. */
function crossingOf(
  { biases }: SimulatedMission,
  unit: number,
  { reference, known }: Judge,
  fault: DriftFault,
  onset: number,
): number {
  const others = reference === 'setpoint' ? [] : reference === 'twin' ? [unit + 3] : siblingsOf(unit);
  const mean = others.reduce((sum, other) => sum + biases[other]! / others.length, 0);
  const bias = known === 'all' ? 0 : biases[unit]! - mean;
  for (let since = 0; since < 100_000; since++)
    if (bias + movedBy(fault, since) > MARGIN) return onset + since;
  return Number.POSITIVE_INFINITY;
}

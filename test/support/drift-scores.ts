/** How a drift detector does on simulated missions: without a fault, and with one. */
import type { DriftRule } from '../../shared/domain/detect/drift/fold-drift.ts';
import { JudgedArm, type ToldDrift } from './drift-arms.ts';
import { type DriftFault, movedBy, onsetOf } from './drift-faults.ts';
import { driftsOf, type Judge, JudgedResidual, MARGIN } from './drift-judges.ts';
import { readingsOf, residualOf, siblingsOf, unitsWith } from './drift-references.ts';
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
  /** Siblings without a fault that were blamed, and paged for. */
  readonly siblingsTold: number;
  readonly siblingsPaged: number;
  /** Whether the first unit that was blamed is the one at fault; null where none was. */
  readonly isBlamed: boolean | null;
  /** Whether it was told of at first without a unit to blame; null where nothing was told. */
  readonly wasUnclear: boolean | null;
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
  const residual = residualOf(faulty, unit, judge.reference, isCalibrated);
  const { drifts } = driftsOf(residual, rule);
  const course =
    judge.reference === 'siblings'
      ? followedArm(readingsOf(faulty, [unit, ...others], isCalibrated), rule, onset, contact)
      : followedAlone(residual, rule, onset, contact);
  const drift = drifts.find(({ raised }) => raised >= onset);
  const page = drifts.find(({ paged }) => paged !== null && paged >= onset);
  const crossing = crossingOf(mission, unit, judge, fault, onset);
  return {
    delay: drift === undefined ? Number.POSITIVE_INFINITY : drift.raised - onset + 1,
    pageDelay: page === undefined ? Number.POSITIVE_INFINITY : page.paged! - onset + 1,
    hoursToCross: crossing < moved.length ? (crossing - onset) / 6 : null,
    toldBefore: course.told + contact <= crossing,
    pagedBefore: course.paged + contact <= crossing,
    wasOpen: course.wasOpen,
    siblingsTold: course.siblings.size,
    siblingsPaged: course.siblingsPaged.size,
    isBlamed: course.isBlamed,
    wasUnclear: course.wasUnclear,
  };
}

/** What people were told of an arm whose first unit is at fault, by the contacts after the onset. */
interface Course {
  /** When its drift was first told of, and paged; infinite where it never was. */
  told: number;
  paged: number;
  wasOpen: boolean;
  /** Siblings that were blamed, and paged for. */
  readonly siblings: Set<number>;
  readonly siblingsPaged: Set<number>;
  /** Whether the first unit that was blamed is the one at fault; null where none ever was. */
  isBlamed: boolean | null;
  /** Whether a drift was told of at first without a unit to blame. */
  wasUnclear: boolean | null;
}

function followedArm(
  units: readonly Float64Array[],
  rule: DriftRule,
  onset: number,
  contact: number,
): Course {
  const course: Course = {
    ...{ told: Infinity, paged: Infinity, wasOpen: false, isBlamed: null, wasUnclear: null },
    ...{ siblings: new Set<number>(), siblingsPaged: new Set<number>() },
  };
  const arm = new JudgedArm(units, rule);
  for (let from = 0; from < units[0]!.length; from += contact) {
    const end = Math.min(units[0]!.length, from + contact);
    arm.goTo(end, from);
    const { told } = arm;
    if (end <= onset) course.wasOpen = told.some(({ unit }) => unit === 0);
    tell(
      course,
      told.filter(({ drift }) => drift.raised >= onset),
      end,
    );
  }
  return course;
}

function tell(course: Course, told: readonly ToldDrift[], at: number): void {
  const blamed = told.filter(({ blame }) => blame !== null);
  if (told.length > 0) course.wasUnclear ??= blamed.length === 0;
  if (blamed.length > 0) course.isBlamed ??= blamed.every(({ blame }) => blame === 0);
  for (const { unit, blame, drift } of told) {
    if (blame !== null && blame !== 0) course.siblings.add(blame);
    if (blame !== null && blame !== 0 && drift.paged !== null) course.siblingsPaged.add(blame);
    // Where nobody is blamed yet, the arm is told of, and with it the unit.
    if (unit !== 0 && blame !== null && blame !== 0) continue;
    course.told = Math.min(course.told, at);
    if (drift.paged !== null) course.paged = Math.min(course.paged, at);
  }
}

function followedAlone(residual: Float64Array, rule: DriftRule, onset: number, contact: number): Course {
  const judged = new JudgedResidual(residual, rule);
  const course: Course = {
    ...{ told: Infinity, paged: Infinity, wasOpen: false, isBlamed: null, wasUnclear: null },
    ...{ siblings: new Set<number>(), siblingsPaged: new Set<number>() },
  };
  for (let from = 0; from < residual.length; from += contact) {
    const end = Math.min(residual.length, from + contact);
    judged.goTo(end, from);
    const { open } = judged;
    if (end <= onset) course.wasOpen = open !== null;
    if (open === null || open.raised < onset) continue;
    tell(course, [{ unit: 0, blame: 0, drift: open }], end);
  }
  return course;
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

/** A target in two arms, with the culture unit as the replicate: what a comparison of arms is made of. */

import type { Remark } from '../assay/sample-register.ts';
import type { UnitValue } from '../comparison/arms-asked.ts';
import type { EndpointOfArms } from '../comparison/compare-endpoint.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { besideCalibrator, type Calibrator } from './calibrator.ts';
import type { QuantityMethod, TargetQuantities, UnitQuantity } from './quantities.ts';

export interface TargetArm {
  readonly arm: string;
  /** Units that the target was measured in. */
  readonly measured: number;
  /** Of these, the units in which it crossed the threshold. */
  readonly seen: number;
  /** Units in which it never did. */
  readonly never: readonly string[];
  /** Units that it was seen in and that have no value, since the calibrator has none. */
  readonly alone: readonly string[];
  /** What the units that it was seen in have of it beside the calibrator; null where the calibrator has none. */
  readonly units: readonly UnitValue[] | null;
}

export interface TargetInArms {
  readonly target: string;
  readonly method: QuantityMethod;
  /** The target and references whose efficiency is assumed to be 100 %. */
  readonly assumed: readonly string[];
  readonly a: TargetArm;
  readonly b: TargetArm;
  /** How many times as much a has as b; null where that cannot be told, and `refused` says why. */
  readonly asked: EndpointOfArms | null;
  readonly refused?: Remark;
  readonly remarks: readonly Remark[];
}

export interface ArmsOfTargets {
  readonly a: string;
  readonly b: string;
  /** The geometric mean of the units of b unless it is said. It decides how units are told, and no fold. */
  readonly calibrator?: Calibrator;
  /** Where a unit stood; absent: nothing says so. */
  readonly incubatorOf?: (unit: string) => string | null;
}

/** Intervals are of the logarithms of the quantities of units, and of these alone: an efficiency's error is not in them. */
export function targetEndpoint(
  { target, method, assumed, units }: TargetQuantities,
  { a, b, calibrator = { arm: b }, incubatorOf = () => null }: ArmsOfTargets,
): TargetInArms {
  const [ofA, ofB] = [unitsOf(units, a), unitsOf(units, b)];
  const values = besideCalibrator(units, calibrator);
  const common = { target, method, assumed, a: armOf(a, ofA, values), b: armOf(b, ofB, values) };
  const refused = whyNoFold(common);
  if (refused !== null) return { ...common, asked: null, refused, remarks: [] };
  const asked: EndpointOfArms = {
    ...{ scale: 'ratio', endpoint: target, arms: { a, b }, pairs: null },
    ...{ a: valuesOf(ofA, incubatorOf), b: valuesOf(ofB, incubatorOf) },
  };
  return { ...common, asked, remarks: platesApart(ofA, ofB) };
}

const unitsOf = (units: readonly UnitQuantity[], arm: string) => units.filter((one) => one.arm === arm);

const valuesOf = (
  units: readonly UnitQuantity[],
  incubatorOf: (unit: string) => string | null,
): EndpointOfArms['a'] =>
  units.flatMap(({ unit, donor, log2 }) =>
    log2 === null ? [] : [{ unit, donor, incubator: incubatorOf(unit), value: 2 ** log2 }],
  );

function armOf(arm: string, units: readonly UnitQuantity[], values: readonly UnitValue[] | null): TargetArm {
  const seen = units.filter(({ log2 }) => log2 !== null);
  const names = new Set(seen.map(({ unit }) => unit));
  return {
    ...{ arm, measured: units.length, seen: seen.length },
    never: units.flatMap(({ unit, log2 }) => (log2 === null ? [unit] : [])),
    alone: values === null ? [...names] : [],
    units: values?.filter(({ unit }) => names.has(unit)) ?? null,
  };
}

/** A unit in which a target never crossed has less of it than any that is left, so that a fold without it is too small or too large. */
function whyNoFold({ target, a, b }: Pick<TargetInArms, 'target' | 'a' | 'b'>): Remark | null {
  const absent = [a, b].filter(({ measured }) => measured === 0).map(({ arm }) => arm);
  if (absent.length > 0) {
    const message = `no unit of ${listText(absent)} has a quantity of ${target}`;
    return { code: 'target.not-measured', message };
  }
  if (a.seen === a.measured && b.seen === b.measured) return null;
  const texts = [a, b].map(
    ({ arm, seen, measured }) => `${seen} of ${countText(measured, 'unit')} of ${arm}`,
  );
  const message = `${target} crossed the threshold in ${texts.join(' and ')}: no fold is told, since the units in which it never did have no number and cannot be left out`;
  return { code: 'target.never', message };
}

/** Plates that no unit of the other arm ran on, and that units share: what differs between plates would be a fold. */
function platesApart(a: readonly UnitQuantity[], b: readonly UnitQuantity[]): Remark[] {
  const [onA, onB] = [a, b].map((units) => new Set(units.flatMap(({ plates }) => plates)));
  if (onA === undefined || onB === undefined || !onA.isDisjointFrom(onB)) return [];
  // With a plate to each unit, what differs between plates is within what differs between units.
  if (onA.size >= a.length && onB.size >= b.length) return [];
  const message = `the arms ran on plates of their own (${listText([...onA])} against ${listText([...onB])}): what differs between plates cannot be told from what differs between arms`;
  return [{ code: 'plate.confounded', message }];
}

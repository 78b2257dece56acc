/** What the units of a simulated mission are held against. */
import { SETPOINT, type SimulatedMission } from './drift-worlds.ts';

export const REFERENCES = ['siblings', 'twin', 'setpoint'] as const;
export type Reference = (typeof REFERENCES)[number];

const SIDES = [
  [0, 1, 2],
  [3, 4, 5],
];

/** The two units of the same side. */
export function siblingsOf(unit: number): number[] {
  return SIDES.find((side) => side.includes(unit))!.filter((other) => other !== unit);
}

/** The units that have the reference, by number: of twins the flight unit's difference is the pair's. */
export function unitsWith(reference: Reference): number[] {
  return reference === 'twin' ? [0, 1, 2] : [0, 1, 2, 3, 4, 5];
}

/** A unit's blocks less its reference, NaN where either is missing. */
export function residualOf(
  { units, biases }: SimulatedMission,
  unit: number,
  reference: Reference,
  isCalibrated: boolean,
): Float64Array {
  const bias = (of: number) => (isCalibrated ? 0 : biases[of]!);
  const own = units[unit]!;
  if (reference === 'setpoint') return own.map((value) => value + bias(unit) - SETPOINT);
  const others = reference === 'twin' ? [unit + 3] : siblingsOf(unit);
  return own.map((value, i) => {
    const mean = others.reduce((sum, other) => sum + units[other]![i]! + bias(other), 0) / others.length;
    return value + bias(unit) - mean;
  });
}

/** What these units read, with what the sensor of each reads too much. */
export function readingsOf(
  { units, biases }: SimulatedMission,
  of: readonly number[],
  isCalibrated: boolean,
): Float64Array[] {
  return of.map((unit) => units[unit]!.map((value) => value + (isCalibrated ? 0 : biases[unit]!)));
}

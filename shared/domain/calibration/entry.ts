/** A calibration as a definition writes it, after XTCE: one curve or one set of words, in force for a time. */
import type { Micros } from '../time.ts';

export interface CalibrationEntry {
  /** Inclusive; absent: from the beginning. */
  readonly from?: Micros | undefined;
  /** Exclusive; absent: for ever. */
  readonly to?: Micros | undefined;
  /** Of the sensor that it belongs to. */
  readonly serial?: string | undefined;
  /** Coefficients, the lowest power first. */
  readonly polynomial?: readonly number[] | undefined;
  /** Points [raw, engineering]. */
  readonly spline?: readonly (readonly [number, number])[] | undefined;
  /** Number to word, or word to number. */
  readonly enumeration?: Readonly<Record<string, string | number>> | undefined;
}

export const CALIBRATION_KINDS = ['polynomial', 'spline', 'enumeration'] as const;
export type CalibrationKind = (typeof CALIBRATION_KINDS)[number];

export function kindOf({ polynomial, spline }: CalibrationEntry): CalibrationKind {
  if (polynomial !== undefined) return 'polynomial';
  return spline === undefined ? 'enumeration' : 'spline';
}

/** Whether it changes numbers: words only name them. */
export function isCurve(entry: CalibrationEntry): boolean {
  return kindOf(entry) !== 'enumeration';
}

/** The instants [from, to) in which the entry is in force; `Infinity` leaves a side open. */
export function spanOf({ from = -Infinity, to = Infinity }: CalibrationEntry): { from: Micros; to: Micros } {
  return { from, to };
}

export function covers(entry: CalibrationEntry, at: Micros): boolean {
  const { from, to } = spanOf(entry);
  return at >= from && at < to;
}

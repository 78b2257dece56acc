import type { Seconds } from '../domain/time.ts';

/**
 * What can be made to go wrong. `size` is in the channel's unit, of a drift per day, of `variance` the factor on the
 * sensor's noise, of `clock` in seconds, of `heater-loss` the share of its power a day, of `detached` the share of its
 * warmth that the sensor no longer feels, of `fan-stop` the °C that the far sensor comes to read below the near one.
 * What only lasts has none: `stuck`, `gap`, `power-cycle` (nothing is recorded, nothing heats), `pump-stall` (no
 * medium is exchanged), `centrifuge-stop`.
 *
 * A channel's name (`temperature`) means what is measured, so that every sensor shows it, or, for what only a sensor
 * can do (stuck, variance, spike, bias), its primary sensor. `temperature@T1` means that sensor and no other.
 */
export const FAULT_KINDS = [
  'step',
  'offset',
  'drift',
  'excursion',
  'saturation',
  'bias',
  'stuck',
  'variance',
  'spike',
  'gap',
  'clock',
  'heater-loss',
  'detached',
  'fan-stop',
  'power-cycle',
  'pump-stall',
  'centrifuge-stop',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  readonly kind: FaultKind;
  readonly unit: string;
  /** Channel, or channel@sensor; null where the whole unit is meant (gap, clock). */
  readonly channel: string | null;
  /** Since the unit's own activation. */
  readonly onset: Seconds;
  readonly size: number;
  /** How long it lasts; null: to the end of the recording. */
  readonly lasts: Seconds | null;
}

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

/** How a kind is asked for. */
export interface FaultForm {
  /** As `parseFault` reads it. */
  readonly example: string;
  /** What its size says. */
  readonly size: string;
  /** Options of `simulate` that it needs, and what else it asks for. */
  readonly needs: string;
}

const OF_CHANNEL = "channel's unit";
const HAS_END = 'length';

export const FAULT_FORMS: Readonly<Record<FaultKind, FaultForm>> = {
  step: { example: 'step:FU1:temperature:P1D:0.5', size: OF_CHANNEL, needs: '' },
  offset: { example: 'offset:FU1:temperature:P1D:1:PT6H', size: OF_CHANNEL, needs: HAS_END },
  drift: { example: 'drift:FU1:temperature:P1D:0.5', size: `${OF_CHANNEL}/day`, needs: '' },
  excursion: { example: 'excursion:FU1:temperature:P1D:2:PT6H', size: OF_CHANNEL, needs: HAS_END },
  saturation: { example: 'saturation:FU1:temperature:P1D:3', size: '°C at the end', needs: '--loop held' },
  bias: { example: 'bias:FU1:temperature:P1D:0.3', size: OF_CHANNEL, needs: '' },
  stuck: { example: 'stuck:FU1:humidity:P1D:PT29H', size: 'none', needs: HAS_END },
  variance: { example: 'variance:FU1:temperature:P1D:4', size: 'factor on the noise', needs: '' },
  spike: { example: 'spike:FU1:temperature:P1D:5', size: OF_CHANNEL, needs: '' },
  gap: { example: 'gap:FU1:*:P1D:PT40M', size: 'none', needs: HAS_END },
  clock: { example: 'clock:FU1:*:P1D:20', size: 'seconds', needs: '' },
  'heater-loss': {
    ...{ example: 'heater-loss:FU1:heater:P1D:0.1', size: 'power share per day' },
    needs: '--loop pi/thermostat',
  },
  detached: {
    ...{ example: 'detached:FU1:temperature:P1D:0.4', size: 'share of warmth to 1' },
    needs: '',
  },
  'fan-stop': {
    ...{ example: 'fan-stop:FU1:temperature:P1D:0.5', size: '°C between sensors' },
    needs: '',
  },
  'power-cycle': { example: 'power-cycle:FU1:*:P1D:PT2H', size: 'none', needs: HAS_END },
  'pump-stall': { example: 'pump-stall:FU1:*:P1D:P2D', size: 'none', needs: HAS_END },
  'centrifuge-stop': {
    ...{ example: 'centrifuge-stop:CU1:*:P1D:PT6H', size: 'none' },
    needs: '--centrifuge, length',
  },
};

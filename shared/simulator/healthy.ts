import { MICROS_PER_DAY, MICROS_PER_SECOND, type Seconds } from '../domain/time.ts';
import { type Random, randomStream } from './random.ts';

/** How a healthy channel behaves. Standard deviations and amplitudes are in the channel's own unit. */
export interface ChannelModel {
  readonly id: string;
  readonly setpoint: number;
  /** Decimals of the recorded value; the resolution is 10^-scale. */
  readonly scale: number;
  /** The cabin or room around the unit: slow, autoregressive with a time constant of 1,000 minutes. */
  readonly cabinSd: number;
  /** The unit's own wandering: autoregressive with a time constant of 20 minutes. */
  readonly ownSd: number;
  readonly whiteSd: number;
  /** Sine of the orbit's 5,540 s, on the flight unit only. */
  readonly orbitAmplitude: number;
  /** Sine of the day, on the ground unit only. */
  readonly diurnalAmplitude: number;
}

export type Side = 'flight' | 'ground';

/** AR(1) coefficients at one sample a minute; other periods take the power that keeps the time constant. */
const CABIN_PHI_PER_MINUTE = 0.999;
const OWN_PHI_PER_MINUTE = 0.95;
const ORBIT_SECONDS = 5_540;

/**
 * What a healthy sensor would read at `times` (µs, `period` seconds apart), before it is rounded to its resolution.
 * Every unit has a cabin of its own: a delayed ground twin never shares its weather with the flight unit.
 */
export function healthyValues(
  times: Float64Array,
  period: Seconds,
  unit: { readonly id: string; readonly side: Side },
  channel: ChannelModel,
  seed: number,
): Float64Array {
  const stream = (part: string) => randomStream(seed, `${unit.id} ${channel.id} ${part}`);
  const minutes = period / 60;
  const cabin = autoregressive(CABIN_PHI_PER_MINUTE ** minutes, channel.cabinSd, stream('cabin'));
  const own = autoregressive(OWN_PHI_PER_MINUTE ** minutes, channel.ownSd, stream('own'));
  const white = stream('white');
  const cycle = unit.side === 'flight' ? ORBIT_SECONDS * MICROS_PER_SECOND : MICROS_PER_DAY;
  const amplitude = unit.side === 'flight' ? channel.orbitAmplitude : channel.diurnalAmplitude;
  return times.map((at) => {
    const periodic = amplitude * Math.sin((2 * Math.PI * (at % cycle)) / cycle);
    return channel.setpoint + cabin() + own() + channel.whiteSd * white.normal() + periodic;
  });
}

/** AR(1) of the stationary standard deviation `sd`: x(i) = phi x(i-1) + e(i), stationary from its first value on. */
function autoregressive(phi: number, sd: number, random: Random): () => number {
  const innovation = sd * Math.sqrt(1 - phi * phi);
  let value: number | null = null;
  return () => {
    value = value === null ? sd * random.normal() : phi * value + innovation * random.normal();
    return value;
  };
}

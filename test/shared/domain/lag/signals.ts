/** Seeded signals that twins may share, and what their sensors make of them. */
import type { Series } from '../../../../shared/domain/telemetry/series.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { seriesOf } from '../twins/series-of.ts';

export type Signal = (sample: number) => number;

/** Autoregressive around 37, of that stationary sd. */
export function wander(length: number, phi: number, sd: number, seed = 4): Signal {
  const stream = randomStream(seed, 'wander');
  const values = [sd * stream.normal()];
  for (let i = 1; i < length; i++)
    values.push(phi * values[i - 1]! + Math.sqrt(1 - phi * phi) * sd * stream.normal());
  return (sample) => 37 + values[sample]!;
}

export interface Reading {
  readonly length?: number;
  readonly periodSeconds?: number;
  /** Noise of the sensor. */
  readonly own: number;
  readonly seed: number;
  /** How late each sample is stamped, seconds. */
  readonly late?: (sample: number) => number;
}

/** A signal as one sensor reads it, to two decimals. */
export function read(signal: Signal, reading: Reading): Series {
  const { length = 4320, periodSeconds = 60, own, seed, late = () => 0 } = reading;
  const noise = randomStream(seed, 'own');
  return seriesOf(
    Array.from({ length }, (_, i) => {
      const value = Number((signal(i) + own * noise.normal()).toFixed(2));
      return [(i * periodSeconds + late(i)) * 1e6, value] as const;
    }),
  );
}

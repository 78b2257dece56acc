import type { Seconds } from '../domain/time.ts';
import type { Random } from './random.ts';

/**
 * A first-order autoregression sampled every `period`: x(i) = phi x(i-1) + e(i), phi = exp(-period / timeConstant),
 * of the stationary standard deviation `sd` from its first value on.
 */
export function autoregression(
  sd: number,
  timeConstant: Seconds,
  period: Seconds,
  random: Random,
): () => number {
  const phi = Math.exp(-period / timeConstant);
  const innovation = sd * Math.sqrt(1 - phi * phi);
  let value: number | null = null;
  return () => {
    value = value === null ? sd * random.normal() : phi * value + innovation * random.normal();
    return value;
  };
}

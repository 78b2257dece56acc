/** Choices of a seeded stream. */
import type { Random } from '../../../shared/simulator/random.ts';

/** True once in so many times. */
export const oneIn = ({ uniform }: Random, times: number): boolean => uniform() * times < 1;

export const below = ({ uniform }: Random, n: number): number => Math.floor(uniform() * n);

export function oneOf<T>(random: Random, choices: readonly T[]): T {
  const choice = choices[below(random, choices.length)];
  if (choice === undefined) throw new RangeError('expected choices, got none');
  return choice;
}

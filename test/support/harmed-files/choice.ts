import type { Random } from '../../../shared/simulator/random.ts';

/** A whole number from `least` to `most`. */
export function whole(random: Random, least: number, most: number): number {
  return least + Math.floor(random.uniform() * (most - least + 1));
}

export function oneOf<T>(random: Random, of: readonly T[]): T {
  return of[whole(random, 0, of.length - 1)]!;
}

export function isBy(random: Random, share: number): boolean {
  return random.uniform() < share;
}

export function shuffled<T>(random: Random, of: readonly T[]): T[] {
  return of
    .map((one) => ({ one, at: random.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

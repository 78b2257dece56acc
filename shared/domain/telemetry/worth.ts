/** How many samples have a value that could be right, and how many have none. */
import * as z from 'zod';
import { acquisitionStatusOf, qualityOf } from './flags.ts';

export const worthSchema = z.object({
  /** GOOD or UNCERTAIN. */
  valid: z.number(),
  /** Declared missing codes: received without a value. */
  invalid: z.number(),
  /** Outside of the valid range. */
  bad: z.number(),
});
export type Worth = z.infer<typeof worthSchema>;

/** Of so many samples; one flag byte for all of them, or one each. */
export function worthOf(flags: number | Uint8Array, count: number): Worth {
  if (typeof flags === 'number') return { valid: 0, invalid: 0, bad: 0, [WORTH[flags]!]: count };
  const worth = { valid: 0, invalid: 0, bad: 0 };
  for (let i = 0; i < count; i++) worth[WORTH[flags[i]!]!] += 1;
  return worth;
}

export function addWorth(a: Worth, b: Worth): Worth {
  return { valid: a.valid + b.valid, invalid: a.invalid + b.invalid, bad: a.bad + b.bad };
}

/** For each of the 256 flag bytes, so that a sample costs one look-up. */
const WORTH = Array.from({ length: 256 }, (_, flags): keyof Worth => {
  if (acquisitionStatusOf(flags) !== 'ACQUIRED') return 'invalid';
  return qualityOf(flags) === 'BAD' ? 'bad' : 'valid';
});

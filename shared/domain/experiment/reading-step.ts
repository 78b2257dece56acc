import type { Storage } from '../telemetry/frame.ts';

/** What counts or switches jumps by nature. */
const JUMPS = /(?:^|[^a-z])(?:flag|counter)s?(?:$|[^a-z])/i;

export function jumpsByNature({ quantity }: { readonly quantity?: string | undefined }): boolean {
  return quantity !== undefined && JUMPS.test(quantity);
}

export const WHY_NOT_JUMPS = 'a flag or counter jumps by nature';

/** What a controller gives out, by its name. */
const DRIVES =
  /(?:^|[^a-z])(?:duty|pwm|(?:heat(?:er|ing)|cool(?:er|ing)|peltier)\W+(?:current|power|drive|output))(?:$|[^a-z])/i;

/**
 * Whether a controller drives it: a proportional one moves it by its gain with every step of the reading that it holds,
 * a switching one between its two levels. Where the rarer level comes seldom enough, fifteen samples hold none of it, and
 * no longer window would either: the median absolute deviation of two levels is that of the usual one.
 */
export function isDriven({
  quantity,
  loop,
}: {
  readonly quantity?: string | undefined;
  readonly loop?: unknown;
}): boolean {
  return loop !== undefined || (quantity !== undefined && DRIVES.test(quantity));
}

export const WHY_NOT_DRIVEN = 'a controller drives it, so it jumps whenever the controlled reading changes';

/** How finely a channel is read, in its unit; null where nobody says. */
export function stepOf({
  resolution,
  storage,
}: {
  readonly resolution?: number | undefined;
  readonly storage: Storage;
}): number | null {
  if (resolution !== undefined) return resolution;
  return storage.kind === 'decimal' ? 10 ** -storage.scale : null;
}

import { qualityOf, withQuality } from './flags.ts';
import type { Selection } from './selection.ts';

/** GOOD samples in these intervals (half-open) are UNCERTAIN: their sensor is known to have stood still. */
export function doubted<S extends Selection>(
  samples: S,
  during: readonly { readonly from: number; readonly to: number }[],
): S {
  if (during.length === 0) return samples;
  const { times } = samples;
  const isDoubted = (at: number) => during.some(({ from, to }) => at >= from && at < to);
  const flags = samples.flags.map((byte, i) =>
    qualityOf(byte) === 'GOOD' && isDoubted(times[i]!) ? withQuality(byte, 'UNCERTAIN') : byte,
  );
  return { ...samples, flags };
}

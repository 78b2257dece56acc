/** How far the samples of a series get: what they can be looked at for. See `selection.ts`. */
import * as z from 'zod';
import { isUnconverted } from './flags.ts';
import type { Selection } from './selection.ts';

/**
 * Each includes those before it: a source brings the series, and the others of its unit or its twins tell when it should
 * have come; something arrived; with a value, in whatever unit; in one that can be answered; from a sensor; and it could be
 * right.
 */
export const REACHES = ['AWAITED', 'RECEIVED', 'UNCONVERTED', 'ACQUIRED', 'SENSED', 'JUDGED'] as const;
export const reachSchema = z.enum(REACHES);
export type Reach = z.infer<typeof reachSchema>;

/** The farthest that any sample gets of a series of which something was received. */
export function reachOf(samples: {
  readonly received: Pick<Selection, 'flags'>;
  readonly acquired: Selection;
  readonly sensed: Selection;
  readonly judged: Selection;
}): Reach {
  if (samples.judged.times.length > 0) return 'JUDGED';
  if (samples.sensed.times.length > 0) return 'SENSED';
  if (samples.acquired.times.length > 0) return 'ACQUIRED';
  return samples.received.flags.some(isUnconverted) ? 'UNCONVERTED' : 'RECEIVED';
}

export function isWithin(needed: Reach, reach: Reach): boolean {
  return REACHES.indexOf(needed) <= REACHES.indexOf(reach);
}

export function fartherOf(a: Reach, b: Reach): Reach {
  return isWithin(a, b) ? b : a;
}

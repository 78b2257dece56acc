/**
 * What one bucket knows of a threshold: stretches of readings on one side of it, none across a gap. Those that are too
 * short to be a step are left out, but for the first and the last, which may go on in the buckets beside.
 */
import * as z from 'zod';
import { GAP_STEPS } from '../../telemetry/completeness.ts';
import { microsOf } from '../../telemetry/rule.ts';
import type { Micros } from '../../time.ts';
import { farther, isBeyond, type Level } from './level.ts';

export const pieceSchema = z.object({
  isBeyond: z.boolean(),
  /** The first and the last reading. */
  from: z.number(),
  to: z.number(),
  /** The reading farthest to the side of the threshold. */
  farthest: z.number(),
  /** The last reading on the other side before it; null where the bucket holds none. */
  other: z.number().nullable(),
});
export type Piece = z.infer<typeof pieceSchema>;

type Readings = { readonly times: Float64Array; readonly values: Float64Array };

/** In order of time; none where there are no readings. */
export function piecesOf(readings: Readings, level: Level, period: Micros): Piece[] {
  const kept: Piece[] = [];
  let newest: Piece | null = null;
  for (const piece of allPieces(readings, level, period)) {
    if (newest !== null && (kept.length === 0 || lastsFor(newest, level.forSeconds, period)))
      kept.push(newest);
    newest = piece;
  }
  return newest === null ? kept : [...kept, newest];
}

function* allPieces({ times, values }: Readings, level: Level, period: Micros): Generator<Piece> {
  const last: { beyond: Micros | null; within: Micros | null } = { beyond: null, within: null };
  for (let i = 0, next = 0; i < times.length; i = next) {
    const side = isBeyond(level, values[i]!);
    let extreme = values[i]!;
    next = i + 1;
    while (
      next < times.length &&
      isBeyond(level, values[next]!) === side &&
      goesOn(times[next - 1]!, times[next]!, period)
    ) {
      extreme = farther(level, extreme, values[next]!);
      next += 1;
    }
    const to = times[next - 1]!;
    yield { isBeyond: side, from: times[i]!, to, farthest: extreme, other: side ? last.within : last.beyond };
    if (side) last.beyond = to;
    else last.within = to;
  }
}

/** Whether a stretch goes on from one reading to the next. */
export function goesOn(last: Micros, first: Micros, period: Micros): boolean {
  return first - last <= GAP_STEPS * period;
}

/** Each reading stands for one period. */
export function lastsFor({ from, to }: Piece, seconds: number, period: Micros): boolean {
  return to - from + period >= microsOf(seconds);
}

/** Whether anything of a unit came while one of its series had no valid reading. */
import * as z from 'zod';
import type { Micros } from '../../time.ts';

/** A stretch in which samples of a series came, with a value or without: the first and the last, without a longer pause. */
export const pieceSchema = z.object({ from: z.number(), to: z.number() });
export type Piece = z.infer<typeof pieceSchema>;

/** How long the pieces, in order of time, are within (from, to). */
export function lengthWithin(pieces: readonly Piece[], from: Micros, to: Micros): number {
  let length = 0;
  for (let i = pieces.length - 1; i >= 0; i--) {
    const piece = pieces[i]!;
    if (piece.to <= from) break;
    length += Math.max(0, Math.min(piece.to, to) - Math.max(piece.from, from));
  }
  return length;
}

/** Where the first piece that lasts so long within (from, to) begins there; null where none does. */
export function beginningWithin(
  pieces: readonly Piece[],
  from: Micros,
  to: Micros,
  atLeast: number,
): Micros | null {
  for (const piece of pieces) {
    const begin = Math.max(piece.from, from);
    if (Math.min(piece.to, to) - begin >= atLeast) return begin;
  }
  return null;
}

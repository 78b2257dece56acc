import type { Seconds } from '../time.ts';
import type { LagCells } from './cells.ts';
import { narrowed } from './near.ts';
import type { ChannelAnswer } from './pair-lag.ts';
import type { LagAt } from './thirds.ts';
import { isVote } from './vote.ts';

/** A stretch of both series in cells of a period, the ground moved by what is known of the lag. */
export interface Stretch {
  readonly cells: LagCells;
  /** What the ground was moved by. */
  readonly movedSeconds: Seconds;
  readonly from: number;
  readonly to: number;
}

/** The answer of a channel that was asked in long cells, made as sure as stretches of its own samples make it. */
export function sharpened(answer: ChannelAnswer, stretches: readonly Stretch[]): ChannelAnswer {
  const { found } = answer;
  if (!isVote(found)) return answer;
  const thirds = stretches.flatMap((stretch): LagAt[] => {
    const { cells, movedSeconds, from, to } = stretch;
    const reach = Math.ceil(found.uncertaintySeconds / cells.stepSeconds) + 2;
    const near = narrowed(cells, { from: -reach, to: reach });
    if (near === null) return [];
    const lagSeconds = Math.round(movedSeconds + near.lag * cells.stepSeconds);
    return [{ from, to, lagSeconds, uncertaintySeconds: Math.max(1, near.halfWidth) * cells.stepSeconds }];
  });
  const middle = thirds.toSorted((a, b) => a.lagSeconds - b.lagSeconds)[thirds.length >> 1];
  if (middle === undefined || !tellOneStory(thirds)) return answer;
  const stepSeconds = stretches[0]!.cells.stepSeconds;
  const { lagSeconds, uncertaintySeconds } = middle;
  return { ...answer, found: { ...found, lagSeconds, uncertaintySeconds }, thirds, stepSeconds };
}

/**
 * Whether stretches say the same lag, or one that grows evenly. Among thousands of lags noise alone finds one now and
 * then, but not the same one twice: a single stretch makes nothing more sure.
 */
function tellOneStory(thirds: readonly LagAt[]): boolean {
  const [first, second, third] = thirds;
  if (first === undefined || second === undefined) return false;
  const isWithin = (apart: Seconds, of: readonly LagAt[]) =>
    Math.abs(apart) <= of.reduce((sum, { uncertaintySeconds }) => sum + uncertaintySeconds, 0);
  if (third === undefined) return isWithin(second.lagSeconds - first.lagSeconds, thirds);
  return isWithin(second.lagSeconds - (first.lagSeconds + third.lagSeconds) / 2, thirds);
}

/** What data say of an alarm, instant by instant. */
import type { Micros } from '../time.ts';
import type { Episode } from './episode.ts';

export interface Moment {
  readonly at: Micros;
  readonly on: 'TRIGGERED' | 'WORSENED' | 'RETURNED' | 'LATCHED';
  readonly episode: Episode;
}

/** In order of time. Where episodes overlap, the condition returns once, with the last of them. */
export function momentsOf(episodes: readonly Episode[]): Moment[] {
  const moments: Moment[] = [];
  let end = Number.NEGATIVE_INFINITY;
  episodes.forEach((episode, i) => {
    const { from, worstFrom, returned, lastBeyond } = episode;
    moments.push({ at: from, on: 'TRIGGERED', episode });
    if (worstFrom > from) moments.push({ at: worstFrom, on: 'WORSENED', episode });
    end = Math.max(end, returned ?? Number.POSITIVE_INFINITY);
    const isLast = end <= (episodes[i + 1]?.from ?? Number.POSITIVE_INFINITY);
    if (isLast && Number.isFinite(end))
      moments.push({ at: end, on: lastBeyond === null ? 'RETURNED' : 'LATCHED', episode });
  });
  return moments.sort((a, b) => a.at - b.at);
}

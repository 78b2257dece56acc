/** What several series of a unit lack at the same time, as one: a power loss is one gap, whatever the periods are. */
import type { Micros } from '../time.ts';

/** A stretch that one series lacks, judged by its step in µs. */
export interface OwnStretch {
  readonly series: string;
  readonly from: Micros;
  readonly to: Micros;
  readonly step: number;
}

export interface SharedStretch {
  /** In the order they came in. */
  readonly channels: readonly string[];
}

/** Clocks and sampling are not quite even. */
export const SLACK_STEPS = 1.5;

/**
 * Stretches whose ends differ by one step of the slower series at most, joined: from the first end to the last one, and
 * all else of the one with the shortest step. Each gap is longer than three steps, so no series comes in twice.
 * In order of time.
 */
export function sharedStretches<S extends OwnStretch>(
  stretches: readonly S[],
): (Omit<S, 'series'> & SharedStretch & { readonly members: readonly S[] })[] {
  const groups: S[][] = [];
  const widest = stretches.reduce((most, { step }) => Math.max(most, step), 0) * SLACK_STEPS;
  let oldest = 0;
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from)) {
    while (oldest < groups.length && stretch.from - groups[oldest]![0]!.from > 2 * widest) oldest += 1;
    const alike = groups.slice(oldest).find((group) => group.some((one) => isSame(one, stretch)));
    if (alike === undefined) groups.push([stretch]);
    else alike.push(stretch);
  }
  const rank = new Map(stretches.map(({ series }, i) => [series, i]));
  return groups.map((group) => joinedGroup(group, rank)).sort((a, b) => a.from - b.from);
}

function isSame(a: OwnStretch, b: OwnStretch): boolean {
  const slack = SLACK_STEPS * Math.max(a.step, b.step);
  // Two that never end have no distance.
  const isSameEnd = a.to === b.to || Math.abs(a.to - b.to) <= slack;
  return a.series !== b.series && Math.abs(a.from - b.from) <= slack && isSameEnd;
}

function joinedGroup<S extends OwnStretch>(group: readonly S[], rank: ReadonlyMap<string, number>) {
  const finest = group.reduce((best, one) => (one.step < best.step ? one : best));
  const { series: _series, ...rest } = finest;
  const channels = group.map(({ series }) => series).sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  return {
    ...rest,
    channels,
    members: group,
    from: Math.min(...group.map(({ from }) => from)),
    to: Math.max(...group.map(({ to }) => to)),
  };
}

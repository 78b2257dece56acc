/** The paired samples of one series of a pair of twins, ascending by flight time, and what found no partner. */
export interface ChannelPairs {
  readonly series: string;
  readonly flightTimes: Float64Array;
  /** On the ground unit's own axis. */
  readonly groundTimes: Float64Array;
  readonly flight: Float64Array;
  readonly ground: Float64Array;
  readonly flightFlags: Uint8Array;
  readonly groundFlags: Uint8Array;
  /** Samples without a partner. */
  readonly unpaired: OnEitherSide;
  /** Samples that lost a conflict: they are kept, and in no pair. */
  readonly conflicts: { readonly flight: number; readonly ground: number };
}

/** How many samples of either side, by reason. */
export interface OnEitherSide {
  readonly flight: Counts;
  readonly ground: Counts;
}

export type Counts = Readonly<Record<string, number>>;

export function summed(counts: readonly Counts[]): Counts {
  const sums: Record<string, number> = {};
  for (const [reason, count] of counts.flatMap(Object.entries<number>))
    sums[reason] = (sums[reason] ?? 0) + count;
  return sums;
}

export function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** What of a channel is in no pair. */
export type LeftOver = Pick<ChannelPairs, 'unpaired' | 'conflicts'>;

export const NOTHING_LEFT: LeftOver = {
  unpaired: { flight: {}, ground: {} },
  conflicts: { flight: 0, ground: 0 },
};

/** Of two stretches of time. */
export function addLeftOver(a: LeftOver, b: LeftOver): LeftOver {
  return {
    unpaired: {
      flight: summed([a.unpaired.flight, b.unpaired.flight]),
      ground: summed([a.unpaired.ground, b.unpaired.ground]),
    },
    conflicts: {
      flight: a.conflicts.flight + b.conflicts.flight,
      ground: a.conflicts.ground + b.conflicts.ground,
    },
  };
}

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
  readonly unpaired: Unpaired;
}

/** Samples without a partner; the reasons count both sides. */
export interface Unpaired {
  readonly flight: number;
  readonly ground: number;
  readonly reasons: Readonly<Record<string, number>>;
}

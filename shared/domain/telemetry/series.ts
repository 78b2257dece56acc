/**
 * One series after its segments were merged: strictly ascending times, one winning sample a key.
 * `losing` holds what lost a conflict (same key, other content); it is kept, listed and hashed, never averaged.
 */
export interface Series {
  /** The channel's id, or `channel@sensor`. */
  readonly series: string;
  /** µs since the epoch, strictly ascending. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly flags: Uint8Array;
  readonly losing: Losing;
}

/** Samples that lost a conflict, ascending by time, then value, then flags. */
export interface Losing {
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly flags: Uint8Array;
}

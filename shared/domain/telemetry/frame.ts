/**
 * A frame: the samples of one unit whose series share one time vector.
 *
 * Times are microseconds since 1970-01-01T00:00:00Z, whole numbers held in doubles (exact until the year 2255).
 * A reading is never NaN (the formats refuse NaN and infinities), so NaN marks a cell that holds no sample.
 * 0 is a reading.
 */
export interface Frame {
  /** µs since the epoch, strictly ascending once a frame is stored. */
  readonly times: Float64Array;
  readonly columns: readonly Column[];
}

/** One series of a frame. `values[i]` belongs to `times[i]`. */
export interface Column {
  /** The channel's id, or `channel@sensor` for a redundant (not primary) sensor. */
  readonly series: string;
  readonly storage: Storage;
  readonly values: Float64Array;
  /** One flag byte for all samples, or one a sample (see `flags.ts`). 0 is GOOD, ACQUIRED, MEASURED. */
  readonly flags: number | Uint8Array;
  /** Set by who knows that every cell holds a sample: nobody has to look again. */
  readonly isFull?: boolean;
}

/** How a series is kept: a fixed number of decimals as scaled integers, or IEEE 754 of either width. */
export type Storage =
  | { readonly kind: 'decimal'; readonly scale: number }
  | { readonly kind: 'float32' }
  | { readonly kind: 'float64' };

/** Series of a channel as measured by a sensor; the primary sensor's series carries the channel's own name. */
export function seriesOf(channel: string, redundantSensor: string | null): string {
  return redundantSensor === null ? channel : `${channel}@${redundantSensor}`;
}

/** The channel that a series measures: `temperature@T2` measures `temperature`. */
export function channelOf(series: string): string {
  const at = series.indexOf('@');
  return at < 0 ? series : series.slice(0, at);
}

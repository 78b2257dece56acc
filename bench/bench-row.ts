/** What a file of `bench/rows/` exports: one thing measured, ours beside its peers. */
export interface BenchRow {
  /** Name printed, e.g. `csv-long`; also the name of its file. */
  readonly row: string;
  /** `M samples/s`, `ms`, `B/sample`, `x`, `$/M samples` … */
  readonly unit: string;
  readonly better: 'more' | 'less';
  /** `ratio` is how many times better than each peer; `value` bounds what ours comes to; `rssMb` its peak memory. */
  readonly goal: { readonly ratio?: number; readonly value?: number; readonly rssMb?: number };
  /** Run once and without a warm-up, as a function that is called now and then: what is counted hardly varies. */
  readonly isOnce?: true;
  /** Takes minutes and gigabytes of disk: it runs where it is named, or with `--long`. */
  readonly isLong?: true;
  /** Ours runs bundled, as functions do: what goes on in memory is then theirs. */
  readonly isBundled?: true;
  /** Where a side is not what runs deployed, or the machine matters: what was measured, in a sentence. */
  readonly note?: string;
  /** Writes the seeded input into the directory once (skips what is there); outside of what is measured. */
  prepare(directory: string): Promise<void>;
  /** Removes an input that is too large to be kept between runs; called however the run ended. */
  clear?(directory: string): Promise<void>;
  /** Each runs in a process of its own. A peer that is not installed throws `NotInstalled`. */
  readonly sides: {
    readonly ours: () => Promise<BenchSide>;
    readonly [peer: string]: () => Promise<BenchSide>;
  };
}

export interface BenchSide {
  /**
   * Does the work once. Resolves to the millions of things done, which the runner divides by the time, or to a value
   * where the row measures something else. `check` must come out equal on all sides of a row.
   */
  run(directory: string): Promise<Measured>;
}

export type Measured = number | Valued | Checked;

/** What the side measured itself. */
export interface Valued {
  readonly value: number;
  readonly check?: number;
}

/**
 * Millions of things done, and a number that every side of the row must agree on (a count, a sum): it is asked for once
 * the clock has stopped, so that a getter may count.
 */
export interface Checked {
  readonly millions: number;
  readonly check: number;
}

/** A peer that is not installed: the row is printed without it, and misses a goal that is a ratio. */
export class NotInstalled extends Error {
  /** `install` is the command that brings the peer. */
  constructor(peer: string, install: string, options?: ErrorOptions) {
    super(`${peer} is not installed: run \`${install}\``, options);
    this.name = 'NotInstalled';
  }
}

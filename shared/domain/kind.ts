import type { ZodType } from 'zod';

/** Where an item stands: a partition (one an experiment, and one that lists the experiments) and a sort key. */
export interface Key {
  readonly partition: string;
  readonly sort: string;
}

/** A kind of item in the catalogue. */
export interface Kind<T> {
  readonly name: string;
  /** Everything read back passes it: what the table holds is parsed, not trusted. */
  readonly schema: ZodType<T>;
  /** True while work is owed on the item; the catalogue keeps such items in the due index. */
  readonly isDue: (item: T) => boolean;
  /**
   * What is kept of the item beside the raw files, so that the table can be made again; null where nothing need be.
   * Absent of kinds that are computed from others.
   */
  kept?(item: T): T | null;
  /** Members that may be too long for an item of the table: the catalogue keeps them in an object where they are. */
  readonly long?: readonly string[];
}

/** The first word of a sort key: what kind of item stands there. */
export const kindOf = ({ sort }: Key): string => sort.split('#', 1)[0] ?? '';

/** Sort keys are words joined by `#`; no word may contain it (identifiers are checked by the definition). */
export function sortKey(...words: readonly string[]): string {
  return words.join('#');
}

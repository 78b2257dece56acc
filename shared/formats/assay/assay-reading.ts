/** What the definition says of an assay that changes how its files are read. */

/** Which strand of the fragment the first read is of. */
export type Strandedness = 'forward' | 'reverse' | 'unstranded';

export interface AssayReading {
  readonly kind: 'counts' | 'log-intensity';
  /** Of files that hold a column per strand; null where nobody said it. */
  readonly strandedness: Strandedness | null;
}

/** One reason of a verdict on the environment, and what was found beside the differences. */
import type { Micros } from '../time.ts';

export interface EnvironmentReason {
  readonly code:
    | 'mean-beyond-margin'
    | 'blocks-beyond-margin'
    | 'excursion'
    | 'dose'
    | 'limit-on-one-twin'
    | 'limit-not-compared'
    | `${string}-open`
    | 'low-coverage'
    | 'margin-below-accuracy'
    | 'alignment-disputed'
    | 'stood-beyond-margin'
    | 'stuck-samples'
    | 'no-margin'
    | 'phase-not-clean'
    | 'not-one-g'
    | 'one-g-unknown'
    | 'counts-as-one-g';
  readonly sentence: string;
  /** The numbers that decided; instants in µs since the epoch. */
  readonly evidence: Readonly<Record<string, string | number | null>>;
}

export interface EnvironmentFinding {
  readonly kind: string;
  readonly from: Micros;
  /** Null while it lasts. */
  readonly to: Micros | null;
}

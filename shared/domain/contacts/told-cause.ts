/** A gap, and the causes that it may have. */
import type { OpenEnd } from '../telemetry/completeness.ts';
import type { Micros, Seconds } from '../time.ts';

export const GAP_CAUSES = [
  'LOS',
  'NOT_DOWNLINKED',
  'LOST',
  'RESET',
  'WITHDRAWN',
  'QUARANTINED',
  'UNKNOWN',
] as const;
export type GapCause = (typeof GAP_CAUSES)[number];

/** The data are on the ground, so that no contact has to bring them. */
export function isHere(cause: GapCause): boolean {
  return cause === 'WITHDRAWN' || cause === 'QUARANTINED';
}

export interface UnitGap {
  readonly unit: string;
  readonly channels: readonly string[];
  /** The last sample before and the first after. */
  readonly from: Micros;
  readonly to: Micros;
  /** Missing samples of each of the channels. */
  readonly samples: number;
  readonly periodSeconds: Seconds;
  /** Where it lies at an end of the data, or is all that was expected. */
  readonly open?: OpenEnd | undefined;
}

export interface ToldCause {
  readonly cause: GapCause;
  /** One sentence without its full stop. */
  readonly reason: string;
  /** Of WITHDRAWN alone: the downlinks that hold it. */
  readonly downlinks?: readonly string[];
}

/** A gap, and the causes that it may have. */
import { GAP_STEPS, type OpenEnd } from '../telemetry/completeness.ts';
import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';

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

/**
 * What of the gaps is missing by now: where the first sample after one is stamped later than the clock stands, a clock is
 * wrong, and nobody can be asked for time that is still to come.
 */
export function missingBy(gaps: readonly UnitGap[], now: Micros): UnitGap[] {
  return gaps.flatMap((gap): UnitGap[] => {
    if (gap.to <= now) return [gap];
    const step = gap.periodSeconds * MICROS_PER_SECOND;
    const samples = Math.min(gap.samples, Math.floor((now - gap.from) / step));
    return now - gap.from > GAP_STEPS * step ? [{ ...gap, to: now, samples, open: gap.open ?? 'END' }] : [];
  });
}

/** The gap in parts, cut at those of the instants that leave three periods on either side. */
export function cutAt(gap: UnitGap, instants: readonly Micros[]): UnitGap[] {
  const least = GAP_STEPS * gap.periodSeconds * MICROS_PER_SECOND;
  const cuts = [gap.from];
  for (const at of instants.toSorted((a, b) => a - b))
    if (at - cuts.at(-1)! >= least && gap.to - at >= least) cuts.push(at);
  const shareOf = (from: Micros, to: Micros) => (to - from) / (gap.to - gap.from);
  return cuts.map((from, i) => {
    const to = cuts[i + 1] ?? gap.to;
    return { ...gap, from, to, samples: Math.round(gap.samples * shareOf(from, to)) };
  });
}

export interface ToldCause {
  readonly cause: GapCause;
  /** One sentence without its full stop. */
  readonly reason: string;
  /** Of WITHDRAWN alone: the downlinks that hold it. */
  readonly downlinks?: readonly string[];
}

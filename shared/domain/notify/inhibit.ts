/**
 * Stage 2: what is not told because its cause is. Never of a higher severity than the cause, and only while it lasts. A
 * cause that somebody has acknowledged or shelved is told no more: what began before it stands on its own from then on.
 */
import type { Severity } from '../anomaly/anomaly.ts';
import { isAtLeast } from '../anomaly/urgency.ts';
import type { Micros } from '../time.ts';
import { type GroupPlace, WHOLE_UNIT } from './group.ts';

/** Something that is wrong now, is told by itself, and explains what others show. */
export interface Cause {
  readonly alarm: string;
  readonly unit: string;
  /** A series of the unit, or all of it. */
  readonly part: string;
  readonly severity: Severity;
  readonly from: Micros;
  /** Whether nobody hears of it: it is acknowledged, or on a shelf. */
  readonly isInHand: boolean;
}

/** What may be kept back. */
export interface Kept {
  /** The highest in the group. */
  readonly severity: Severity;
  /** Its earliest onset. */
  readonly since: Micros;
}

/**
 * The cause that a group is inhibited by; null where it is told by itself. A unit that is silent, dead or frozen explains
 * each of its channels, and its pairs; a sensor that is stuck or dead explains the pair's difference in its channel.
 *
 * @param units those that the group's unit or pair is made of
 */
export function causeOf(
  { kind, part }: GroupPlace,
  units: readonly string[],
  { severity, since }: Kept,
  causes: readonly Cause[],
): Cause | null {
  const explains = (cause: Cause) => {
    if (!units.includes(cause.unit) || !isAtLeast(cause.severity, severity)) return false;
    if (cause.isInHand && since < cause.from) return false;
    if (cause.part === WHOLE_UNIT) return kind === 'pair' || part !== WHOLE_UNIT;
    return kind === 'pair' && cause.part === part;
  };
  return causes.find(explains) ?? null;
}

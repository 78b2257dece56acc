import { MICROS_PER_SECOND, type Micros, type Seconds } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { significantText } from '../words/figure.ts';
import { spanText } from '../words/span.ts';
import { isBeyond } from './beyond.ts';
import type { DifferenceRule, JudgedStretch } from './channel-facts.ts';
import { type Differences, secondsOf } from './differences.ts';

type EnvironmentVerdict = 'CLEAN' | 'CONFOUNDED' | 'UNKNOWN';

/** Whether flight and ground stood in the same environment, so that what else differs may be gravity. */
export interface Environment {
  readonly verdict: EnvironmentVerdict;
  readonly reasons: readonly EnvironmentReason[];
}

interface EnvironmentReason {
  readonly code:
    | 'mean-beyond-margin'
    | 'pairs-beyond-margin'
    | 'excursion'
    | `${string}-open`
    | 'low-coverage'
    | 'stuck-samples'
    | 'no-margin';
  readonly sentence: string;
  /** The numbers that decided; instants in µs since the epoch. */
  readonly evidence: Readonly<Record<string, string | number | null>>;
}

/** A channel of the pair; one without a margin is not judged. */
export interface EnvironmentChannel extends DifferenceRule {
  readonly channel: string;
  readonly ucum: string;
  /** Its pairs of the range, as far as they lie in the time judged. */
  readonly judged: JudgedStretch;
  /** What was found on the channel of this pair or of either unit, on the flight's axis. */
  readonly findings: readonly EnvironmentFinding[];
}

export interface EnvironmentFinding {
  readonly kind: string;
  readonly from: Micros;
  /** Null while it lasts. */
  readonly to: Micros | null;
}

const MOST_BEYOND = 0.01;
const LONGEST_EXCURSION: Seconds = 2 * 3600;
const LEAST_COVERAGE = 0.8;

/**
 * Judges the environment over all channels with a declared margin. CONFOUNDED where, on any of them, the mean
 * difference is beyond the margin, or over 1 % of the good pairs are, or one excursion lasts longer than 2 h, or an
 * OFFSET, SHIFT or DRIFT touches the time judged; else UNKNOWN where good pairs cover under 80 % of it, or where no
 * channel has a margin; else CLEAN. All reasons are given, those of UNKNOWN too where CONFOUNDED wins. That a sensor
 * stood still decides nothing by itself, since its samples are not judged; it is said because `summaryAll` counts them.
 *
 * @param judged bounded, disjoint, ascending intervals on the flight's axis: the range asked for, inside the armed
 * phases and not beyond what could have been measured.
 */
export function environmentOf(
  channels: readonly EnvironmentChannel[],
  judged: readonly Interval[],
): Environment {
  const confounds: EnvironmentReason[] = [];
  const unknowns: EnvironmentReason[] = [];
  for (const channel of channels) {
    const { differences } = channel.judged;
    if (channel.margin === null || differences === null) continue;
    confounds.push(...confoundsOf(channel, channel.margin, differences), ...findingsOf(channel, judged));
    unknowns.push(...coverageOf(channel, differences.n, judged));
  }
  if (channels.every(({ margin }) => margin === null)) {
    unknowns.push({
      code: 'no-margin',
      sentence: 'no channel declares a twin margin, so no difference can be called small: declare one',
      evidence: { channels: channels.length },
    });
  }
  const reasons = [...confounds, ...unknowns, ...channels.flatMap(stuckSamplesOf)];
  if (confounds.length > 0) return { verdict: 'CONFOUNDED', reasons };
  return { verdict: unknowns.length > 0 ? 'UNKNOWN' : 'CLEAN', reasons };
}

function confoundsOf(
  { channel, ucum }: EnvironmentChannel,
  margin: number,
  { n, mean, beyond, longest }: Differences,
): EnvironmentReason[] {
  const reasons: EnvironmentReason[] = [];
  if (mean !== null && isBeyond(mean, margin)) {
    reasons.push({
      code: 'mean-beyond-margin',
      sentence: `${channel}: flight minus ground is ${short(mean)} ${ucum} on average, beyond the margin of ${margin} ${ucum}`,
      evidence: { channel, mean, margin, pairs: n },
    });
  }
  if (beyond > MOST_BEYOND * n) {
    reasons.push({
      code: 'pairs-beyond-margin',
      sentence: `${channel}: ${short((100 * beyond) / n)} % of ${n} good pairs differ by more than the margin of ${margin} ${ucum}; 1 % is allowed`,
      evidence: { channel, beyond, pairs: n, margin },
    });
  }
  const seconds = longest === null ? 0 : secondsOf(longest);
  if (longest !== null && seconds > LONGEST_EXCURSION) {
    reasons.push({
      code: 'excursion',
      sentence: `${channel}: flight stayed ${longest.sign > 0 ? 'above' : 'below'} ground by more than ${margin} ${ucum} for ${spanText(seconds * MICROS_PER_SECOND)}; 2 h are allowed`,
      evidence: { channel, from: longest.from, seconds, worst: longest.worst, margin },
    });
  }
  return reasons;
}

function findingsOf(
  { channel, findings }: EnvironmentChannel,
  judged: readonly Interval[],
): EnvironmentReason[] {
  const touching = findings.filter(({ from, to }) =>
    judged.some((interval) => from < interval.to && (to === null || to > interval.from)),
  );
  return touching.map(({ kind, from, to }) => ({
    code: `${kind.toLowerCase()}-open`,
    sentence: `${channel}: ${kind} ${to === null ? 'is open' : 'was open'} in the time judged`,
    evidence: { channel, from, to },
  }));
}

function coverageOf(
  { channel, periodSeconds }: EnvironmentChannel,
  pairs: number,
  judged: readonly Interval[],
): EnvironmentReason[] {
  const seconds = judged.reduce((sum, { from, to }) => sum + (to - from) / MICROS_PER_SECOND, 0);
  const expected = Math.round(seconds / periodSeconds);
  if (expected > 0 && pairs >= LEAST_COVERAGE * expected) return [];
  const share = expected > 0 ? ` (${short((100 * pairs) / expected)} %)` : '';
  return [
    {
      code: 'low-coverage',
      sentence: `${channel}: ${pairs} good pairs of ${expected} expected${share}; 80 % are needed to tell`,
      evidence: { channel, pairs, expected },
    },
  ];
}

/** Over all pairs of the range, not those judged alone: so does `summaryAll`. */
function stuckSamplesOf({ channel, judged }: EnvironmentChannel): EnvironmentReason[] {
  const { stuckPairs: stuck, pairs } = judged;
  if (stuck === 0) return [];
  return [
    {
      code: 'stuck-samples',
      sentence: `${channel}: ${stuck} of ${pairs} pairs hold a reading of a sensor that stood still; summary leaves them out, summaryAll counts them`,
      evidence: { channel, stuck, pairs },
    },
  ];
}

function short(value: number): string {
  return significantText(value, 4);
}

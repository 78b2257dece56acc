import type { OneGOfUnit } from '../g-level/one-g-of-unit.ts';
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import type { Interval } from '../timeline/interval.ts';
import { type Coverable, coverableText } from './coverable.ts';
import type { EnvironmentReason } from './environment-reason.ts';
import {
  accuracyOf,
  blockCoverageOf,
  confoundsOf,
  coverageOf,
  DISPUTED,
  type EnvironmentChannel,
  findingsOf,
  noMarginOf,
  stoodBeyond,
  stuckSamplesOf,
} from './environment-reasons.ts';
import { limitReasons } from './lone-limits.ts';
import { environmentBlocks } from './median-blocks.ts';
import { oneGReasons } from './one-g-reasons.ts';
import type { PairSides } from './pair-sides.ts';

export type EnvironmentVerdict = 'CLEAN' | 'CONFOUNDED' | 'UNKNOWN';

/** Whether flight and ground stood in the same environment, so that what else differs may be gravity. */
export interface Environment {
  readonly verdict: EnvironmentVerdict;
  readonly reasons: readonly EnvironmentReason[];
  /** Every channel that was judged, each with its own verdict, and over how much time. */
  readonly judged: readonly JudgedChannel[];
  /** Every other one, and why not: nothing is said of it. */
  readonly notJudged: readonly { readonly channel: string; readonly sentence: string }[];
}

export interface JudgedChannel {
  readonly channel: string;
  readonly verdict: EnvironmentVerdict;
  readonly margin: number;
  /** Of the time judged. */
  readonly seconds: Seconds;
  /** Good pairs of those that the period promises over the phase, or the range asked for. */
  readonly coverage: number;
  readonly blocks: number;
  readonly blockSeconds: Seconds;
}

export interface EnvironmentAsked {
  /** The channel whose delta this qualifies: it must be judged itself for a CLEAN. */
  readonly channel: string;
  readonly isDisputed: boolean;
  /** What coverage is counted over; the time judged lies in it, as far as something came. */
  readonly over: Coverable;
  /** Whether the units of an arm ONBOARD_1G were at 1 g. */
  readonly oneG: readonly OneGOfUnit[];
  /** What its units are called. */
  readonly sides: PairSides;
}

/**
 * Judges the environment over all channels, each over block medians (docs/design.md#environment). A channel is
 * CONFOUNDED where its mean difference is beyond the margin, over 1 % of its blocks are, one excursion lasts longer
 * than 2 h or has a greater dose than allowed, one twin had a LIMIT of WARNING or worse that the other had not, or an
 * OFFSET, SHIFT or DRIFT touches the time judged, or a unit of an arm ONBOARD_1G was not at 1 g; else UNKNOWN where good pairs cover under 80 % of it or the margin is
 * below what its sensors can tell, where nobody looked at the other twin during such a LIMIT, or where a sensor stood
 * still so far off that it would confound if it was true; else CLEAN. The whole is CONFOUNDED where one channel is; else
 * UNKNOWN where one is, where the channel asked for is not judged, or where the alignment is DISPUTED, or where nobody knows whether such a unit was at 1 g; else CLEAN. All
 * reasons are given. That a sensor stood still elsewhere decides nothing by itself, since its samples are not judged; it
 * is said because `summaryAll` counts them.
 *
 * @param judged bounded, disjoint, ascending intervals on the flight's axis: the range asked for, inside the armed
 * phases and not beyond what could have been measured.
 */
export function environmentOf(
  channels: readonly EnvironmentChannel[],
  judged: readonly Interval[],
  asked: EnvironmentAsked,
): Environment {
  const seconds = judged.reduce((sum, { from, to }) => sum + (to - from) / MICROS_PER_SECOND, 0);
  const each = channels.map((channel) =>
    judgedChannel(channel, { judged, seconds, over: asked.over, sides: asked.sides }),
  );
  const oneG = oneGReasons(asked.oneG);
  const confounds = [...each.flatMap((one) => one.confounds), ...oneG.confounds];
  const ofAsked = channels.find(({ channel }) => channel === asked.channel);
  const unknowns = [
    ...each.flatMap((one) => one.unknowns),
    ...(ofAsked === undefined || ofAsked.margin === null ? [noMarginOf(asked.channel)] : []),
    ...(asked.isDisputed ? [DISPUTED] : []),
    ...oneG.unknowns,
  ];
  return {
    verdict: verdictOf(confounds, unknowns),
    reasons: [...confounds, ...unknowns, ...oneG.told, ...channels.flatMap(stuckSamplesOf)],
    judged: each.flatMap(({ account }) => account ?? []),
    notJudged: each
      .filter(({ account }) => account === null)
      .map(({ channel }) => ({ channel, sentence: noMarginOf(channel).sentence })),
  };
}

function verdictOf(confounds: readonly unknown[], unknowns: readonly unknown[]): EnvironmentVerdict {
  if (confounds.length > 0) return 'CONFOUNDED';
  return unknowns.length > 0 ? 'UNKNOWN' : 'CLEAN';
}

interface OfChannel {
  readonly channel: string;
  readonly confounds: readonly EnvironmentReason[];
  readonly unknowns: readonly EnvironmentReason[];
  /** Null where it is not judged. */
  readonly account: JudgedChannel | null;
}

function judgedChannel(
  channel: EnvironmentChannel,
  {
    judged,
    seconds,
    over,
    sides,
  }: Pick<EnvironmentAsked, 'over' | 'sides'> & {
    readonly judged: readonly Interval[];
    readonly seconds: Seconds;
  },
): OfChannel {
  const { margin, periodSeconds } = channel;
  const { differences } = channel.judged;
  const name = channel.channel;
  const limits = limitReasons(name, periodSeconds, channel.limits, sides);
  if (margin === null || differences === null) return { channel: name, ...limits, account: null };
  const expected = Math.round(over.seconds / periodSeconds);
  const confounds = [
    ...confoundsOf(channel, margin, differences, sides),
    ...limits.confounds,
    ...findingsOf(channel, judged),
  ];
  const blockSeconds = environmentBlocks(periodSeconds).length / MICROS_PER_SECOND;
  const expectedBlocks = Math.floor(over.seconds / blockSeconds);
  const time = coverableText(seconds, over);
  const uncovered = coverageOf(channel, differences.n, expected, over.seconds > 0 ? time : null);
  const unjudged = blockCoverageOf(channel, differences.blocks, expectedBlocks, time);
  const unknowns = [
    ...limits.unknowns,
    ...(uncovered.length > 0 ? uncovered : unjudged),
    ...accuracyOf(channel, margin),
    ...(confounds.length === 0 ? stoodBeyond(channel, margin, sides) : []),
  ];
  const ofPairs = expected > 0 ? differences.n / expected : 0;
  const ofBlocks = expectedBlocks > 0 ? differences.blocks / expectedBlocks : 1;
  const account = {
    channel: name,
    verdict: verdictOf(confounds, unknowns),
    ...{ margin, seconds, coverage: Math.min(1, ofPairs, ofBlocks) },
    ...{ blocks: differences.blocks, blockSeconds },
  };
  return { channel: name, confounds, unknowns, account };
}

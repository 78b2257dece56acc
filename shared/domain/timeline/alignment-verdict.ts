/** Whether the alignment of a pair can be trusted, and why. */

import type { PairLag } from '../lag/pair-lag.ts';
import { lagText, silencesText } from '../lag/silence-text.ts';
import type { LagAt } from '../lag/thirds.ts';
import { MICROS_PER_SECOND, type Seconds } from '../time.ts';
import { exactSpanText } from '../words/span.ts';
import type { TimelineEvent } from './event.ts';

type AlignmentVerdict = 'AGREED' | 'AGREED_BY_EVENTS' | 'DISPUTED' | 'UNVERIFIED';

/** What is known of the clocks of a pair. */
export interface PairClocks {
  /** Name of the event that elapsed time counts from; null where none is declared. */
  readonly reference: string | null;
  readonly flightEvent: TimelineEvent | null;
  readonly groundEvent: TimelineEvent | null;
  /** Null where nobody planned one: an asynchronous control may follow at any time. */
  readonly plannedDelaySeconds: Seconds | null;
  /** Whether both units' time stamps come from one clock. */
  readonly sharedClock: boolean;
  /** What the data say, beyond the shift that is applied; null where they were not asked. */
  readonly data: PairLag | null;
  /** Differences up to this count as agreement: the period, or the pairing tolerance where that is longer. */
  readonly toleranceSeconds: Seconds;
  /** What else a reader should look at, in sentences. */
  readonly remarks?: readonly string[];
}

export interface Judgement {
  readonly verdict: AlignmentVerdict;
  readonly reasons: readonly string[];
}

/** A vote that is less sure than this could not tell a wrong time zone, so that nothing is agreed by it. */
const VAGUE: Seconds = 1800;

/** @param lagSeconds beyond the planned delay, as applied */
export function judgeAlignment(clocks: PairClocks, lagSeconds: Seconds): Judgement {
  const { verdict, reasons } = judge(clocks, lagSeconds);
  return { verdict, reasons: [...reasons, ...growthReasons(clocks), ...(clocks.remarks ?? [])] };
}

function judge(clocks: PairClocks, lagSeconds: Seconds): Judgement {
  const disputes = [eventDispute(clocks, lagSeconds), ...dataDisputes(clocks, lagSeconds)].filter(
    (dispute) => dispute !== null,
  );
  if (disputes.length > 0) return { verdict: 'DISPUTED', reasons: disputes };
  const declared = byDeclarations(clocks);
  const vote = dataVote(clocks, lagSeconds);
  if (vote !== null) {
    const missing = clocks.flightEvent === null && clocks.groundEvent === null ? [declared.reason] : [];
    return { verdict: 'AGREED', reasons: [vote, ...missing] };
  }
  return { verdict: declared.verdict, reasons: [declared.reason, ...whyDataAreSilent(clocks, lagSeconds)] };
}

/** What events, plan and clocks say where the data say nothing. */
function byDeclarations(clocks: PairClocks): { verdict: AlignmentVerdict; reason: string } {
  const { reference, flightEvent, groundEvent, sharedClock, plannedDelaySeconds: planned } = clocks;
  if (flightEvent === null && groundEvent === null) {
    return { verdict: 'UNVERIFIED', reason: byClockReason(reference, planned ?? 0) };
  }
  if (flightEvent !== null && groundEvent !== null) {
    const reason =
      planned === null
        ? `no delay was planned: the units are aligned by their events "${reference}", which lie ${exactSpanText(Math.abs(groundEvent.at - flightEvent.at))} apart`
        : `the events "${reference}" of both units fit the planned delay of ${secondsText(planned)}`;
    return { verdict: 'AGREED_BY_EVENTS', reason };
  }
  if (sharedClock && planned === 0) {
    return { verdict: 'AGREED_BY_EVENTS', reason: 'both units share one clock and no delay was planned' };
  }
  const missing = flightEvent === null ? 'flight' : 'ground';
  const clock = sharedClock ? 'the shared clock does not show' : 'nothing shows';
  const reason =
    planned === null
      ? `the ${missing} unit has no event "${reference}" and no delay was planned: the ground unit is taken to go through the same at the same time`
      : `the ${missing} unit has no event "${reference}": ${clock} that the ground unit kept to the planned delay of ${secondsText(planned)}`;
  return { verdict: 'UNVERIFIED', reason };
}

function byClockReason(reference: string | null, planned: Seconds): string {
  const delay = planned === 0 ? '' : ` plus the planned ${secondsText(planned)}`;
  const lacking =
    reference === null
      ? ['no reference event is declared', 'add reference: to the definition']
      : [`neither unit has an event "${reference}"`, 'record it for both'];
  return `${lacking[0]}, so the twins are aligned by their clocks${delay}: ${lacking[1]}`;
}

const secondsText = (seconds: Seconds): string => exactSpanText(seconds * MICROS_PER_SECOND);

function eventDispute(clocks: PairClocks, lagSeconds: Seconds): string | null {
  const accuracy = eventAccuracy(clocks);
  if (accuracy === null || Math.abs(lagSeconds) <= accuracy + clocks.toleranceSeconds) return null;
  const planned = clocks.plannedDelaySeconds ?? 0;
  return `the ground unit's "${clocks.reference}" comes ${planned + lagSeconds} s after the flight unit's; ${planned} s were planned, and the accuracies and the tolerance allow a difference of ${accuracy + clocks.toleranceSeconds} s`;
}

function dataDisputes(clocks: PairClocks, lagSeconds: Seconds): string[] {
  const { data } = clocks;
  if (data === null || data.lag === null) return [];
  const { lag } = data;
  if (isBeyond(clocks, lag)) {
    const by = namesOf(data);
    return [
      `the data show a lag of ${lagSeconds + lag.lagSeconds} ± ${lag.uncertaintySeconds} s (${by}; correlation ${lag.correlation.toFixed(2)}) where ${lagSeconds} s was applied; ${allowedFor(clocks, lag)} s of difference are allowed`,
    ];
  }
  const third = data.growth === null ? undefined : data.lagsByThird.find((one) => isBeyond(clocks, one));
  if (third === undefined) return [];
  return [
    `the data show a lag of ${lagSeconds + third.lagSeconds} ± ${third.uncertaintySeconds} s over a third of the time, where ${lagSeconds} s was applied; ${allowedFor(clocks, third)} s of difference are allowed`,
  ];
}

/** The channels that vote for the lag. */
function namesOf({ lag, votes }: PairLag): string {
  const agreeing = votes.filter(
    (vote) =>
      lag !== null &&
      Math.abs(vote.lagSeconds - lag.lagSeconds) <= Math.max(vote.uncertaintySeconds, lag.uncertaintySeconds),
  );
  return agreeing.map(({ channel }) => channel).join(', ');
}

interface Uncertain {
  readonly lagSeconds: Seconds;
  readonly uncertaintySeconds: Seconds;
}

const isBeyond = (clocks: PairClocks, lag: Uncertain): boolean =>
  Math.abs(lag.lagSeconds) > allowedFor(clocks, lag);

/** Where the lag is a difference of two events, it is no better than they are. */
function allowedFor(clocks: PairClocks, { uncertaintySeconds }: Uncertain): Seconds {
  return Math.max(clocks.toleranceSeconds, uncertaintySeconds) + (eventAccuracy(clocks) ?? 0);
}

/** The sentence of data that vote for the lag applied; null where they do not. Nothing is disputed any more. */
function dataVote({ data, toleranceSeconds }: PairClocks, lagSeconds: Seconds): string | null {
  if (data === null || data.lag === null || isVague(data.lag, toleranceSeconds)) return null;
  const { lag } = data;
  const by = namesOf(data);
  return `the data show a lag of ${lagSeconds + lag.lagSeconds} ± ${lag.uncertaintySeconds} s (${by}), which agrees with the ${lagSeconds} s applied`;
}

const isVague = ({ uncertaintySeconds }: Uncertain, tolerance: Seconds): boolean =>
  uncertaintySeconds > Math.max(VAGUE, 2 * tolerance);

function whyDataAreSilent({ data, toleranceSeconds }: PairClocks, lagSeconds: Seconds): string[] {
  if (data === null) return [];
  const { lag, votes, silent, searchedSeconds } = data;
  const range = `${lagText(lagSeconds - searchedSeconds)} to ${lagText(lagSeconds + searchedSeconds)}`;
  const searched = searchedSeconds === 0 ? '' : ` (searched from ${range})`;
  if (lag !== null && isVague(lag, toleranceSeconds)) {
    return [
      `the data fit the lag that was applied, but only to ± ${lag.uncertaintySeconds} s: a wrong time zone would not show`,
    ];
  }
  const each = silencesText(silent);
  if (votes.length > 0) {
    const votesText = votes.map((vote) => `${vote.channel} ${lagSeconds + vote.lagSeconds} s`).join(', ');
    return [`the channels contradict each other on the lag: ${votesText}${each === '' ? '' : `; ${each}`}`];
  }
  return each === ''
    ? ['no channel is measured by both units, so the data cannot confirm the lag']
    : [`the data cannot confirm the lag${searched}: ${each}`];
}

function growthReasons({ data }: PairClocks): string[] {
  if (data === null || data.growth === null) return [];
  const lags = data.lagsByThird
    .map(({ lagSeconds, uncertaintySeconds }: LagAt) => `${lagSeconds} ± ${uncertaintySeconds} s`)
    .join(', ');
  return [
    `the lag does not stay the same: ${lags} in the thirds of the time, so one clock runs fast or slow`,
  ];
}

/** Sum of both events' accuracies; null unless both are known. */
function eventAccuracy({ flightEvent, groundEvent }: PairClocks): Seconds | null {
  return flightEvent === null || groundEvent === null ? null : flightEvent.accuracy + groundEvent.accuracy;
}

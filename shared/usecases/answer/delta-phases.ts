/** A delta by phase: each declared phase with the same summaries as the whole. */
import type { DeltaOnWire } from '../../contract/deltas.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { Phase } from '../../domain/timeline/phase.ts';
import { type PairTimeline, pairPhaseIntervals, whyPairNotIn } from '../../domain/twins/armed-pair.ts';
import { coverableOf } from '../../domain/twins/coverable.ts';
import type { PhaseStretch } from '../../domain/twins/delta-windows.ts';
import { whyUnsent } from '../../domain/twins/unsent.ts';
import type { AccountAsked } from './cells-in.ts';
import { accountOf } from './channel-account.ts';
import { type EnvironmentQuestion, judgeEnvironment } from './judge-environment.ts';
import type { OneGOfPair } from './one-g-of-pair.ts';
import { rangeOnWire } from './range-on-wire.ts';
import { joinedViews, type PairView } from './read-pair.ts';
import { summaryOnWire } from './summary-on-wire.ts';

export interface PhasesAsked {
  readonly timeline: PairTimeline;
  readonly range: Interval;
  /** Of the channel over the range; each phase is a part of it. */
  readonly account: AccountAsked;
  /** What the environment of any time is judged by. */
  readonly environment: Omit<EnvironmentQuestion, 'view' | 'times' | 'over' | 'oneG'>;
  /** Whether units of an arm ONBOARD_1G were at 1 g in a phase that is armed. */
  readonly oneGIn: OneGOfPair;
  /** First and last sample of either unit, on the flight's axis; null where nothing came. */
  readonly received: Interval | null;
}

const EVER: Interval = { from: -Infinity, to: Infinity };

type PhaseOnWire = DeltaOnWire['phases'][number];

export async function deltaPhases(asked: PhasesAsked): Promise<PhaseOnWire[]> {
  const phases: PhaseOnWire[] = [];
  // One after another: what is laid anew at the ends of one need not stay for the next.
  for (const phase of asked.timeline.phases) phases.push(await deltaPhase(asked, phase));
  return phases;
}

async function deltaPhase(asked: PhasesAsked, phase: Phase): Promise<PhaseOnWire> {
  const { timeline, range, account, received, environment, oneGIn } = asked;
  const { opened, isDisputed } = environment;
  const { channel, referenceAt } = account;
  const intervals = pairPhaseIntervals(timeline, phase, range);
  const view = joinedViews(await Promise.all(intervals.map((interval) => opened.over(interval))));
  const over = coverableOf(pairPhaseIntervals(timeline, phase, EVER), range, received);
  const armed = phase.armed ? intervals : [];
  const { summary, summaryAll, excluded } = await accountOf({ ...account, view, armed });
  const oneG = phase.armed ? await oneGIn((one) => one.id === phase.id) : [];
  const why = whyNothing(asked, phase, intervals, view);
  const unsent =
    why === null ? whyUnsent(timeline.pair, channel.series, summaryAll, ` in the phase ${phase.id}`) : null;
  const unarmed = `the phase ${phase.id} is not armed, so that none of it is in a summary; summaryAll has it`;
  return {
    phase: phase.id,
    armed: phase.armed,
    range: rangeOnWire(view.extent, referenceAt),
    ...(why !== null && { reason: why }),
    summary: summaryOnWire(summary, { whyNone: why ?? (phase.armed ? null : unarmed), unsent, isDisputed }),
    summaryAll: summaryOnWire(summaryAll, { whyNone: why, unsent, isDisputed }),
    excluded,
    environment: await judgeEnvironment({ ...environment, view, times: intervals, over, oneG }),
  };
}

/** Null where there is something. */
function whyNothing(
  { timeline }: PhasesAsked,
  phase: Phase,
  intervals: readonly Interval[],
  view: PairView,
): string | null {
  if (intervals.length === 0) return whyPairNotIn(timeline, phase);
  return view.extent === null
    ? 'no sample of either unit lies in the phase within the range asked for'
    : null;
}

/** When both units are in which phase, in order of time. */
export function phaseStretches(timeline: PairTimeline, range: Interval): PhaseStretch[] {
  return timeline.phases
    .flatMap((phase) =>
      pairPhaseIntervals(timeline, phase, range).map((interval) => ({ ...interval, phase: phase.id })),
    )
    .sort((a, b) => a.from - b.from);
}

/** DEAD over the pages of a unit: which series has no valid reading, and whether its unit sends anything meanwhile. */
import * as z from 'zod';
import { holdingAt } from '../../anomaly/anomaly.ts';
import type { FoldedPage, ReceivedSeries, Step, UnitEnd } from '../../anomaly/unit-detector.ts';
import { byText } from '../../by-text.ts';
import { microsOf } from '../../telemetry/rule.ts';
import type { Micros } from '../../time.ts';
import { type DeadAnomaly, deadAfterMicros, deadAnomaly } from './dead.ts';
import {
  addSpoilt,
  type DeadFacts,
  type DeadSeries,
  deadRuleSchema,
  GOES_ON_STEPS,
  NOTHING_SPOILT,
  spoiltSchema,
} from './facts.ts';
import { beginningWithin, lengthWithin, pieceSchema } from './witness.ts';

/** A stretch without a valid reading that has ended: what came in it is not known of slower series yet. */
const endedSchema = z.object({
  last: z.number().nullable(),
  to: z.number(),
  spoilt: spoiltSchema,
  dead: z.number().nullable(),
});

const seriesStateSchema = deadRuleSchema.extend({
  series: z.string(),
  /** µs, as it shows or as is promised. */
  step: z.number(),
  /** The last valid reading; null before the first. */
  last: z.number().nullable(),
  /** What came since, or before the first. */
  spoilt: spoiltSchema,
  /** Since when it is dead: the first missing reading; null while it is not. */
  dead: z.number().nullable(),
  ended: z.array(endedSchema),
  /** When anything of it came, with a value or without, as far back as a series of the unit may still need it. */
  pieces: z.array(pieceSchema),
});
type SeriesState = z.infer<typeof seriesStateSchema>;
/** By name. */
export const deadStateSchema = z.array(seriesStateSchema);
export type DeadState = z.infer<typeof deadStateSchema>;

export function foldDead(
  before: DeadState,
  { unit, received, facts }: FoldedPage<DeadFacts>,
): Step<DeadState, DeadAnomaly> {
  const known = new Map(before.map((one) => [one.series, one]));
  const states = new Map(known);
  for (const one of received) {
    const { series, periodSeconds } = one;
    const own = Object.hasOwn(facts, series) ? facts[series] : undefined;
    if (own !== undefined)
      states.set(series, cameIn(known.get(series) ?? fresh(series, own, periodSeconds), own, one));
  }
  const all = [...states.values()].sort((a, b) => byText(a.series, b.series));
  const now = all.map((one) => (Object.hasOwn(facts, one.series) ? takenIn(one, facts[one.series]!) : one));
  const horizon = Math.max(...received.map(({ reception }) => reception.last));
  const slowest = Math.max(...now.map(({ step }) => step));
  const steps = now.map((one) => {
    const [done, ended] = parted(one.ended, ({ to }) => to + GOES_ON_STEPS * slowest < horizon);
    const state = { ...one, ended, dead: deadNow(one, now, horizon) };
    return { state, closed: done.flatMap((stretch) => closedDead(unit, one, now, stretch)) };
  });
  return { state: pruned(steps.map(({ state }) => state)), closed: steps.flatMap(({ closed }) => closed) };
}

function parted<T>(list: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [list.filter(isFirst), list.filter((one) => !isFirst(one))];
}

/** What is not decided yet, and what still is without a valid reading, at the newest one of the unit. */
export function openDead(states: DeadState, { unit, series }: UnitEnd): DeadAnomaly[] {
  const newest = Math.max(...series.map(({ last }) => last));
  return states.flatMap((one) => {
    const closed = one.ended.flatMap((stretch) => closedDead(unit, one, states, stretch));
    if (one.dead === null) return closed;
    const { series: name, step, last, spoilt } = one;
    const to = Math.max(one.dead, newest);
    const open = deadAnomaly(unit, { series: name, step, last, from: one.dead, to, spoilt });
    return [...closed, holdingAt(open, newest)];
  });
}

function closedDead(
  unit: string,
  state: SeriesState,
  all: readonly SeriesState[],
  { last, to, spoilt, dead }: SeriesState['ended'][number],
): DeadAnomaly[] {
  const { series, step } = state;
  const at = { ...state, last, spoilt };
  if (dead === null && !isDead(at, all, to, to)) return [];
  const from = onsetOf(at, all, to, dead);
  return [deadAnomaly(unit, { series, step, last, from, to: Math.max(from, to - step), spoilt })];
}

function fresh(series: string, own: DeadSeries, periodSeconds: number): SeriesState {
  const { deadAfterSeconds, isLookedFor, group } = own;
  return {
    ...{ series, deadAfterSeconds, isLookedFor, group, step: own.step ?? microsOf(periodSeconds) },
    ...{ last: null, spoilt: NOTHING_SPOILT, dead: null, ended: [], pieces: [] },
  };
}

/** With the pieces of the page; the rest is as it was before the page. */
function cameIn(before: SeriesState, own: DeadSeries, { reception }: ReceivedSeries): SeriesState {
  const { deadAfterSeconds, isLookedFor, group } = own;
  const step = own.step ?? before.step;
  const pieces = [...before.pieces];
  const open = pieces.at(-1);
  let from = reception.first;
  if (open !== undefined && from - open.to <= GOES_ON_STEPS * step) {
    pieces.pop();
    from = open.from;
  }
  for (const gap of reception.gaps) {
    pieces.push({ from, to: gap.from });
    from = gap.to;
  }
  return {
    ...before,
    ...{ deadAfterSeconds, isLookedFor, group, step },
    pieces: [...pieces, { from, to: reception.last }],
  };
}

/** Takes in what the page says of the series: stretches without a valid reading that ended in it. */
function takenIn(before: SeriesState, { first, last, head, tail, gaps }: DeadSeries): SeriesState {
  const spoilt = addSpoilt(before.spoilt, head);
  if (first === null || last === null) return { ...before, spoilt };
  const begin = beginOf({ ...before, spoilt });
  const across = { last: before.last, to: first, spoilt, dead: before.dead };
  const isLong = begin !== null && first - begin > GOES_ON_STEPS * before.step;
  const inside = gaps.map(({ from, to, spoilt: within }) => ({ last: from, to, spoilt: within, dead: null }));
  const ended = [...before.ended, ...(isLong ? [across] : []), ...inside];
  return { ...before, last, spoilt: tail, dead: null, ended };
}

/** Since when it is dead, by what is known up to the horizon. */
function deadNow(state: SeriesState, all: readonly SeriesState[], horizon: Micros): Micros | null {
  const { dead } = state;
  if (dead === null && !isDead(state, all, Number.POSITIVE_INFINITY, horizon)) return null;
  return onsetOf(state, all, Number.POSITIVE_INFINITY, dead);
}

/**
 * Whether its unit sent something for long enough before `to`: readings without a value of its own, anything of the same
 * files, and where readings without a value came, anything of the unit. Nothing is known after `horizon`.
 */
function isDead(state: SeriesState, all: readonly SeriesState[], to: Micros, horizon: Micros): boolean {
  const begin = beginOf(state);
  if (begin === null || !state.isLookedFor) return false;
  const enough = deadAfterMicros(state.deadAfterSeconds, state.step);
  if (horizon - begin - state.step < enough) return false;
  return witnessesOf(state, all).some(({ pieces }) => lengthWithin(pieces, begin, to) >= enough);
}

/** Since when nothing valid came: the last valid reading, or a step before the first that came at all. */
function beginOf({ last, spoilt, step }: Pick<SeriesState, 'last' | 'spoilt' | 'step'>): Micros | null {
  return last ?? (spoilt.at === null ? null : spoilt.at - step);
}

function witnessesOf(state: SeriesState, all: readonly SeriesState[]): SeriesState[] {
  return all.filter(({ group }) => group === state.group || state.spoilt.at !== null);
}

/**
 * A reading is missing from the first step on that another series, or a reading without a value, shows the unit alive;
 * not later than was known `before`.
 */
function onsetOf(state: SeriesState, all: readonly SeriesState[], to: Micros, before: Micros | null): Micros {
  const begin = beginOf(state)!;
  const seen = witnessesOf(state, all).map(
    ({ pieces }) =>
      beginningWithin(pieces, begin, to, GOES_ON_STEPS * state.step) ?? Number.POSITIVE_INFINITY,
  );
  const shown = Math.min(...seen, state.spoilt.at ?? Number.POSITIVE_INFINITY);
  const onset = Math.min(before ?? Number.POSITIVE_INFINITY, Math.max(begin + state.step, shown));
  return Number.isFinite(onset) ? onset : begin + state.step;
}

/** Pieces that no series needs any more go; the newest one of each may go on. */
function pruned(states: readonly SeriesState[]): SeriesState[] {
  const needed = states.map((one) => {
    if (!one.isLookedFor) return Number.POSITIVE_INFINITY;
    const open = one.dead === null ? beginOf(one) : null;
    const begins = one.ended.map((stretch) => beginOf({ ...stretch, step: one.step }));
    return Math.min(...[open, ...begins].map((begin) => begin ?? Number.POSITIVE_INFINITY));
  });
  const horizon = Math.min(...needed);
  return states.map((one) => {
    const pieces = one.pieces.filter(
      ({ from, to }, i) =>
        i === one.pieces.length - 1 || (to > horizon && to - from >= GOES_ON_STEPS * one.step),
    );
    return { ...one, pieces };
  });
}

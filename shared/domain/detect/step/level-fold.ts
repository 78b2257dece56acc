/** One threshold, bucket by bucket: the windows that end, and what is held beyond it without a command. */
import * as z from 'zod';
import type { Micros } from '../../time.ts';
import type { LevelFacts } from './facts.ts';
import { farther, type Level, levelSchema, type StepWindow } from './level.ts';
import { joinedPart, outcomeOf, partSchema } from './part.ts';
import { goesOn, lastsFor, type Piece, pieceSchema } from './pieces.ts';

const windowSchema = levelSchema.shape.windows.element;

/** A command of which what came does not say whether it was followed. */
export const notKnownSchema = z.object({
  event: z.string(),
  at: z.number(),
  from: z.number(),
  to: z.number(),
});
export type NotKnown = z.infer<typeof notKnownSchema>;

const thresholdShape = {
  side: levelSchema.shape.side,
  bound: levelSchema.shape.bound,
  forSeconds: levelSchema.shape.forSeconds,
  severity: levelSchema.shape.severity,
};

export const levelStateSchema = z.object({
  ...thresholdShape,
  /** The newest stretch of readings; whether a command let it be expected. */
  tail: pieceSchema.extend({ isCommanded: z.boolean() }).nullable(),
  /** The last reading beyond the threshold, and the last within. */
  lastBeyond: z.number().nullable(),
  lastWithin: z.number().nullable(),
  /** What is held beyond the threshold; null while nothing is. */
  held: z.object({ from: z.number(), farthest: z.number(), isCommanded: z.boolean() }).nullable(),
  /** Windows that are not over. */
  open: z.array(z.object({ window: windowSchema, part: partSchema.nullable() })),
  /** Commands that were not seen so far, each with the reading that came nearest. */
  missed: z.array(z.object({ window: windowSchema, farthest: z.number() })),
});
export type LevelState = z.infer<typeof levelStateSchema>;

/** A step as it is told; `to` is null while it lasts. */
export interface Step {
  readonly from: Micros;
  readonly to: Micros | null;
  /** The reading farthest to the side of the threshold. */
  readonly farthest: number;
  readonly level: Pick<Level, keyof typeof thresholdShape>;
  /** Null where nobody commanded it. */
  readonly window: StepWindow | null;
}

export interface Page {
  readonly newest: Micros;
  /** Ends and begins of windows of any threshold of the series. */
  readonly commands: readonly Level[];
  readonly period: Micros;
}

interface Folded {
  readonly state: LevelState;
  readonly ended: readonly Step[];
  readonly notKnown: readonly NotKnown[];
}

export function startLevel({ side, bound, forSeconds, severity }: Level): LevelState {
  return {
    ...{ side, bound, forSeconds, severity },
    ...{ tail: null, lastBeyond: null, lastWithin: null, held: null, open: [], missed: [] },
  };
}

/** Takes the readings of the next bucket in. */
export function foldLevel(before: LevelState, { level, pieces, parts }: LevelFacts, page: Page): Folded {
  const { period } = page;
  const windows = closeWindows(before, level.windows, parts, page);
  const stretches = goingOn(before, pieces, page);
  const held = foldHeld(before, stretches, period);
  const missed = foldMissed([...before.missed, ...windows.missed], before, stretches, period);
  return {
    state: {
      ...before,
      tail: stretches.at(-1) ?? before.tail,
      lastBeyond: lastOf(stretches, true) ?? before.lastBeyond,
      lastWithin: lastOf(stretches, false) ?? before.lastWithin,
      held: held.held,
      open: windows.open,
      missed: missed.left,
    },
    ended: [...held.ended, ...missed.ended],
    notKnown: windows.notKnown,
  };
}

/** What lasts when no more readings come, and the commands of which nothing is known yet. */
export function openLevel(
  state: LevelState,
  newest: Micros,
  period: Micros,
): { readonly steps: readonly Step[]; readonly notKnown: readonly NotKnown[] } {
  const steps = state.missed.map((one) => missedStep(state, one, null));
  const notKnown: NotKnown[] = [];
  for (const { window, part } of state.open) {
    const found = outcomeOf(part, window, newest, period);
    if (found.outcome === 'NOT_KNOWN')
      notKnown.push({ event: window.event, at: window.at, ...found.missing });
    if (found.outcome !== 'NOT_SEEN' || part === null) continue;
    steps.push(missedStep(state, { window, farthest: part.farthest }, null));
  }
  if (state.held !== null && !state.held.isCommanded) steps.push(uncommandedStep(state, state.held, null));
  return { steps, notKnown };
}

/** Adds the bucket's parts to the windows, and decides those that are over. */
function closeWindows(
  before: LevelState,
  windows: readonly StepWindow[],
  parts: LevelFacts['parts'],
  { newest, period }: Page,
): Pick<LevelState, 'open' | 'missed'> & { readonly notKnown: readonly NotKnown[] } {
  const open = [...before.open];
  windows.forEach((window, i) => {
    const part = parts[i] ?? null;
    const place = open.findIndex((one) => isSame(one.window, window));
    const known = open[place]?.part ?? null;
    const joined = part === null ? known : joinedPart(known, part, before, period);
    if (place < 0) open.push({ window, part: joined });
    else open[place] = { window, part: joined };
  });
  const missed: LevelState['missed'] = [];
  const notKnown: NotKnown[] = [];
  for (const { window, part } of open) {
    if (window.to > newest) continue;
    const found = outcomeOf(part, window, newest, period);
    if (found.outcome === 'NOT_KNOWN')
      notKnown.push({ event: window.event, at: window.at, ...found.missing });
    if (found.outcome === 'NOT_SEEN' && part !== null) missed.push({ window, farthest: part.farthest });
  }
  return { open: open.filter(({ window }) => window.to > newest), missed, notKnown };
}

function isSame(a: StepWindow, b: StepWindow): boolean {
  return a.event === b.event && a.at === b.at && a.from === b.from && a.to === b.to;
}

type Stretch = NonNullable<LevelState['tail']>;

/** The stretches of the bucket, the first of which may go on from the bucket before. */
function goingOn(before: LevelState, pieces: readonly Piece[], { commands, period }: Page): Stretch[] {
  const { tail, lastBeyond, lastWithin } = before;
  return pieces.map((piece, i) => {
    const isTail =
      i === 0 && tail !== null && tail.isBeyond === piece.isBeyond && goesOn(tail.to, piece.from, period);
    if (isTail) return { ...tail, to: piece.to, farthest: farther(before, tail.farthest, piece.farthest) };
    const other = piece.other ?? (piece.isBeyond ? lastWithin : lastBeyond);
    return { ...piece, other, isCommanded: isExpected(commands, piece.from, other) };
  });
}

/** Whether a window lay open between the last reading within and the first beyond. */
function isExpected(commands: readonly Level[], from: Micros, lastWithin: Micros | null): boolean {
  const since = lastWithin ?? Number.NEGATIVE_INFINITY;
  return commands.some(
    ({ windows, before }) =>
      (before !== null && before > since) ||
      windows.some((window) => window.from <= from && window.to > since),
  );
}

/** What is held beyond the threshold for long enough, and ends when the other side is held as long. */
function foldHeld(
  before: LevelState,
  stretches: readonly Stretch[],
  period: Micros,
): Pick<LevelState, 'held'> & { readonly ended: readonly Step[] } {
  let { held } = before;
  const ended: Step[] = [];
  for (const stretch of stretches) {
    if (!lastsFor(stretch, before.forSeconds, period)) continue;
    if (stretch.isBeyond) {
      const { from, farthest, isCommanded } = stretch;
      held =
        held === null
          ? { from, farthest, isCommanded }
          : { ...held, farthest: farther(before, held.farthest, farthest) };
    } else if (held !== null) {
      if (!held.isCommanded) ended.push(uncommandedStep(before, held, stretch.other ?? held.from));
      held = null;
    }
  }
  return { held, ended };
}

/** What was missed ends with the last reading before the threshold is held after all. */
function foldMissed(
  missed: LevelState['missed'],
  state: LevelState,
  stretches: readonly Stretch[],
  period: Micros,
): { readonly left: LevelState['missed']; readonly ended: readonly Step[] } {
  const left: LevelState['missed'] = [];
  const ended: Step[] = [];
  for (const one of missed) {
    const { window } = one;
    const late = stretches.find(
      (stretch) => stretch.isBeyond && stretch.to > window.to && lastsFor(stretch, window.forSeconds, period),
    );
    if (late === undefined) left.push(one);
    else ended.push(missedStep(state, one, Math.max(window.at, late.other ?? late.from)));
  }
  return { left, ended };
}

function missedStep(
  level: LevelState,
  { window, farthest }: LevelState['missed'][number],
  to: Micros | null,
): Step {
  return { from: window.at, to, farthest, level, window };
}

function uncommandedStep(
  level: LevelState,
  { from, farthest }: NonNullable<LevelState['held']>,
  to: Micros | null,
): Step {
  return { from, to, farthest, level, window: null };
}

/** Time of the last reading on one side; null where the bucket holds none. */
function lastOf(stretches: readonly Stretch[], side: boolean): Micros | null {
  const last = stretches.at(-1);
  if (last === undefined) return null;
  return last.isBeyond === side ? last.to : last.other;
}

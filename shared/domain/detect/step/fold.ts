/**
 * STEP (docs/design.md#step), folded bucket by bucket. A window of which all was received, and in which the threshold was
 * not held, is a step that was commanded and not seen; it lasts until the threshold is held after all. What is held
 * beyond a threshold while no window lay open is a step that was seen and not commanded.
 */
import * as z from 'zod';
import { microsOf } from '../../telemetry/rule.ts';
import type { Micros, Seconds } from '../../time.ts';
import type { StepFacts } from './facts.ts';
import type { Level, StepWindow } from './level.ts';
import {
  foldLevel,
  type LevelState,
  levelStateSchema,
  notKnownSchema,
  openLevel,
  type Step,
  startLevel,
} from './level-fold.ts';

const stretchSchema = z.object({ from: z.number(), to: z.number() });

export const stepStateSchema = z.object({
  /** Begin of the first bucket, and end of the newest. */
  begin: z.number(),
  upTo: z.number(),
  /** Time of the newest reading. */
  newest: z.number(),
  levels: z.array(levelStateSchema),
  /** Commands of which what came does not say whether they were followed. */
  notKnown: z.array(notKnownSchema),
  /** Between buckets, of which none is kept. */
  absent: z.array(stretchSchema),
});
export type StepState = z.infer<typeof stepStateSchema>;

/** Takes the facts of the next bucket in; null before the first one. */
export function foldSteps(
  before: StepState | null,
  { from, to, newest, levels }: StepFacts,
  periodSeconds: Seconds,
): { state: StepState; ended: Step[] } {
  const page = { newest, commands: levels.map(({ level }) => level), period: microsOf(periodSeconds) };
  const steps = levels.map((facts) => foldLevel(stateOf(before, facts.level), facts, page));
  const absent = before === null || before.upTo >= from ? [] : [{ from: before.upTo, to: from }];
  return {
    state: {
      ...{ begin: before?.begin ?? from, upTo: to, newest },
      levels: steps.map(({ state }) => state),
      notKnown: [...(before?.notKnown ?? []), ...steps.flatMap(({ notKnown }) => notKnown)],
      absent: [...(before?.absent ?? []), ...absent],
    },
    ended: steps.flatMap(({ ended }) => ended),
  };
}

function stateOf(before: StepState | null, level: Level): LevelState {
  const known = before?.levels.find(({ side, bound }) => side === level.side && bound === level.bound);
  // Another page may have been built under other proofs of the same threshold.
  const { forSeconds, severity } = level;
  return known === undefined ? startLevel(level) : { ...known, forSeconds, severity };
}

/** What lasts when no more readings come. */
export function openSteps({ levels, newest }: StepState, periodSeconds: Seconds): Step[] {
  return levels.flatMap((level) => openLevel(level, newest, microsOf(periodSeconds)).steps);
}

/** What is to be kept of the state to tell later which commands cannot be judged. */
export const stepProgressSchema = stepStateSchema
  .pick({ begin: true, newest: true, notKnown: true, absent: true })
  /** Earlier commands of which it is not known, and that are not kept. */
  .extend({ more: z.number().int() });
export type StepProgress = z.infer<typeof stepProgressSchema>;

/** It stands in an item of the table. */
const MOST_KEPT = 300;

export function stepProgress(state: StepState, periodSeconds: Seconds): StepProgress {
  const { begin, newest, notKnown, absent, levels } = state;
  const open = levels.flatMap((level) => openLevel(level, newest, microsOf(periodSeconds)).notKnown);
  const all = [...notKnown, ...open].sort((a, b) => a.at - b.at);
  const kept = all.slice(-MOST_KEPT);
  const more = all.length - kept.length;
  return { begin, newest, notKnown: kept, absent: absent.slice(-MOST_KEPT), more };
}

/** The windows that cannot be judged, each with what of it was not received; in order of the commands. */
export function unjudgedWindows(
  levels: readonly Level[],
  { begin, newest, notKnown, absent }: StepProgress,
): { readonly window: StepWindow; readonly missing: { readonly from: Micros; readonly to: Micros } }[] {
  const unseen = [
    { from: Number.NEGATIVE_INFINITY, to: begin },
    ...absent,
    { from: newest, to: Number.POSITIVE_INFINITY },
  ];
  return levels
    .flatMap(({ windows }) => windows)
    .flatMap((window) => {
      const known = notKnown.find(({ event, at }) => event === window.event && at === window.at);
      if (known !== undefined) return [{ window, missing: known }];
      const isUnseen = unseen.some(({ from, to }) => window.from > from && window.to < to);
      return isUnseen ? [{ window, missing: { from: window.from, to: window.to } }] : [];
    })
    .sort((a, b) => a.window.at - b.window.at);
}

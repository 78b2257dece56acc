/** Blocks of one series over its pages, with what waits for the rest of its block; phase by phase. */
import * as z from 'zod';
import type { Unjudged } from '../../anomaly/unit-detector.ts';
import type { Seconds } from '../../time.ts';
import { figureText } from '../../words/figure.ts';
import {
  type BlockId,
  type BlockPart,
  type Blocks,
  blockHours,
  blockMicrosOf,
  blockPartSchema,
  joinedParts,
  leastVariance,
  levelOf,
} from './blocks.ts';
import {
  type ClosedVariance,
  LEAST_LEARNT,
  levelBelieved,
  startVariance,
  takeBlock,
  varianceStateSchema,
} from './fold-variance.ts';
import {
  type Stretch,
  stretchOfBlock,
  stretchSchema,
  type VarianceRule,
  varianceRuleSchema,
} from './rule.ts';

const chartSchema = varianceStateSchema.extend({
  phase: z.string().nullable(),
  /** When the phase ends; null where that is not known. */
  end: z.number().nullable(),
  /** The first block of it. */
  first: z.number().int(),
});
type Chart = z.infer<typeof chartSchema>;

export const scatterSchema = z.object({
  /** The newest block, where a page cut it. */
  pending: z.object({ part: blockPartSchema, stretch: stretchSchema }).nullable(),
  /** Null before the first block. */
  chart: chartSchema.nullable(),
  /** Of the newest page, without its stretches; null before the first. */
  rule: varianceRuleSchema.omit({ stretches: true }).nullable(),
});
export type Scatter = z.infer<typeof scatterSchema>;

export const SCATTER_START: Scatter = { pending: null, chart: null, rule: null };

type Taken = { readonly chart: Chart | null; readonly closed: readonly ClosedVariance[] };

/** Takes the blocks of the next page in: the state afterwards, and what is over. */
export function foldBlocks(
  before: Scatter,
  blocks: Blocks,
  { stretches, ...rule }: VarianceRule,
): { readonly state: Scatter; readonly closed: readonly ClosedVariance[] } {
  const closed: ClosedVariance[] = [];
  let { pending, chart } = before;
  const take = (taken: Taken) => {
    chart = taken.chart;
    closed.push(...taken.closed);
  };
  for (const [id, what] of inOrder(blocks)) {
    const stretch = stretchOfBlock({ stretches, periodSeconds: rule.periodSeconds }, id);
    if (stretch === undefined) continue;
    if (typeof what !== 'number' && pending?.part.id === id) {
      pending = { stretch, part: joinedParts(pending.part, what, rule) };
      continue;
    }
    take(taken({ pending, chart, rule }));
    pending = typeof what === 'number' ? null : { stretch, part: what };
    if (typeof what === 'number') take(nextBlock(chart, id, what, stretch, rule.threshold));
  }
  return { state: { pending, chart, rule }, closed };
}

function inOrder({ levels, cut }: Blocks): (readonly [BlockId, number | BlockPart])[] {
  const parts = cut.map((part) => [part.id, part] as const);
  return [...levels, ...parts].sort(([a], [b]) => a - b);
}

/** The chart with the block that waited: nothing more of it comes. */
export function taken({ pending, chart, rule }: Scatter): Taken {
  const level = pending === null || rule === null ? null : levelOf(pending.part, rule);
  if (pending === null || rule === null || level === null) return { chart, closed: [] };
  return nextBlock(chart, pending.part.id, level, pending.stretch, rule.threshold);
}

function nextBlock(
  chart: Chart | null,
  id: BlockId,
  level: number,
  { phase, end }: Stretch,
  threshold: number,
): Taken {
  if (chart === null || chart.phase !== phase) {
    const lasted = chart === null ? null : lastingIn(chart);
    const begun = { ...startVariance(id, level), phase, end, first: id };
    return { chart: begun, closed: lasted === null ? [] : [{ ...lasted, judgedUntil: 'PHASE' }] };
  }
  const { state, closed } = takeBlock(chart, id, level, threshold);
  return { chart: { ...chart, ...state, end }, closed: closed === null ? [] : [closed] };
}

/** What lasts at the newest block, and ends with it where nothing more is judged; null where nothing does. */
export function lastingIn({ open, last }: Chart): ClosedVariance | null {
  return open === null ? null : { ...open, closed: last.id + 1 };
}

const progressSchema = z.object({
  first: z.number().nullable(),
  last: z.number(),
  learnt: z.number(),
  isBelowStep: z.boolean(),
});

/** What is kept to tell later what cannot be judged. */
export function scatterProgress(state: Scatter, { last }: { readonly last: number }) {
  const { chart } = taken(state);
  const least = state.rule === null ? 0 : leastVariance(state.rule.step);
  return {
    first: chart === null || state.rule === null ? null : chart.first * blockMicrosOf(state.rule),
    ...{ last, learnt: chart?.learnt ?? 0 },
    isBelowStep: chart !== null && levelBelieved(chart) < Math.log(BARELY * least),
  };
}

/** `12 blocks of 3 h`. */
export function learntText(periodSeconds: Seconds): string {
  return `${LEAST_LEARNT} blocks of ${blockHours(periodSeconds)} h`;
}

/** A variance of so many times what rounding makes at most is told from it. */
const BARELY = 1.1;

export function unjudgedScatter({ step, periodSeconds }: VarianceRule, kept: unknown): Unjudged[] {
  const { first, last, learnt, isBelowStep } = progressSchema.parse(kept);
  const needed = `its noise is learnt from ${learntText(periodSeconds)} of a phase`;
  if (first === null)
    return [{ from: -Infinity, to: Infinity, why: `cannot be judged yet: ${needed}, and none has come` }];
  const stretch = { from: first, to: last };
  if (learnt < LEAST_LEARNT)
    return [{ ...stretch, why: `cannot be judged yet: ${needed}, ${learnt} blocks have come` }];
  if (!isBelowStep) return [];
  return [{ ...stretch, why: `its noise is below what steps of ${figureText(step)} show` }];
}

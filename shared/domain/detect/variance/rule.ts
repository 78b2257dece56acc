/** What the scatter of a series is judged by, resolved to absolute data time. */
import * as z from 'zod';
import { cusumThreshold } from '../../../stats/cusum-run-length.ts';
import { type Aim, lookingWith, notLooking } from '../../anomaly/detector.ts';
import type { Span, UnitContext } from '../../anomaly/unit-detector.ts';
import { channelNamed, unitSeries } from '../../experiment/lookups.ts';
import { jumpsByNature, stepOf, WHY_NOT_JUMPS } from '../../experiment/reading-step.ts';
import type { UnitSeries } from '../../experiment/unit-series.ts';
import { MICROS_PER_DAY, MICROS_PER_SECOND } from '../../time.ts';
import { derived } from '../../words/derived.ts';
import { exactSpanText } from '../../words/span.ts';
import { timesOf } from '../drift/arm-rules.ts';
import { type Budget, keptRunLength, USUAL_BUDGET } from '../drift/thresholds.ts';
import { blockHours, blockMicrosOf, LEAST_READINGS } from './blocks.ts';
import { SLACK } from './fold-variance.ts';

/** Armed time in which the series does not settle; null where it has no beginning, or no end. */
export const stretchSchema = z.object({
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** Another phase has another noise. Null where the experiment has no phases. */
  phase: z.string().nullable(),
  /** When the phase ends; null where that is not known. */
  end: z.number().nullable(),
});
export type Stretch = z.infer<typeof stretchSchema>;

export const varianceRuleSchema = z.object({
  step: z.number().positive(),
  periodSeconds: z.number().positive(),
  /** Of the chart. */
  threshold: z.number(),
  /** Disjoint, ascending. */
  stretches: z.array(stretchSchema),
});
export type VarianceRule = z.infer<typeof varianceRuleSchema>;

const USUAL_DAYS = 30;

export function aimAtVariance(one: UnitSeries, context: UnitContext): Aim<VarianceRule> {
  const { index, unit } = context;
  const why = whyNotJudged(one, context);
  if (why !== null) return notLooking(why);
  const channel = channelNamed(index, one.channel);
  const step = stepOf(channel);
  if (step === null) return notLooking('the channel declares neither `resolution` nor decimal storage');
  const stretches = timesOf(context, one.series, channel.setpoint).map(({ from, to, phase, end }) => ({
    ...{ from: finite(from), to: finite(to), phase, end },
  }));
  const charts = unitSeries(index, unit).filter((other) => whyNotJudged(other, context) === null).length;
  const falsePages = index.definition.budget?.falsePages ?? USUAL_BUDGET;
  const threshold = thresholdFor({
    ...{ falsePages, charts },
    blocks: microsOver(stretches) / blockMicrosOf({ periodSeconds: one.period }),
  });
  return lookingWith({ step, periodSeconds: one.period, threshold, stretches });
}

/** The budget as of drift (`drift/thresholds.ts`), shared by the series of the unit. */
export function thresholdFor(budget: Budget): number {
  return derived(cusumThreshold(SLACK, keptRunLength(budget)));
}

/** The part of the rule that a stretch of samples depends on. */
export function varianceRuleWithin(rule: VarianceRule, { from, to }: Span): VarianceRule {
  const length = blockMicrosOf(rule);
  const touches = ({ from: begin, to: end }: Stretch) =>
    (begin ?? -Infinity) < to + length && (end ?? Infinity) > from - length;
  return { ...rule, stretches: rule.stretches.filter(touches) };
}

/** The stretch in which the whole block is judged; undefined where it is not. */
export function stretchOfBlock(
  { stretches, periodSeconds }: Pick<VarianceRule, 'stretches' | 'periodSeconds'>,
  id: number,
): Stretch | undefined {
  const length = blockMicrosOf({ periodSeconds });
  const [from, to] = [id * length, (id + 1) * length];
  return stretches.find((one) => (one.from ?? -Infinity) <= from && (one.to ?? Infinity) >= to);
}

function whyNotJudged({ channel: id, period }: UnitSeries, { index }: UnitContext): string | null {
  if (jumpsByNature(channelNamed(index, id))) return WHY_NOT_JUMPS;
  return blockHours(period) !== null
    ? null
    : `noise is judged in blocks of at least ${LEAST_READINGS} readings and at most 6 h, and the channel has one reading every ${exactSpanText(period * MICROS_PER_SECOND)}`;
}

function microsOver(stretches: VarianceRule['stretches']): number {
  const micros = stretches.reduce((sum, { from, to }) => sum + (to ?? Infinity) - (from ?? -Infinity), 0);
  return Number.isFinite(micros) ? Math.max(MICROS_PER_DAY, micros) : USUAL_DAYS * MICROS_PER_DAY;
}

const finite = (at: number): number | null => (Number.isFinite(at) ? at : null);

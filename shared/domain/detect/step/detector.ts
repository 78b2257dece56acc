/** STEP (docs/design.md#step): a command that its telemetry does not show, or a step that nobody commanded. */
import * as z from 'zod';
import { anomalyId, holdingAt } from '../../anomaly/anomaly.ts';
import { detectorOf, lookingWith, notLooking } from '../../anomaly/detector.ts';
import { type SeriesAt, seriesDetector } from '../../anomaly/series-detector.ts';
import { isPrimary } from '../../telemetry/rule.ts';
import { typedUtc } from '../../words/instant.ts';
import { stepFactsOf, stepFactsSchema } from './facts.ts';
import {
  foldSteps,
  openSteps,
  stepProgress,
  stepProgressSchema,
  stepStateSchema,
  unjudgedWindows,
} from './fold.ts';
import { STEP } from './kind.ts';
import { levelSchema, levelsOf, levelsWithin } from './level.ts';
import type { Step } from './level-fold.ts';

export const stepDetector = seriesDetector({
  ...STEP,
  needs: 'JUDGED',
  rule: z.array(levelSchema),
  facts: stepFactsSchema,
  state: stepStateSchema.nullable(),
  start: null,
  aimAt: ({ series, channel }, context) => {
    const levels = levelsOf(channel, context);
    if (levels.length === 0) return notLooking('no event of the unit declares a `proof` on the channel');
    if (!isPrimary({ series })) return notLooking('proofs are checked on the primary sensor only');
    return lookingWith(levels);
  },
  ruleWithin: levelsWithin,
  factsOf: ({ rule, judged, periodSeconds }, span) => stepFactsOf(judged, rule, span, periodSeconds),
  fold: (before, facts, at) => {
    if (facts === null) return { state: before, closed: [] };
    const { state, ended } = foldSteps(before, facts, at.periodSeconds);
    return { state, closed: ended.map((step) => stepAnomaly(step, at)) };
  },
  finish: (state, at) =>
    state === null
      ? []
      : openSteps(state, at.periodSeconds).map((step) => holdingAt(stepAnomaly(step, at), at.last)),
  progress: {
    of: (state, { periodSeconds }) => (state === null ? null : stepProgress(state, periodSeconds)),
    unjudged: (levels, kept) => {
      const progress = stepProgressSchema.parse(kept);
      const earlier = progress.more === 0 ? '' : `, nor can ${progress.more} earlier commands`;
      return unjudgedWindows(levels, progress).map(({ window, missing }) => ({
        ...{ from: window.from, to: window.to },
        why: `${window.event} of ${typedUtc(window.at)} cannot be judged yet: no readings from ${typedUtc(missing.from)} to ${typedUtc(missing.to)}${earlier}`,
      }));
    },
  },
});

function stepAnomaly({ from, to, farthest, level, window }: Step, { unit, series }: SeriesAt) {
  const { side, bound, forSeconds, severity } = level;
  const part = window?.event ?? `${series}@${bound}:${side === 'ABOVE' ? 'HIGH' : 'LOW'}`;
  return {
    id: anomalyId(STEP.kind, unit, part, from),
    kind: STEP.kind,
    unit,
    channels: [series],
    from,
    to,
    severity: window?.severity ?? severity,
    blame: unit,
    evidence: {
      found: window === null ? ('SEEN_NOT_COMMANDED' as const) : ('COMMANDED_NOT_SEEN' as const),
      ...{ side, threshold: bound, forSeconds: window?.forSeconds ?? forSeconds, farthest },
      ...(window !== null && { event: window.event, commandedAt: window.at, expectedBy: window.to }),
    },
    detector: detectorOf(STEP),
  };
}

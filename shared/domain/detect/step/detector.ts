/** STEP (docs/design.md#step): a command that its telemetry does not show, or a step that nobody commanded. */
import * as z from 'zod';
import { anomalyId, holdingAt } from '../../anomaly/anomaly.ts';
import { detectorOf, lookingWith, notLooking } from '../../anomaly/detector.ts';
import { type SeriesAt, seriesDetector } from '../../anomaly/series-detector.ts';
import { instantText } from '../../instant-text.ts';
import { isPrimary } from '../../telemetry/rule.ts';
import { MICROS_PER_SECOND } from '../../time.ts';
import { figureText } from '../../words/figure.ts';
import { typedUtc, utcText } from '../../words/instant.ts';
import { spanText } from '../../words/span.ts';
import { stepFactsOf, stepFactsSchema } from './facts.ts';
import {
  foldSteps,
  openSteps,
  stepProgress,
  stepProgressSchema,
  stepStateSchema,
  unjudgedWindows,
} from './fold.ts';
import { levelSchema, levelsOf, levelsWithin, SIDES } from './level.ts';
import type { Step } from './level-fold.ts';

const STEP = { kind: 'STEP', version: '1' } as const;

const evidenceSchema = z.object({
  found: z.enum(['COMMANDED_NOT_SEEN', 'SEEN_NOT_COMMANDED']),
  /** The threshold that shows the step, and for how long readings are to be beyond it. */
  side: z.enum(SIDES),
  threshold: z.number(),
  forSeconds: z.number(),
  /** The reading that came nearest to it, or lies farthest beyond. */
  farthest: z.number(),
  /** The command, and until when it should have been seen; absent where nobody commanded it. */
  event: z.string().optional(),
  commandedAt: z.number().optional(),
  expectedBy: z.number().optional(),
});

export const stepDetector = seriesDetector({
  ...STEP,
  needs: 'JUDGED',
  evidence: evidenceSchema,
  evidenceOnWire: evidenceSchema.extend({
    commandedAt: instantText.optional(),
    expectedBy: instantText.optional(),
  }),
  instants: ['commandedAt', 'expectedBy'],
  confounds: false,
  isLogOnly: false,
  hasOwnLine: false,
  isToldUnarmed: true,
  phrase: 'out of step with its commands',
  figures: ({ channels: [channel = ''], evidence }, unitOf) => {
    const { side, threshold, forSeconds, farthest, event, expectedBy } = evidence;
    const unit = unitOf(channel);
    const is = `${side.toLowerCase()} ${figureText(threshold)}${unit}`;
    const held = `for ${spanText(forSeconds * MICROS_PER_SECOND)}`;
    const extreme = `${side === 'ABOVE' ? 'highest' : 'lowest'} ${figureText(farthest)}${unit}`;
    return event === undefined || expectedBy === undefined
      ? `seen, not commanded: ${is} ${held} or longer, ${extreme}`
      : `${event} was commanded and is not seen: not ${is} ${held} by ${utcText(expectedBy)}, ${extreme}`;
  },
  rule: z.array(levelSchema),
  facts: stepFactsSchema,
  state: stepStateSchema.nullable(),
  start: null,
  aimAt: ({ series, channel }, context) => {
    const levels = levelsOf(channel, context);
    if (levels.length === 0) return notLooking('no event of the unit declares a `proof` on the channel');
    if (!isPrimary({ series })) return notLooking('proofs are held against the primary sensor');
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
    unjudged: (levels, progress) =>
      unjudgedWindows(levels, stepProgressSchema.parse(progress)).map(({ window, missing }) => ({
        ...{ from: window.from, to: window.to },
        why: `${window.event} of ${typedUtc(window.at)} cannot be judged yet: no readings from ${typedUtc(missing.from)} to ${typedUtc(missing.to)}`,
      })),
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
    blame: null,
    evidence: {
      found: window === null ? ('SEEN_NOT_COMMANDED' as const) : ('COMMANDED_NOT_SEEN' as const),
      ...{ side, threshold: bound, forSeconds: window?.forSeconds ?? forSeconds, farthest },
      ...(window !== null && { event: window.event, commandedAt: window.at, expectedBy: window.to }),
    },
    detector: detectorOf(STEP),
  };
}

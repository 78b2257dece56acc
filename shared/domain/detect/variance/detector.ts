/** VARIANCE (docs/design.md#variance): a series whose readings scatter more, or less, than they did. */
import * as z from 'zod';
import { anomalyId, holdingAt } from '../../anomaly/anomaly.ts';
import { detectorOf } from '../../anomaly/detector.ts';
import { type SeriesAt, seriesDetector } from '../../anomaly/series-detector.ts';
import { derived } from '../../words/derived.ts';
import { blockMicrosOf, blocksOf, blocksSchema, MICROS_PER_HOUR } from './blocks.ts';
import {
  foldBlocks,
  lastingIn,
  SCATTER_START,
  scatterProgress,
  scatterSchema,
  taken,
  unjudgedScatter,
} from './fold-blocks.ts';
import { type ClosedVariance, factorOf } from './fold-variance.ts';
import { VARIANCE } from './kind.ts';
import { aimAtVariance, stretchOfBlock, varianceRuleSchema, varianceRuleWithin } from './rule.ts';

export const varianceDetector = seriesDetector({
  ...VARIANCE,
  needs: 'JUDGED',
  rule: varianceRuleSchema,
  facts: z.object({ rule: varianceRuleSchema, blocks: blocksSchema }),
  state: scatterSchema,
  start: SCATTER_START,
  aimAt: aimAtVariance,
  ruleWithin: varianceRuleWithin,
  factsOf: ({ rule, judged }, span) => ({
    rule,
    blocks: blocksOf(judged, rule, span, (id) => stretchOfBlock(rule, id) !== undefined),
  }),
  fold: (before, facts, at) => {
    if (facts === null) return { state: before, closed: [] };
    const { state, closed } = foldBlocks(before, facts.blocks, facts.rule);
    return { state, closed: closed.map((one) => varianceAnomaly(one, at)) };
  },
  finish: (state, at) => {
    const { chart, closed } = taken(state);
    const over = closed.map((one) => varianceAnomaly(one, at));
    const lasting = chart === null ? null : lastingIn(chart);
    if (chart === null || lasting === null) return over;
    const hasEnded = chart.end !== null && chart.end <= at.last;
    const lasted = hasEnded
      ? varianceAnomaly({ ...lasting, judgedUntil: 'PHASE' }, at)
      : holdingAt(varianceAnomaly(lasting, at), at.last);
    return [...over, lasted];
  },
  progress: { of: scatterProgress, unjudged: unjudgedScatter },
});

function varianceAnomaly(change: ClosedVariance, { unit, series, periodSeconds }: SeriesAt) {
  const length = blockMicrosOf({ periodSeconds });
  const from = change.onset * length;
  const [before, since] = [change.before, change.sum / change.n].map((level) => derived(Math.exp(level / 2)));
  return {
    id: anomalyId(VARIANCE.kind, unit, series, from),
    kind: VARIANCE.kind,
    unit,
    channels: [series],
    from,
    to: change.closed * length,
    ...(change.judgedUntil !== undefined && { judgedUntil: change.judgedUntil }),
    severity: 'WATCH' as const,
    blame: unit,
    evidence: {
      ...{ before: before!, since: since!, factor: derived(factorOf(change)) },
      ...{ hours: (change.n * length) / MICROS_PER_HOUR, raised: (change.raised + 1) * length },
    },
    detector: detectorOf(VARIANCE),
  };
}

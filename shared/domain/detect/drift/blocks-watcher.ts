import { type Aim, lookingWith, notLooking } from '../../anomaly/detector.ts';
import type { UnitContext, Watched } from '../../anomaly/unit-detector.ts';
import { channelNamed } from '../../experiment/lookups.ts';
import { stepOf } from '../../experiment/reading-step.ts';
import type { UnitSeries } from '../../experiment/unit-series.ts';
import type { Interval } from '../../timeline/interval.ts';
import { BLOCKS } from './block.ts';
import { blockRuleSchema, blocksOf, type SeriesBlocks } from './block-facts.ts';
import { seriesRead } from './reference.ts';

/** Writes down the means that drift is judged by, of every series that is held against something. */
export const blocksWatcher = {
  kind: BLOCKS.kind,
  aimAt: ({ series, channel }: UnitSeries, { index, unit }: UnitContext): Aim<unknown> => {
    return seriesRead(index, unit).some((one) => one.series === series)
      ? lookingWith({ step: stepOf(channelNamed(index, channel)) })
      : notLooking('it has no reference');
  },
  ruleWithin: (rule: unknown): unknown => rule,
  factsOf: (series: readonly Watched<unknown>[], span: Interval): unknown =>
    Object.fromEntries(
      series.flatMap(({ series: name, rule, judged }): [string, SeriesBlocks][] => {
        const blocks = blocksOf(judged, blockRuleSchema.parse(rule), span);
        return blocks === null ? [] : [[name, blocks]];
      }),
    ),
};

/** GAP (docs/design.md#gap): a series that sent nothing for more than three steps, late, or never. */
import * as z from 'zod';
import { lookingWith } from '../../anomaly/detector.ts';
import { unitDetector } from '../../anomaly/unit-detector.ts';
import { unitSeries } from '../../experiment/lookups.ts';
import { foldGaps, gapStateSchema, openGaps } from './fold.ts';
import { GAP } from './kind.ts';

export const gapDetector = unitDetector({
  ...GAP,
  needs: 'AWAITED',
  // The longest period of the unit's series: as long may a series come back after the others.
  rule: z.object({ widestSeconds: z.number() }),
  // What arrived, and when, stands in every page: completeness needs it too.
  facts: z.number(),
  state: gapStateSchema,
  start: { first: null, steps: {}, recent: [] },
  aimAt: (_, { index, unit }) =>
    lookingWith({ widestSeconds: Math.max(...unitSeries(index, unit).map(({ period }) => period)) }),
  ruleWithin: (rule) => rule,
  factsOf: (series) => Math.max(0, ...series.map(({ rule }) => rule.widestSeconds)),
  fold: foldGaps,
  finish: openGaps,
});

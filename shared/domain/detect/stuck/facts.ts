/** What one bucket knows of STUCK. */
import * as z from 'zod';
import type { Span, Watched } from '../../anomaly/unit-detector.ts';
import { isPrimary, samplesLasting } from '../../telemetry/rule.ts';
import { keptRuns, runSchema, runStarts } from '../../telemetry/run.ts';
import { fallenFactsOf, fallenFactsSchema } from './fallen.ts';
import { type QuietTrack, quietPieceSchema, quietStretches } from './quiet.ts';
import { countsOf, stuckRuleSchema } from './stuck.ts';

export const stuckFactsSchema = z.object({
  /** By series: its rule, and the runs of equal values that are stuck under rule C or may be, the first and the last too. */
  series: z.record(
    z.string(),
    stuckRuleSchema.extend({ runs: z.array(runSchema), fallen: fallenFactsSchema }),
  ),
  /** Stretches in which no channel of the unit changes, see `quietStretches`. */
  quiet: z.array(z.array(quietPieceSchema)),
});
export type StuckFacts = z.infer<typeof stuckFactsSchema>;

export function stuckFactsOf(
  watched: readonly Watched<z.infer<typeof stuckRuleSchema>>[],
  { from, to }: Span,
): StuckFacts {
  const tracks: QuietTrack[] = [];
  const facts: StuckFacts['series'] = {};
  for (const { series, periodSeconds, rule, sensed } of watched) {
    const starts = runStarts(sensed.values);
    const counts = countsOf({ ...rule, periodSeconds });
    const { fallenAfterSeconds } = rule;
    const fallen =
      fallenAfterSeconds === null
        ? []
        : fallenFactsOf(sensed, starts, samplesLasting(fallenAfterSeconds, periodSeconds));
    facts[series] = { ...rule, runs: keptRuns(sensed, starts, counts.stuckAt), fallen };
    if (isPrimary({ series })) tracks.push({ series, samples: sensed, starts, ...counts });
  }
  return { series: facts, quiet: quietStretches(tracks, from, to) };
}

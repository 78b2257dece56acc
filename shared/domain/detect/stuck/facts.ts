/** What one bucket knows of STUCK. */
import * as z from 'zod';
import type { Span, Watched } from '../../anomaly/unit-detector.ts';
import { isPrimary } from '../../telemetry/rule.ts';
import { keptRuns, runSchema, runStarts } from '../../telemetry/run.ts';
import { type QuietTrack, quietPieceSchema, quietStretches } from './quiet.ts';
import { countsOf, stuckRuleSchema } from './stuck.ts';

export const stuckFactsSchema = z.object({
  /** By series: its rule, and the runs of equal values that are stuck under rule C or may be, the first and the last too. */
  series: z.record(z.string(), stuckRuleSchema.extend({ runs: z.array(runSchema) })),
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
    facts[series] = { ...rule, runs: keptRuns(sensed, starts, counts.stuckAt) };
    if (isPrimary({ series })) tracks.push({ series, samples: sensed, starts, ...counts });
  }
  return { series: facts, quiet: quietStretches(tracks, from, to) };
}

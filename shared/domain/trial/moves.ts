/** What a downlink would change in the answers: deltas and anomalies as they stand, and as they would. */
import * as z from 'zod';
import { byOnset } from '../anomaly/anomaly.ts';
import { type Anomaly, anomalySchema } from '../detect/registry.ts';

/** A summary with what qualifies it. */
const summarySchema = z.object({
  /** Flight minus ground in the channel's unit; null where nothing pairs. */
  delta: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  ci95Reason: z.string().optional(),
  pairedSamples: z.number(),
  effectiveSampleSize: z.number(),
});

const figureSchema = z.object({
  /** Over good, measured samples of armed phases. */
  summary: summarySchema,
  /** Over everything accepted. */
  summaryAll: summarySchema,
  environment: z.enum(['CLEAN', 'CONFOUNDED', 'UNKNOWN']),
});
export type DeltaFigure = z.infer<typeof figureSchema>;

export const deltaMoveSchema = z.object({
  pair: z.string(),
  channel: z.string(),
  ucum: z.string(),
  before: figureSchema,
  after: figureSchema,
});
export type DeltaMove = z.infer<typeof deltaMoveSchema>;

const CHANGES = ['OPENED', 'CHANGED', 'WITHDRAWN'] as const;

export const anomalyMoveSchema = z.object({ change: z.enum(CHANGES), anomaly: anomalySchema });
export type AnomalyMove = z.infer<typeof anomalyMoveSchema>;

export const movesSchema = z.object({
  deltas: z.array(deltaMoveSchema),
  anomalies: z.array(anomalyMoveSchema),
});
export type Moves = z.infer<typeof movesSchema>;

export type DeltaStanding = Omit<DeltaMove, 'before' | 'after'> & { readonly figure: DeltaFigure };

/** The deltas whose figure differs, in the order of `after`, which holds the same pairs and channels as `before`. */
export function movedDeltas(before: readonly DeltaStanding[], after: readonly DeltaStanding[]): DeltaMove[] {
  return after.flatMap(({ figure, ...named }, i) => {
    const standing = before[i];
    if (standing?.pair !== named.pair || standing.channel !== named.channel)
      throw new Error(`the deltas before a trial and after it name different pairs at place ${i}`);
    return isSame(standing.figure, figure) ? [] : [{ ...named, before: standing.figure, after: figure }];
  });
}

/** What is new, different or gone, in order of onset; an anomaly that changed is shown as it would be. */
export function movedAnomalies(before: readonly Anomaly[], after: readonly Anomaly[]): AnomalyMove[] {
  const standing = new Map(before.map((anomaly) => [anomaly.id, anomaly]));
  const moves = after.flatMap((anomaly): AnomalyMove[] => {
    const earlier = standing.get(anomaly.id);
    standing.delete(anomaly.id);
    if (earlier === undefined) return [{ change: 'OPENED', anomaly }];
    return isSame(earlier, anomaly) ? [] : [{ change: 'CHANGED', anomaly }];
  });
  const withdrawn = [...standing.values()].map((anomaly): AnomalyMove => ({ change: 'WITHDRAWN', anomaly }));
  return [...moves, ...withdrawn].sort((a, b) => byOnset(a.anomaly, b.anomaly));
}

/** Both were made by the same code, so that equal values have equal texts. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

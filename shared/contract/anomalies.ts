import * as z from 'zod';
import { anomalySchema, currentSchema } from '../domain/anomaly/anomaly.ts';
import { identifier, instantText, rangeQuery, seriesName } from './wire.ts';

export const anomaliesQuerySchema = z.strictObject({
  unit: identifier.optional(),
  pair: identifier.optional(),
  channel: seriesName.optional(),
  kind: anomalySchema.shape.kind.optional(),
  ...rangeQuery,
});

export const anomalyOnWireSchema = anomalySchema.extend({
  from: instantText,
  to: instantText.nullable(),
  current: currentSchema.extend({ asOf: instantText }).optional(),
});
export type AnomalyOnWire = z.infer<typeof anomalyOnWireSchema>;

export const anomaliesSchema = z.object({
  anomalies: z.array(anomalyOnWireSchema),
  /**
   * Downlinks, events, definitions, buckets, units and pairs that are known and not in this answer yet: 0 says that it
   * holds all that arrived.
   */
  pending: z.number().int(),
  /** There may be more than `pending` says: the count ends at 200 beside units and pairs. */
  atLeast: z.literal(true).optional(),
  /** Downlinks that were announced and whose file has not been taken up, up to 200. */
  awaiting: z.number().int(),
  /** Downlinks that FAILED and are in no answer until they are redriven, up to 200. */
  failed: z.number().int(),
  /** Messages that are still to be sent, up to 200. */
  unsent: z.number().int(),
});
export type AnomaliesOnWire = z.infer<typeof anomaliesSchema>;

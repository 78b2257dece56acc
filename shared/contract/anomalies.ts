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
  /** Units and pairs whose newest pages are not judged yet. */
  pending: z.number().int(),
});
export type AnomaliesOnWire = z.infer<typeof anomaliesSchema>;

import { z } from 'zod';
import { anomalySchema } from '../domain/anomaly/anomaly.ts';
import { instantText } from './wire.ts';

const anomalyOnWireSchema = anomalySchema.extend({ from: instantText, to: instantText.nullable() });

export const anomaliesSchema = z.object({
  anomalies: z.array(anomalyOnWireSchema),
  /** Units and pairs whose newest pages are not judged yet. */
  pending: z.number().int(),
});
export type AnomaliesOnWire = z.infer<typeof anomaliesSchema>;

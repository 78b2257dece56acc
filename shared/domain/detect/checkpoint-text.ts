/** What a checkpoint holds as JSON. */
import * as z from 'zod';
import { anomalySchema } from './registry.ts';

/** The state is that of a unit or of a pair; `closed` are the anomalies that ended for good within the bucket. */
export const checkpointTextSchema = z.object({ state: z.unknown(), closed: anomalySchema.array() });

/** The states of these detectors, by kind: what none of them knows is no state. */
export function statesSchemaOf(
  detectors: readonly { readonly kind: string; readonly state: z.ZodType }[],
): z.ZodType<Record<string, unknown>> {
  return z.looseObject(Object.fromEntries(detectors.map(({ kind, state }) => [kind, state.optional()])));
}

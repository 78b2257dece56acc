import * as z from 'zod';
import { MICROS_PER_SECOND, type Micros } from '../time.ts';
import { spanText } from '../words/span.ts';

const toldSchema = z.looseObject({ lengthSeconds: z.number() });

/** How long an anomaly that is over lasted: as its own numbers say it, where they do; else from its first to its last sample. */
export function lengthText(from: Micros, to: Micros, evidence: unknown): string {
  const told = toldSchema.safeParse(evidence).data;
  return spanText(told === undefined ? to - from : told.lengthSeconds * MICROS_PER_SECOND);
}

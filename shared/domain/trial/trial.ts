import * as z from 'zod';
import { receiptSchema } from '../downlink/receipt.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { movesSchema } from './moves.ts';

/** A dry run: what the downlink's receipt would say, and what it would change. Nothing else is ever written of it. */
const trialSchema = z.object({
  receipt: receiptSchema,
  verdict: z.array(z.string()),
  /** Null until it was tried, and where nothing of the file could be read. */
  moves: movesSchema.nullable(),
  /** True until there is an answer. */
  due: z.boolean(),
});
export type TrialRecord = z.infer<typeof trialSchema>;
export const trialKind: Kind<TrialRecord> = {
  name: 'trial',
  schema: trialSchema,
  isDue: (trial) => trial.due,
  long: ['receipt', 'moves'],
};
export const TRIAL = 'TRIAL';
export const trialKey = (experiment: string, downlink: string): Key => ({
  partition: experiment,
  sort: sortKey(TRIAL, downlink),
});

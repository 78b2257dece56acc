/** What people did to downlinks: the part of the journal that nobody is sent a message of. */
import * as z from 'zod';
import { type Key, type Kind, sortKey } from '../kind.ts';
import { isoOf, type Micros } from '../time.ts';

const actionSchema = z.object({
  action: z.enum(['WITHDRAWN', 'REREAD', 'REDRIVEN']),
  downlink: z.string(),
  /** µs since the epoch. */
  at: z.number(),
  by: z.string(),
  /** Null where the action asks for none. */
  reason: z.string().nullable(),
});
export type ActionRecord = z.infer<typeof actionSchema>;
/** Append-only, in the order of time. */
export const actionKind: Kind<ActionRecord> = {
  name: 'action',
  schema: actionSchema,
  isDue: () => false,
  kept: (action) => action,
};
export const ACTION = 'ACTION';
export const actionKey = (experiment: string, at: Micros, downlink: string): Key => ({
  partition: experiment,
  sort: sortKey(ACTION, isoOf(at), downlink),
});

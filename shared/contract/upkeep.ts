import * as z from 'zod';
import { instantText } from '../domain/instant-text.ts';
import { UPKEEP_TASKS } from '../domain/upkeep/upkeep-record.ts';

export const upkeepSchema = z.object({
  task: z.enum(UPKEEP_TASKS),
  startedBy: z.string(),
  startedAt: instantText,
  /** Absent while it goes on. */
  endedAt: instantText.optional(),
  /** How many of each kind were looked at, or made again. */
  looked: z.record(z.string(), z.number().int()),
  differing: z.number().int(),
  /** What differs from what it should be, and what to do about it: the first 100. */
  differs: z.array(z.object({ key: z.string(), why: z.string(), advice: z.string().optional() })),
  /** Of a rebuild: what is kept nowhere, so that it is not as it was. */
  notRestored: z.array(z.string()).optional(),
});
export type UpkeepOnWire = z.infer<typeof upkeepSchema>;

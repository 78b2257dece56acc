/** What operators did to alarms: append-only, a record each, numbered per alarm. */
import * as z from 'zod';
import { SEVERITIES } from '../anomaly/anomaly.ts';
import { type Key, type Kind, sortKey } from '../kind.ts';

/** The stretch of data time that the operator saw, with the worst severity in it: what the action is bound to. */
const seenSchema = z.object({
  from: z.number(),
  to: z.number(),
  severity: z.enum(SEVERITIES),
  /** Whether the condition had returned at `to`. */
  returned: z.boolean(),
});
export type Seen = z.infer<typeof seenSchema>;

const COMMON = {
  /** The id of the alarm. */
  alarm: z.string(),
  /** From 1. */
  number: z.number().int().positive(),
  /** µs since the epoch. */
  at: z.number(),
  by: z.string(),
  /** Null where there is none. */
  comment: z.string().nullable(),
  seen: seenSchema,
};

const alarmActionSchema = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['ACKNOWLEDGE', 'UNACKNOWLEDGE', 'UNSHELVE', 'RESET']), ...COMMON }),
  z.object({ action: z.literal('SHELVE'), until: z.number(), ...COMMON }),
  z.object({ action: z.literal('ASSIGN'), owner: z.string(), ...COMMON }),
]);
export type AlarmAction = z.infer<typeof alarmActionSchema>;

export const alarmActionKind: Kind<AlarmAction> = {
  name: 'alarmAction',
  schema: alarmActionSchema,
  isDue: () => false,
  kept: (action) => action,
};
export const ALARM = 'ALARM';
/** Actions of one alarm stand together, in their order. */
export const alarmActionKey = (
  experiment: string,
  { alarm, number }: Pick<AlarmAction, 'alarm' | 'number'>,
): Key => ({ partition: experiment, sort: sortKey(ALARM, alarm, String(number).padStart(4, '0')) });

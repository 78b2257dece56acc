import * as z from 'zod';
import { ALARM_ID } from '../domain/alarm/alarm-id.ts';
import { DEFAULT_HISTORY, LONGEST_COMMENT, LONGEST_OWNER, MOST_HISTORY } from '../domain/alarm/bounds.ts';
import { ALARM_STATES, ALARM_TRANSITIONS, VOID_REASONS } from '../domain/alarm/state.ts';
import { JUDGED_UNTIL, SEVERITIES } from '../domain/anomaly/anomaly.ts';
import { KINDS } from '../domain/detect/registry.ts';
import { instant } from '../domain/experiment/scalars.ts';
import { instantText } from '../domain/instant-text.ts';
import { lookedAtSchema } from './looked-at.ts';
import { stopped } from './stopped.ts';
import { computedBy, damagedSchema, identifier, refuseObeyed, wholeNumber } from './wire.ts';

export const alarmsQuerySchema = z.strictObject({
  state: z.enum(ALARM_STATES).optional().meta({ description: 'Only alarms in this state.' }),
  unit: identifier.optional(),
  history: wholeNumber(1, MOST_HISTORY)
    .prefault(String(DEFAULT_HISTORY))
    .meta({ description: 'How many entries of the history of each alarm, at most; the newest.' }),
});

/** The name of an alarm in a path. */
export const alarmId = z
  .string()
  .regex(ALARM_ID, 'expected the id of an alarm, such as LIMIT:FU1:temperature:HIGH')
  .meta({
    description: 'Id of the alarm: kind, unit or pair, and what of it.',
    examples: ['LIMIT:FU1:temperature:HIGH'],
  });

const comment = z
  .string()
  .min(1)
  .max(LONGEST_COMMENT)
  .superRefine(refuseObeyed)
  .optional()
  .meta({
    description: `Why, for those who read it later: one line, ${LONGEST_COMMENT} characters at most.`,
  });

const sighted = z
  .strictObject({ onset: instant, severity: z.enum(SEVERITIES) })
  .optional()
  .meta({
    description:
      'Onset and severity of the alarm as you saw it: if it began anew or became worse since, nothing is done and the answer is 409 `alarm.moved`. Without it the action is of whatever the alarm is by then.',
  });

export const alarmActionSchema = z.strictObject({ comment, sighted });

export const shelveSchema = z.strictObject({
  until: instant.meta({ description: 'When the shelf ends, at most 7 days from now.' }),
  comment,
  sighted,
});

export const assignSchema = z.strictObject({
  owner: z.string().min(1).max(LONGEST_OWNER).superRefine(refuseObeyed).meta({
    description: 'Who looks after the alarm from now on.',
  }),
  comment,
  sighted,
});

const entrySchema = z.object({
  /** In data time for what the data say, else when it was done, or a shelf ended. */
  at: instantText,
  transition: z.enum([...ALARM_TRANSITIONS, 'ASSIGNED']),
  /** Where the alarm stands after it. */
  state: z.enum(ALARM_STATES),
  /** The anomaly that says so. */
  anomaly: z.string().optional(),
  severity: z.enum(SEVERITIES).optional(),
  by: z.string().optional(),
  comment: z.string().optional(),
  until: instantText.optional(),
  owner: z.string().optional(),
  /**
   * Why the action moves nothing, by all that is known now: it named another episode (OTHER_EPISODE), the alarm is worse
   * than it was seen (WORSE), or it is in no state for it (STATE).
   */
  void: z.enum(VOID_REASONS).optional(),
});

export const alarmSchema = z.object({
  id: z.string(),
  state: z.enum(ALARM_STATES),
  kind: z.enum(KINDS),
  unit: z.string().optional(),
  pair: z.string().optional(),
  channels: z.array(z.string()),
  /** The worst that the newest episode came to. */
  severity: z.enum(SEVERITIES),
  /** What holds at the newest sample received of its channels; absent once it is over, and where that is not known. */
  current: z.object({ asOf: instantText, severity: z.enum(SEVERITIES) }).optional(),
  /** Of the newest episode. */
  onset: instantText,
  /** Since when it is as bad as `severity` says; absent where that was at its onset. */
  worstFrom: instantText.optional(),
  /** What the limit that it broke says to people; absent where there is none. */
  advice: z
    .object({
      consequence: z.string().optional(),
      action: z.string().optional(),
      respondWithinSeconds: z.number().optional(),
      /** Since people were told of it, as bad as it is now; absent where no message has said so yet. */
      respondBy: instantText.optional(),
    })
    .optional(),
  /** Why the newest episode was not looked at any more; absent where it holds, and where readings came back. */
  judgedUntil: z.enum(JUDGED_UNTIL).optional(),
  /** Null of kinds that hold no reading against a bound. */
  triggerValue: z.number().nullable(),
  mostSevereValue: z.number().nullable(),
  currentValue: z.number().nullable(),
  /** UCUM codes of these numbers by series, where the channel has another unit by now. */
  ucums: z.record(z.string(), z.string()).optional(),
  /** The unit at fault; null where that cannot be told. */
  blame: z.string().nullable(),
  owner: z.string().optional(),
  shelvedUntil: instantText.optional(),
  /** What moved it, the newest last: what the data say, and what operators did. */
  history: z.array(entrySchema),
  /** How many older entries are left out; absent where there is none. */
  historyLeft: z.number().int().optional(),
});
export type AlarmOnWire = z.infer<typeof alarmSchema>;

/** The alarm after an action. */
export const alarmAfterSchema = alarmSchema.extend({
  /** False: it already stood as was asked, and nothing was done. Its history says who was first, and when. */
  changed: z.boolean(),
});
export type AlarmAfterOnWire = z.infer<typeof alarmAfterSchema>;

export const alarmsSchema = z.object({
  /** Those first that wait for somebody, the worst of them before the others. */
  alarms: z.array(alarmSchema),
  /** Units of which nothing comes while others of their arm go on, and that are not silent yet; absent where there is none. */
  quiet: z
    .array(
      z.object({
        unit: z.string(),
        /** Its newest sample; null where nothing ever came. */
        since: instantText.nullable(),
        /** The newest of the other units of its arm. */
        othersTo: instantText,
        /** From when on it is silent, if nothing comes; null where nothing looks for silence. */
        silentFrom: instantText.nullable(),
      }),
    )
    .optional(),
  /** Which time was looked at, unit by unit: of any other the list says nothing. */
  lookedAt: z.array(lookedAtSchema),
  /** What is known and not in this answer yet: 0 says that it holds all that arrived. */
  pending: z.number().int(),
  stopped,
  /** There may be more than `pending` says: the count ends at 200 beside units and pairs. */
  atLeast: z.literal(true).optional(),
  /** Actions that cannot be read, by alarm, and are left out; absent where there is none. */
  damaged: z.array(damagedSchema).optional(),
  ...computedBy,
});
export type AlarmsOnWire = z.infer<typeof alarmsSchema>;

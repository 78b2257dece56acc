/** What whoever goes off duty hands over: what happened, what is open, what was missed, what comes next. */
import * as z from 'zod';
import { SEVERITIES } from '../domain/anomaly/anomaly.ts';
import { KINDS } from '../domain/detect/registry.ts';
import { DOWNLINK_STATES } from '../domain/downlink/receipt.ts';
import { instant } from '../domain/experiment/scalars.ts';
import { instantText } from '../domain/instant-text.ts';
import { alarmSchema } from './alarms.ts';
import { contactSchema } from './contacts.ts';
import { lookedAtSchema } from './looked-at.ts';
import { noteSchema } from './notes.ts';
import { stopped } from './stopped.ts';
import { computedBy, damagedSchema, identifier } from './wire.ts';

export const handoverQuerySchema = z.strictObject({
  since: instant.meta({ description: 'From when on.' }),
});

/** The newest of a list, a hundred or, where like ones are shown as one, a thousand; `more` counts the others. */
const cut = <T extends z.ZodType>(of: T) => z.object({ all: z.array(of), more: z.number().int().optional() });

const eventSchema = z.object({
  name: z.string(),
  unit: identifier,
  at: instantText,
  /** Absent where it stands in the definition. */
  by: z.string().optional(),
});

const untoldSchema = z.object({
  /** Messages that no receiver has taken: tried again, or given up. */
  messages: cut(
    z.object({
      at: instantText,
      route: z.string(),
      subject: z.string(),
      state: z.enum(['WAITING', 'GIVEN_UP']),
      error: z.string().optional(),
    }),
  ),
  /** Findings that somebody is to hear of: in no message yet, or no route takes them. */
  findings: cut(
    z.object({
      at: instantText,
      state: z.enum(['WAITING', 'UNROUTED']),
      kind: z.enum(KINDS),
      unit: z.string().optional(),
      pair: z.string().optional(),
      channels: z.array(z.string()),
      severity: z.enum(SEVERITIES),
    }),
  ),
});
export type UntoldOnWire = z.infer<typeof untoldSchema>;

export const handoverSchema = z.object({
  since: instantText,
  until: instantText,
  happened: z.object({
    downlinks: cut(
      z.object({
        id: z.string(),
        fileName: z.string(),
        state: z.enum(DOWNLINK_STATES),
        announcedAt: instantText,
        accepted: z.number().int(),
        rejected: z.number().int(),
      }),
    ),
    /** What was learnt of anomalies, by the journal. */
    learnt: cut(
      z.object({
        at: instantText,
        transition: z.enum(['OPENED', 'RAISED', 'WITHDRAWN']),
        kind: z.enum(KINDS),
        unit: z.string().optional(),
        pair: z.string().optional(),
        channels: z.array(z.string()),
        severity: z.enum(SEVERITIES),
        from: instantText,
        to: instantText.nullable(),
        /** When people were told; absent where nobody was. */
        toldAt: instantText.optional(),
      }),
    ),
    /** What operators did to alarms. */
    actions: cut(
      z.object({
        at: instantText,
        alarm: z.string(),
        action: z.string(),
        by: z.string(),
        comment: z.string().optional(),
        /** Of ASSIGN: who looks after it from then on. */
        owner: z.string().optional(),
        /** Of SHELVE: its end. */
        until: instantText.optional(),
      }),
    ),
    events: cut(eventSchema),
    notes: cut(noteSchema),
    /** What people did to files, to the contact plan and to the definition. */
    changes: cut(
      z.object({
        at: instantText,
        /** Absent where an older version did not note it. */
        by: z.string().optional(),
        change: z.enum(['WITHDRAWN', 'REREAD', 'REDRIVEN', 'CONTACTS', 'DEFINITION']),
        /** The file, with its downlink; absent of a plan and of a definition. */
        file: z.object({ id: z.string(), fileName: z.string() }).optional(),
        /** Of a plan or a definition. */
        revision: z.number().int().optional(),
        reason: z.string().optional(),
      }),
    ).default({ all: [] }),
  }),
  open: z.object({
    /** Alarms that are not NORMAL, those first that wait for somebody. */
    alarms: z.array(alarmSchema),
  }),
  missed: z.object({
    /** Contacts after which no file came, or none yet; absent where there is no plan. */
    contacts: z
      .array(z.object({ ...contactSchema.shape, brought: z.enum(['NOTHING', 'NOT_YET']) }))
      .optional(),
    /** What nobody heard of. */
    untold: untoldSchema,
    /** Files that were announced and are in no answer. */
    failed: z.array(z.object({ id: z.string(), fileName: z.string(), state: z.enum(DOWNLINK_STATES) })),
    /** Those of data of this time, and those that were found in this time. */
    gaps: cut(
      z.object({
        unit: z.string().optional(),
        channels: z.array(z.string()),
        from: instantText,
        to: instantText.nullable(),
        cause: z.string(),
      }),
    ),
    /** Commands that cannot be judged by what came so far. */
    unjudged: z.array(z.object({ unit: z.string().optional(), channel: z.string(), why: z.string() })),
  }),
  next: z.object({
    contacts: z.array(contactSchema),
    /** After when the plan holds no contact any more; absent where one is still to come, and without a plan. */
    noContactAfter: instantText.optional(),
    events: z.array(eventSchema),
  }),
  /** Which time was looked at, unit by unit: of any other nothing is said. */
  lookedAt: z.array(lookedAtSchema),
  pending: z.number().int(),
  stopped,
  atLeast: z.literal(true).optional(),
  /** What cannot be read and is left out. */
  damaged: z.array(damagedSchema).optional(),
  ...computedBy,
});
export type HandoverOnWire = z.infer<typeof handoverSchema>;

/** The control run of a ground unit: what it is to do, and what it did. */
import * as z from 'zod';
import { NOT_JUDGED, ROW_KINDS, ROW_STATES, STEP_OUTCOMES } from '../domain/conduct/issue-row.ts';
import { duration, positiveDuration } from '../domain/experiment/scalars.ts';
import { instantText } from '../domain/instant-text.ts';
import { stopped } from './stopped.ts';
import { elapsedRangeQuery, identifier, readUnderOther, repeatable } from './wire.ts';

const deadband = z
  .string()
  .regex(/^[^:]+:\d{1,12}(\.\d{1,12})?$/, 'expected a channel and a number in its unit, such as co2:50');

export const conductQuerySchema = z.strictObject({
  ground: identifier.meta({ description: 'The ground unit that is to follow its flight unit.' }),
  pair: identifier.optional().meta({ description: 'Which pair, where the ground unit belongs to several.' }),
  delay: duration.optional().meta({
    description: 'How much later the ground unit runs; the planned delay of the pair if not given.',
    examples: ['PT96H'],
  }),
  blocks: positiveDuration.optional().meta({
    description:
      'Length of the blocks whose medians are set-points. Default: the longer of PT10M and 3 periods.',
    examples: ['PT10M'],
  }),
  channel: repeatable(identifier).meta({
    description: 'A channel that the ground unit controls; may be repeated. All if not given.',
  }),
  deadband: repeatable(deadband).meta({
    description:
      'How far readings may be from a set-point before another is set, in the unit of the channel, as channel:value; may be repeated. Default: a quarter of the margin, the resolution at least.',
    examples: ['co2:50'],
  }),
  ...elapsedRangeQuery,
  gaps: z.literal('hold', 'expected hold, or leave it out').optional().meta({
    description:
      'hold keeps the last set-point where the flight gives none; if not given, such times have no set-point.',
  }),
  limits: z.literal('replay', 'expected replay, or leave it out').optional().meta({
    description:
      'replay makes set-points of readings beyond a limit of the flight unit too; if not given, they are marked.',
  }),
});
export type ConductQuery = z.output<typeof conductQuerySchema>;

const whose = {
  ground: z.string(),
  flight: z.string(),
  pair: z.string(),
  delay: z.string(),
};

const issueRowSchema = z.object({
  what: z.enum(ROW_KINDS),
  /** The channel, or the event. */
  name: z.string(),
  /** On the ground's clock, as everything here. */
  at: instantText,
  /** Hold until then; null while nothing says until when. Of a step as `at`. */
  until: instantText.nullable(),
  state: z.enum(ROW_STATES),
  setpoint: z.number().nullable(),
  ucum: z.string(),
  /** missing, too-few (good samples), not-yet, or the anomalies of the flight unit; empty where there is a set-point of the flight. */
  cause: z.string(),
  note: z.string(),
  /** The issue that said the row first. */
  issue: z.number().int(),
  /** The ground's clock had passed it before it was issued. */
  late: z.boolean(),
});
export type IssueRowOnWire = z.infer<typeof issueRowSchema>;

const pendingToo = {
  readUnderOther,
  /** Inputs that have changed and are not folded in yet. */
  pending: z.number().int(),
  stopped,
};

export const conductSchema = z.object({
  ...whose,
  issue: z.object({
    number: z.number().int(),
    /** The instant up to which the ground has run. */
    at: instantText,
    /** Rows that this issue says first, and those of them that are late. */
    added: z.number().int(),
    late: z.number().int(),
    /** Rows of the issue before, still to be run, that something else takes the place of. */
    dropped: z.number().int(),
  }),
  /** What the profile speaks of, on the ground's clock. */
  from: instantText,
  to: instantText,
  channels: z.array(
    z.object({
      channel: z.string(),
      ucum: z.string(),
      blockSeconds: z.number(),
      deadband: z.number(),
      /** By `set`, or by the cause for which there is no set-point. */
      blocks: z.record(z.string(), z.number()),
      /** Medians of the flight minus set-points. */
      difference: z.object({ mean: z.number(), worst: z.number() }).nullable(),
    }),
  ),
  leftOut: z.array(z.object({ channel: z.string(), sentence: z.string() })),
  steps: z.number().int(),
  stepsSentence: z.string(),
  rows: z.array(issueRowSchema),
  /** Names the inputs that the issue was computed from. */
  snapshot: z.string(),
  ...pendingToo,
});
export type ConductOnWire = z.infer<typeof conductSchema>;

export const complianceSchema = z.object({
  ...whose,
  /** The instant up to which the ground was judged. */
  at: instantText,
  steps: z.array(
    z.object({
      name: z.string(),
      outcome: z.enum(STEP_OUTCOMES),
      flightAt: instantText.nullable(),
      plannedAt: instantText.nullable(),
      ranAt: instantText.nullable(),
      /** Ran minus planned; negative where it was early. */
      latenessSeconds: z.number().nullable(),
      withinSeconds: z.number().nullable(),
    }),
  ),
  stepsSentence: z.string(),
  /** Ground minus set-point, over blocks. */
  channels: z.array(
    z.object({
      channel: z.string(),
      ucum: z.string(),
      blockSeconds: z.number(),
      margin: z.number().nullable(),
      /** All of the profile: judged and not judged. */
      blocks: z.number().int(),
      /** Those with a set-point that are over. */
      toFollow: z.number().int(),
      judged: z.number().int(),
      judgedSeconds: z.number(),
      /** Judged of those to follow. */
      coverage: z.number().nullable(),
      from: instantText.nullable(),
      to: instantText.nullable(),
      mean: z.number().nullable(),
      worst: z.object({ value: z.number(), at: instantText }).nullable(),
      withinMargin: z.number().nullable(),
      notJudged: z.partialRecord(z.enum(NOT_JUDGED), z.number()),
      sentence: z.string(),
    }),
  ),
  leftOut: z.array(z.object({ channel: z.string(), sentence: z.string() })),
  snapshot: z.string(),
  ...pendingToo,
});
export type ComplianceOnWire = z.infer<typeof complianceSchema>;

/** Arms, units with their sensors and events, pairs and phases of the definition. */
import * as z from 'zod';
import { isoDuration } from '../duration.ts';
import { calibrationSchema } from './calibration-schema.ts';
import { centrifugeSchema } from './g-level-schema.ts';
import { platformSchema } from './platform-schema.ts';
import {
  duration,
  durationOrNone,
  identifier,
  instant,
  positiveDuration,
  signedDuration,
  words,
} from './scalars.ts';

const ARM_KINDS = [
  'SPACEFLIGHT',
  'GROUND_CONTROL_SYNCHRONOUS',
  'GROUND_CONTROL_ASYNCHRONOUS',
  'ONBOARD_1G',
  'BASAL_CONTROL',
  'VIVARIUM_CONTROL',
  'SIMULATED_MICROGRAVITY',
] as const;
export type ArmKind = (typeof ARM_KINDS)[number];

/** The side of a pair whose gravity is altered, or an on-board control held against the ground. */
export function isFlightSide(kind: ArmKind): boolean {
  return kind === 'SPACEFLIGHT' || kind === 'SIMULATED_MICROGRAVITY' || kind === 'ONBOARD_1G';
}

/** The side of a pair that stands for normal gravity; a centrifuge on board does too. */
export function isControlSide(kind: ArmKind): boolean {
  return kind !== 'SPACEFLIGHT' && kind !== 'SIMULATED_MICROGRAVITY';
}

/** Event times are written to the second where nothing else is said. */
const DEFAULT_ACCURACY = 'PT1S';

export const armSchema = z.strictObject({
  id: identifier,
  kind: z.enum(ARM_KINDS),
  technique: words
    .optional()
    .describe(
      'Its platform, by id, name or abbreviation of the catalogue: rpm, clinostat, rotating wall vessel, HLU, …',
    ),
  centrifuge: centrifugeSchema
    .optional()
    .describe(
      'Of an arm ONBOARD_1G: how its g-level is known. It counts as 1 g with 95 % of its culture at 0.9 to 1.1 g.',
    ),
  platform: platformSchema.optional().describe('How the platform of its technique is run.'),
});
export type Arm = z.output<typeof armSchema>;

const sensor = z.strictObject({
  id: identifier,
  serial: words.optional(),
  measures: identifier.describe('Id of the channel.'),
  primary: z.boolean().default(false),
  calibrations: z
    .array(calibrationSchema)
    .default([])
    .describe("What corrects the sensor's readings, in the channel's unit, by time."),
});

/** From mildest to worst. */
const PROOF_SEVERITIES = ['WATCH', 'WARNING', 'DISTRESS', 'CRITICAL', 'SEVERE'] as const;

const proof = z
  .strictObject({
    channel: identifier.describe('Id of a channel of the unit, which shows that the step was taken.'),
    above: z.number().optional().describe('Its readings are above this, in the unit of the channel.'),
    below: z.number().optional().describe('Its readings are below this, in the unit of the channel.'),
    for: positiveDuration.describe('For so long without interruption.'),
    within: positiveDuration.describe('So soon after the event.'),
    severity: z
      .enum(PROOF_SEVERITIES)
      .default('WATCH')
      .describe('Of a step that was commanded and not seen, or seen and not commanded; WATCH by default.'),
  })
  .superRefine(({ above, below, for: held, within }, context) => {
    const refuse = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (above === undefined && below === undefined)
      refuse('above', 'is missing: expected above or below, the threshold that shows the step');
    if (above !== undefined && below !== undefined)
      refuse('below', 'expected above or below, got both: a proof has one threshold');
    if (held > within)
      refuse(
        'for',
        `expected within (${isoDuration(within)}) or less, got ${isoDuration(held)}: it would never be held in time`,
      );
  });
/** How telemetry shows that a commanded step was taken. */
export type Proof = z.output<typeof proof>;

const event = z.strictObject({
  name: identifier,
  at: instant,
  planned: instant.optional(),
  accuracy: duration.prefault(DEFAULT_ACCURACY),
  proof: proof
    .optional()
    .describe(
      'How the telemetry of the unit shows that it happened: of every event of this name of the unit.',
    ),
});

const fact = z.union([z.string(), z.number(), z.boolean()], 'expected text, a number, true or false');
const facts = z.union([fact, z.array(fact)], 'expected text, a number, true or false, or a list of these');

export const unitSchema = z.strictObject({
  id: identifier,
  arm: identifier,
  serial: words.optional(),
  culture: z.record(z.string(), facts).optional().describe('Facts of the culture, freely named.'),
  platform: platformSchema.optional().describe('What of the platform of its arm is another for it.'),
  sensors: z.array(sensor).default([]),
  events: z.array(event).default([]),
});
export type Unit = z.output<typeof unitSchema>;

export const pairSchema = z.strictObject({
  id: identifier,
  flight: identifier.describe('Unit of a flight arm.'),
  ground: identifier.describe('Unit of a control arm.'),
  plannedDelay: signedDuration
    .optional()
    .describe(
      'How much later the ground unit goes through the same. Left out: at the same time; of an asynchronous control, as its events say.',
    ),
});
export type Pair = z.output<typeof pairSchema>;

export const phaseSchema = z.strictObject({
  id: identifier,
  from: identifier.optional().describe('Event that begins it; absent: from the first sample.'),
  to: identifier.optional().describe('Event that ends it; absent: to the last sample.'),
  armed: z.boolean().default(true).describe('Whether alarms are sent and summaries count in it.'),
});

export const nominalSchema = z.strictObject({
  event: identifier.describe('Name of an event of a unit.'),
  channels: z
    .array(identifier)
    .min(1, 'expected one channel at least')
    .optional()
    .describe('Ids of the channels that it disturbs; absent: all.'),
  settle: durationOrNone.describe('How long they settle after it; none: it disturbs none of them.'),
});

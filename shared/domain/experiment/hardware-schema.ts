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

export const ARM_KINDS = [
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

/** An arm whose gravity is altered; everywhere drawn as ●, and a control as ■. One of which nothing is known is none. */
export const isExposed = (kind: ArmKind | undefined): boolean => kind !== undefined && !isControlSide(kind);

/** Event times are written to the second where nothing else is said. */
const DEFAULT_ACCURACY = 'PT1S';

export const armSchema = z.strictObject({
  id: identifier.describe(
    'Name of the arm, such as flight. Units refer to it, and a contrast is called flight-v-ground.',
  ),
  kind: z
    .enum(ARM_KINDS)
    .describe('Condition of the arm. SIMULATED_MICROGRAVITY should also name its technique.'),
  technique: words
    .optional()
    .describe(
      'Platform that makes the gravity of the arm, by its name or abbreviation in docs/literature.md, such as RPM, 2D clinostat or HLU.',
    ),
  centrifuge: centrifugeSchema
    .optional()
    .describe(
      'How the g-level of an ONBOARD_1G arm is measured. The arm counts as 1 g if at least 95 % of its culture time is at 0.9 to 1.1 g.',
    ),
  platform: platformSchema
    .optional()
    .describe('Settings of the platform. Every key is optional; what is left out is reported as not known.'),
});
export type Arm = z.output<typeof armSchema>;

const sensor = z.strictObject({
  id: identifier.describe('Name of the sensor within its unit, such as T1.'),
  serial: words
    .optional()
    .describe('Serial number of the sensor, such as PT-1187. Calibrators with this serial apply to it.'),
  measures: identifier.describe('Id of the channel that the sensor measures, such as temperature.'),
  primary: z
    .boolean()
    .default(false)
    .describe(
      'Whether this sensor stands for the unit in its channel. Needed on exactly one of several sensors of one channel.',
    ),
  calibrations: z
    .array(calibrationSchema)
    .default([])
    .describe(
      'Corrections of this sensor, applied after the calibrators of the channel. Input and output are in the unit of the channel.',
    ),
});

/** From mildest to worst. */
const PROOF_SEVERITIES = ['WATCH', 'WARNING', 'DISTRESS', 'CRITICAL', 'SEVERE'] as const;

const proof = z
  .strictObject({
    channel: identifier.describe('Id of the channel of the unit that shows the step, such as pump-current.'),
    above: z
      .number()
      .optional()
      .describe(
        'The step is seen while readings are above this, in the unit of the channel. Give above or below, not both.',
      ),
    below: z
      .number()
      .optional()
      .describe(
        'The step is seen while readings are below this, in the unit of the channel. Give above or below, not both.',
      ),
    for: positiveDuration.describe(
      'How long readings must stay beyond the threshold without interruption, such as PT2M.',
    ),
    within: positiveDuration.describe('How soon after the event the step must be seen, such as PT15M.'),
    severity: z
      .enum(PROOF_SEVERITIES)
      .default('WATCH')
      .describe('Severity of a step that was commanded and not seen, or seen and not commanded.'),
  })
  .superRefine(({ above, below, for: held, within }, context) => {
    const refuse = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (above === undefined && below === undefined)
      refuse('above', 'expected above or below, the threshold that shows the step, got neither');
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
  name: identifier.describe('Name of the event, such as activation. Phases and reference use this name.'),
  at: instant.describe('When the event happened, in ISO 8601 with offset, such as 2026-03-01T06:00:00Z.'),
  planned: instant
    .optional()
    .describe('When the event was planned, such as 2026-03-01T05:55:00Z. For information only.'),
  accuracy: duration
    .prefault(DEFAULT_ACCURACY)
    .describe('How far the true time may be from the stated one, either way, such as PT5M.'),
  proof: proof
    .optional()
    .describe(
      'How telemetry shows that the step was taken. The proof holds for every event of this name on this unit.',
    ),
});

const fact = z.union([z.string(), z.number(), z.boolean()], 'expected text, a number, true or false');
const facts = z.union([fact, z.array(fact)], 'expected text, a number, true or false, or a list of these');

export const unitSchema = z.strictObject({
  id: identifier.describe('Name of the culture unit, such as FU1.'),
  arm: identifier.describe('Id of the arm that the unit belongs to, such as flight.'),
  serial: words
    .optional()
    .describe(
      'Serial number of the hardware, such as FM-03. Noise that a rehearsal measured on the same serial is used for the flight.',
    ),
  culture: z
    .record(z.string(), facts)
    .optional()
    .describe(
      'Facts of the culture under free names. Comparisons use cellType, species, site, donor, sex, substrate, seedingPerCm2, growth and incubator.',
    ),
  platform: platformSchema
    .optional()
    .describe(
      'Settings in which this unit differs from the platform of its arm. Each key replaces that of the arm.',
    ),
  sensors: z
    .array(sensor)
    .default([])
    .describe(
      'Sensors of the unit. Needed where a channel has several, or a sensor has a calibration of its own.',
    ),
  events: z
    .array(event)
    .default([])
    .describe('What happened to the unit and when. Events may also be recorded later or read from files.'),
});
export type Unit = z.output<typeof unitSchema>;

export const pairSchema = z.strictObject({
  id: identifier.describe('Name of the pair, such as P1.'),
  flight: identifier.describe('Id of the unit in flight (or in simulated microgravity), such as FU1.'),
  ground: identifier.describe('Id of its control unit, such as GU1. A delta is flight minus ground.'),
  plannedDelay: signedDuration
    .optional()
    .describe(
      'How much later the ground unit goes through the same, such as PT26H. Default: no delay; for an asynchronous control, the delay that its events show.',
    ),
});
export type Pair = z.output<typeof pairSchema>;

export const phaseSchema = z.strictObject({
  id: identifier.describe('Name of the phase, such as culture.'),
  from: identifier
    .optional()
    .describe('Event that begins the phase, such as activation. Without it, the first sample does.'),
  to: identifier
    .optional()
    .describe('Event that ends the phase, such as fixation. Without it, the last sample does.'),
  armed: z
    .boolean()
    .default(true)
    .describe('Whether messages are sent in this phase and summaries count its samples.'),
});

export const nominalSchema = z.strictObject({
  event: identifier.describe('Name of the event that disturbs the channels, such as medium-exchange.'),
  channels: z
    .array(identifier)
    .min(1, 'expected one channel at least')
    .optional()
    .describe('Ids of the channels that the event disturbs. Default: all channels of the unit.'),
  settle: durationOrNone.describe(
    'How long the channels settle after the event, such as PT1H. none: the event disturbs nothing.',
  ),
});

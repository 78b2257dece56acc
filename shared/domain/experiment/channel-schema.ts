/** A channel of the definition, after XTCE: what is measured, how it is kept, and what is nominal. */
import * as z from 'zod';
import { isoDuration } from '../duration.ts';
import type { Seconds } from '../time.ts';
import { calibrationSchema } from './calibration-schema.ts';
import {
  duration,
  durationOrNone,
  identifier,
  instant,
  positiveDuration,
  range,
  storage,
  ucumCode,
  words,
} from './scalars.ts';

/** Ascending: what is CRITICAL is also WARNING. The keys of a limits entry that carry bounds. */
export const LIMIT_SEVERITIES = ['watch', 'warning', 'distress', 'critical', 'severe'] as const;

const DEFAULT_STUCK_AFTER = 'PT48H';

const LEAST_RATE_PERIODS = 2;
const MOST_RATE_PERIODS = 600;

const bounds = range.optional().describe('[low, high]; a bound itself is nominal, null leaves a side open.');
const count = z.int().min(1, 'expected 1 or more');

const inForce = {
  phases: z.array(identifier).optional().describe('Phases in which these limits hold; absent: all others.'),
  effective: instant.optional().describe("From which instant of the data's own time; absent: always."),
};

const judgement = {
  watch: bounds,
  warning: bounds,
  distress: bounds,
  critical: bounds,
  severe: bounds,
  minViolations: count
    .optional()
    .describe('Consecutive samples beyond a bound that violate it; 3 by default.'),
  minConformance: z
    .union([count, z.literal('infinity')], 'expected 1 or more, or infinity (latching)')
    .optional()
    .describe('Consecutive samples within the bound that end it; 3 by default, infinity latches it.'),
};
const HAS_BOUNDS: [
  (entry: { [severity in (typeof LIMIT_SEVERITIES)[number]]?: unknown }) => boolean,
  string,
] = [
  (entry) => LIMIT_SEVERITIES.some((severity) => entry[severity] !== undefined),
  `expected bounds for one severity at least (${LIMIT_SEVERITIES.join(', ')})`,
];

const LONGEST_ADVICE = 300;
const advice = words.max(LONGEST_ADVICE, `expected at most ${LONGEST_ADVICE} characters`).optional();

/** What an operator is told with the alarm (ISA-TR18.2.2). */
const response = {
  consequence: advice.describe('What happens if nobody acts; stands in the message.'),
  action: advice.describe('What to do; stands in the message.'),
  respondWithin: positiveDuration
    .optional()
    .describe('How long there is time for it; stands in the message.'),
  irreversible: z
    .boolean()
    .optional()
    .describe('Whether the harm is done though the reading is back: what is over pages too.'),
};

const limitsEntry = z.strictObject({ ...inForce, ...judgement, ...response }).refine(...HAS_BOUNDS);
export type LimitsEntry = z.output<typeof limitsEntry>;

const rateEntry = z
  .strictObject({
    ...inForce,
    ...judgement,
    over: positiveDuration.describe(
      'The rate at a sample is the slope of all samples of this long up to it: 2 to 600 periods.',
    ),
    per: positiveDuration.prefault('PT1M').describe('The bounds are changes over this long.'),
  })
  .refine(...HAS_BOUNDS);
export type RateEntry = z.output<typeof rateEntry>;

/** Beyond it a mean of the residual is never known. */
const MOST_PHI = 0.98;

const noise = z
  .strictObject({
    phi: z
      .number()
      .min(0, 'expected 0 or more')
      .max(MOST_PHI, `expected ${MOST_PHI} or less`)
      .optional()
      .describe('Correlation of a ten-minute mean with the one before.'),
    sd: z
      .number()
      .positive('expected a standard deviation above 0')
      .optional()
      .describe('Standard deviation of ten-minute means, in the unit of the channel.'),
    mean: z
      .number()
      .optional()
      .describe(
        'How far the sensors stand apart by calibration, in the unit of the channel: 0 where they are calibrated against each other.',
      ),
  })
  .refine(
    ({ phi, sd, mean }) => phi !== undefined || sd !== undefined || mean !== undefined,
    'expected phi, sd or mean; leave the key out where nothing is known',
  );

const loop = z.strictObject({
  holds: identifier.describe('Id of the channel that is held, such as the temperature of the culture.'),
  ambient: identifier.describe('Id of the channel of the unit that measures its surroundings.'),
  perDegree: z
    .number()
    .positive('expected a number above 0')
    .optional()
    .describe(
      'How much the drive grows for each degree that is held above the surroundings; learnt from the first six hours where it is left out.',
    ),
});

const twin = z.strictObject({
  margin: z
    .number()
    .positive('expected a margin above 0')
    .optional()
    .describe('Largest flight minus ground, in the unit of the channel, that counts as equal.'),
  tolerance: positiveDuration
    .optional()
    .describe('Farthest apart that paired samples may be; half a period by default.'),
  dose: z
    .number()
    .positive('expected a dose above 0')
    .optional()
    .describe(
      'Most that one excursion may add up to beyond the margin, in the unit of the channel times hours; the margin times two hours by default.',
    ),
  samples: count.optional(),
  limits: z
    .array(limitsEntry)
    .optional()
    .describe(
      'Limits on flight minus ground, pair by pair while both units are armed; phases are those of the flight unit.',
    ),
});

/** How a channel is compared with its twin. */
export interface TwinRule {
  /** In the channel's unit; null where no difference is declared negligible. */
  readonly margin: number | null;
  readonly tolerance: Seconds;
  /** In the channel's unit times seconds; null: the margin times two hours. */
  readonly dose: number | null;
  readonly samples: number | null;
  /** On flight minus ground, in the channel's unit. */
  readonly limits: readonly LimitsEntry[];
}

export const channelSchema = z
  .strictObject({
    id: identifier,
    quantity: words.optional(),
    unit: ucumCode,
    resolution: z.number().positive('expected a resolution above 0').optional(),
    accuracy: z
      .number()
      .positive('expected an accuracy above 0')
      .optional()
      .describe(
        'Largest error of a reading of its sensors after calibration, in the unit of the channel. Twins are called equal only within a margin above that of both sensors together, √2 times this.',
      ),
    storage: storage.default({ kind: 'float64' }),
    period: positiveDuration.describe('Time from sample to sample.'),
    validRange: range.optional().describe('Readings outside it are not physical; apart from the limits.'),
    stuckAfter: durationOrNone
      .prefault(DEFAULT_STUCK_AFTER)
      .describe('How long a reading may stay unchanged; none for a signal quieter than its resolution.'),
    deadAfter: durationOrNone
      .optional()
      .describe(
        'Longest time without a valid reading while other series of the unit go on; a longer one is DEAD. Default: the longer of 5 periods and PT10M. none turns it off.',
      ),
    spike: z
      .literal('none', 'expected none: spikes are looked for where this is left out')
      .optional()
      .describe('none where the reading jumps by nature: spikes are not looked for.'),
    limits: z.array(limitsEntry).default([]),
    rate: z
      .array(rateEntry)
      .default([])
      .describe(
        'How fast the reading may change: bounds [fall, rise] as those of limits, such as [-0.5, 0.5].',
      ),
    setpoint: z
      .array(z.strictObject({ phase: identifier.optional(), value: z.number(), settle: duration.optional() }))
      .default([]),
    reference: z
      .array(z.enum(['sensor', 'siblings', 'ambient', 'twin', 'setpoint']))
      .optional()
      .describe('What drift is judged against: the first that is available.'),
    loop: loop
      .optional()
      .describe(
        'Of what a controller drives a heater with, such as its duty or current: what it works against.',
      ),
    noise: noise
      .optional()
      .describe(
        'What is known of the channel less its reference, in means of ten minutes; what is not is learnt.',
      ),
    twin: twin.default({}),
    calibrators: z
      .array(calibrationSchema)
      .default([])
      .describe("From the file's number to the channel's unit, by time and, with a serial, by sensor."),
  })
  .superRefine(({ rate, period }, context) => {
    rate.forEach(({ over }, i) => {
      if (over >= LEAST_RATE_PERIODS * period && over <= MOST_RATE_PERIODS * period) return;
      const message = `expected ${LEAST_RATE_PERIODS} to ${MOST_RATE_PERIODS} periods of the channel (${isoDuration(LEAST_RATE_PERIODS * period)} to ${isoDuration(MOST_RATE_PERIODS * period)}): a slope needs three samples, and a page keeps all of them`;
      context.addIssue({ code: 'custom', path: ['rate', i, 'over'], message });
    });
  })
  .transform((channel) => ({ ...channel, twin: twinRule(channel.twin, channel.period) }));
export type Channel = z.output<typeof channelSchema>;

function twinRule(declared: z.output<typeof twin>, period: Seconds): TwinRule {
  return {
    margin: declared.margin ?? null,
    tolerance: declared.tolerance ?? period / 2,
    dose: declared.dose === undefined ? null : declared.dose * 3600,
    samples: declared.samples ?? null,
    limits: declared.limits ?? [],
  };
}

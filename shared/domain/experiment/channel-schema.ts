/** A channel of the definition, after XTCE: what is measured, how it is kept, and what is nominal. */
import * as z from 'zod';
import { isoDuration } from '../duration.ts';
import type { Seconds } from '../time.ts';
import { calibrationSchema } from './calibration-schema.ts';
import { type LimitsEntry, limitsEntry, rateEntry } from './limits-schema.ts';
import {
  duration,
  durationOrNone,
  identifier,
  positiveDuration,
  range,
  storage,
  ucumCode,
  words,
} from './scalars.ts';

const DEFAULT_STUCK_AFTER = 'PT48H';

const LEAST_RATE_PERIODS = 2;
const MOST_RATE_PERIODS = 600;

/** Beyond it a mean of the residual is never known. */
const MOST_PHI = 0.98;

const noise = z
  .strictObject({
    phi: z
      .number()
      .min(0, 'expected 0 or more')
      .max(MOST_PHI, `expected ${MOST_PHI} or less`)
      .optional()
      .describe('Correlation of a ten-minute mean with the one before, from 0 to 0.98.'),
    sd: z
      .number()
      .positive('expected a standard deviation above 0')
      .optional()
      .describe('Standard deviation of the ten-minute means, in the unit of the channel.'),
    mean: z
      .number()
      .optional()
      .describe(
        'Known offset from the reference, in the unit of the channel. 0 where both are calibrated against each other.',
      ),
  })
  .refine(
    ({ phi, sd, mean }) => phi !== undefined || sd !== undefined || mean !== undefined,
    'expected phi, sd or mean; leave the key out where nothing is known',
  );

const loop = z.strictObject({
  holds: identifier.describe('Id of the channel that the controller holds, such as temperature.'),
  ambient: identifier.describe(
    'Id of the channel that measures the surroundings of the unit, such as ambient-temperature.',
  ),
  perDegree: z
    .number()
    .positive('expected a number above 0')
    .optional()
    .describe(
      'Growth of the drive per degree that is held above the surroundings. Default: learnt from the first six hours.',
    ),
});

const twin = z.strictObject({
  margin: z
    .number()
    .positive('expected a margin above 0')
    .optional()
    .describe(
      'Largest negligible difference between flight and ground, in the unit of the channel, such as 0.5. Without it, the environment of this channel is UNKNOWN.',
    ),
  tolerance: positiveDuration
    .optional()
    .describe('Largest time between two samples that are paired, such as PT30S. Default: half a period.'),
  dose: z
    .number()
    .positive('expected a dose above 0')
    .optional()
    .describe(
      'Largest negligible dose of one excursion: what lies beyond the margin, summed over time, in the unit of the channel times hours. Default: the margin times 2 h.',
    ),
  samples: z
    .int()
    .min(1, 'expected 1 or more')
    .optional()
    .describe('Not used yet: kept, and answered with a warning.'),
  limits: z
    .array(limitsEntry)
    .optional()
    .describe(
      'Limits on flight minus ground, while both units are armed. Phases are those of the flight unit.',
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
    id: identifier.describe('Name of the channel, such as temperature.'),
    quantity: words
      .optional()
      .describe(
        'What is measured, such as temperature, co2, humidity or heater duty. Detectors and comparisons go by it; without it, they go by the id at most.',
      ),
    unit: ucumCode.describe(
      'Unit of the values, as a case-sensitive UCUM code: Cel, %, [ppm], kPa. Quote % and codes in brackets.',
    ),
    resolution: z
      .number()
      .positive('expected a resolution above 0')
      .optional()
      .describe(
        'Smallest step of the readings, in the unit of the channel, such as 0.01. Default: the last digit of decimal storage.',
      ),
    accuracy: z
      .number()
      .positive('expected an accuracy above 0')
      .optional()
      .describe(
        'Largest error of a reading after calibration, in the unit of the channel, such as 0.1. Twins are called equivalent only if the margin exceeds √2 times this.',
      ),
    storage: storage
      .default({ kind: 'float64' })
      .describe(
        'How values are stored: decimal(2) keeps two decimals exactly; float32 and float64 are binary. A value that does not fit is stored as float64 with a warning.',
      ),
    period: positiveDuration.describe(
      'Time from one sample to the next, such as PT1M. Completeness and gaps are judged by it.',
    ),
    validRange: range
      .optional()
      .describe(
        'Range [low, high] that the sensor can give at all, such as [-20, 60]. Readings outside get quality BAD.',
      ),
    stuckAfter: durationOrNone
      .prefault(DEFAULT_STUCK_AFTER)
      .describe(
        'How long a reading may stay unchanged before the sensor counts as STUCK, such as PT20M. none: for a signal quieter than its resolution.',
      ),
    deadAfter: durationOrNone
      .optional()
      .describe(
        'How long valid readings may be missing while the unit sends others, before the sensor counts as DEAD. Default: the longer of 5 periods and PT10M. none: never.',
      ),
    spike: z
      .literal('none', 'expected none: spikes are looked for where this is left out')
      .optional()
      .describe('none: spikes are not looked for, because the reading jumps by nature. Without it they are.'),
    limits: z
      .array(limitsEntry)
      .default([])
      .describe(
        'Bounds of nominal readings, by severity, phase and date. Readings beyond them raise alarms.',
      ),
    rate: z
      .array(rateEntry)
      .default([])
      .describe(
        'How fast the reading may change: bounds [fall, rise] per time, such as [-0.5, 0.5] per minute.',
      ),
    setpoint: z
      .array(
        z.strictObject({
          phase: identifier
            .optional()
            .describe('Id of the phase in which the set-point holds. Without it, it holds in all others.'),
          value: z.number().describe('The set-point, in the unit of the channel, such as 37.'),
          settle: duration
            .optional()
            .describe(
              'How long the channel takes to reach the set-point after the phase begins. Default: PT1H.',
            ),
        }),
      )
      .default([])
      .describe('What the controller was told to hold, by phase. Drift can be judged against it.'),
    reference: z
      .array(z.enum(['sensor', 'siblings', 'ambient', 'twin', 'setpoint']))
      .optional()
      .describe(
        'What drift is judged against: the first in this list that has readings. Default: [sensor, siblings, ambient, setpoint]. []: drift is not looked for.',
      ),
    loop: loop
      .optional()
      .describe(
        'For the duty or current of a heater: which channel the heater holds, and against which surroundings.',
      ),
    noise: noise
      .optional()
      .describe(
        'Known noise of the channel minus its reference, in ten-minute means. What is left out is learnt from the data or taken from a rehearsal.',
      ),
    twin: twin.default({}).describe('How flight and ground are compared in this channel.'),
    calibrators: z
      .array(calibrationSchema)
      .default([])
      .describe(
        'Curves from the number in the file (counts, volts) to the unit of the channel, by time and sensor serial.',
      ),
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

/** Limits of a channel: bounds by severity, where and from when they hold, and what people are to do. */
import * as z from 'zod';
import { identifier, instant, positiveDuration, range, words } from './scalars.ts';

/** Ascending: what is CRITICAL is also WARNING. The keys of a limits entry that carry bounds. */
export const LIMIT_SEVERITIES = ['watch', 'warning', 'distress', 'critical', 'severe'] as const;

/** @param severity as people write it */
const boundsOf = (severity: string) =>
  range
    .optional()
    .describe(
      `Bounds [low, high] of ${severity}, such as [36.5, 37.5]. A reading equal to a bound is nominal; null leaves a side open.`,
    );
const count = z.int().min(1, 'expected 1 or more');

const inForce = {
  phases: z
    .array(identifier)
    .optional()
    .describe(
      'Ids of the phases in which the entry holds, such as [culture]. Without phases it holds wherever no other entry names the phase.',
    ),
  effective: instant
    .optional()
    .describe(
      'Instant in data time from which the entry holds, such as 2026-03-04T00:00:00Z. Default: from the beginning.',
    ),
};

const judgement = {
  watch: boundsOf('WATCH'),
  warning: boundsOf('WARNING'),
  distress: boundsOf('DISTRESS'),
  critical: boundsOf('CRITICAL'),
  severe: boundsOf('SEVERE'),
  minViolations: count
    .optional()
    .describe('Number of consecutive samples beyond a bound that open an anomaly. Default: 3.'),
  minConformance: z
    .union([count, z.literal('infinity')], 'expected 1 or more, or infinity (latching)')
    .optional()
    .describe(
      'Number of consecutive samples within the bound that end the anomaly. Default: 3. infinity: the alarm latches until a person resets it.',
    ),
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
  consequence: advice.describe(
    'What happens if nobody acts, such as: cells die above 39 °C. The message says it.',
  ),
  action: advice.describe('What to do, such as: switch to heater B. The message says it.'),
  respondWithin: positiveDuration
    .optional()
    .describe('How much time there is to act, such as PT30M. The message says it.'),
  irreversible: z
    .boolean()
    .optional()
    .describe(
      'Whether harm remains after readings are back within limits. If true, a CRITICAL excursion pages even when it is over. Default: false.',
    ),
};

export const limitsEntry = z.strictObject({ ...inForce, ...judgement, ...response }).refine(...HAS_BOUNDS);
export type LimitsEntry = z.output<typeof limitsEntry>;

export const rateEntry = z
  .strictObject({
    ...inForce,
    ...judgement,
    over: positiveDuration.describe(
      'Time over which the slope is fitted, up to each sample: 2 to 600 periods of the channel, such as PT20M.',
    ),
    per: positiveDuration
      .prefault('PT1M')
      .describe('Time that the bounds refer to: with PT1M they are changes per minute.'),
  })
  .refine(...HAS_BOUNDS);
export type RateEntry = z.output<typeof rateEntry>;

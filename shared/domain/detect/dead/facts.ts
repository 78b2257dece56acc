/** What one bucket knows of DEAD: when each series had valid readings, and what came in their place. */
import * as z from 'zod';
import type { Watched } from '../../anomaly/unit-detector.ts';
import { cadenceOf, stepShown } from '../../telemetry/cadence.ts';
import { acquisitionStatusOf, isUnconverted } from '../../telemetry/flags.ts';
import { microsOf } from '../../telemetry/rule.ts';
import { isValid } from '../../telemetry/selection.ts';

export const deadRuleSchema = z.object({
  /** As declared; null where it follows the period. */
  deadAfterSeconds: z.number().positive().nullable(),
  /** False where the channel declares `deadAfter: none`: the series only shows whether its unit sends anything. */
  isLookedFor: z.boolean(),
  /** The series that come in the same files have the same group. */
  group: z.string(),
});
export type DeadRule = z.infer<typeof deadRuleSchema>;

/** Received readings without a value to go by. */
export const spoiltSchema = z.object({
  /** Time of the first; null where there is none. */
  at: z.number().nullable(),
  /** Declared missing codes. */
  invalid: z.number(),
  /** Outside of the valid range. */
  bad: z.number(),
});
export type Spoilt = z.infer<typeof spoiltSchema>;
export const NOTHING_SPOILT: Spoilt = { at: null, invalid: 0, bad: 0 };

const deadSeriesSchema = deadRuleSchema.extend({
  /** The step, µs, that the series shows; null where the bucket shows none. */
  step: z.number().nullable(),
  /** First and last valid reading; null where there is none. */
  first: z.number().nullable(),
  last: z.number().nullable(),
  /** Before the first valid reading, all of it where there is none; and after the last. */
  head: spoiltSchema,
  tail: spoiltSchema,
  /** More than three steps between two valid readings. */
  gaps: z.array(z.object({ from: z.number(), to: z.number(), spoilt: spoiltSchema })),
});
export type DeadSeries = z.infer<typeof deadSeriesSchema>;
export const deadFactsSchema = z.record(z.string(), deadSeriesSchema);
export type DeadFacts = z.infer<typeof deadFactsSchema>;

/** Valid readings farther apart than this show that the series did not go on. */
export const GOES_ON_STEPS = 3;

export function deadFactsOf(watched: readonly Watched<DeadRule>[]): DeadFacts {
  return Object.fromEntries(watched.map((one): [string, DeadSeries] => [one.series, seriesFacts(one)]));
}

function seriesFacts({ received: { times, flags }, periodSeconds, rule }: Watched<DeadRule>): DeadSeries {
  const step = stepShown(cadenceOf(times, periodSeconds), periodSeconds);
  const longest = GOES_ON_STEPS * (step ?? microsOf(periodSeconds));
  const gaps: DeadSeries['gaps'] = [];
  let head: Spoilt | null = null;
  let spoilt = NOTHING_SPOILT;
  let first: number | null = null;
  let last: number | null = null;
  for (let i = 0; i < times.length; i++) {
    const at = times[i]!;
    // The sensor spoke, in a unit that says nothing here.
    if (!isValid(flags[i]!) && !isUnconverted(flags[i]!)) {
      spoilt = withSpoilt(spoilt, at, flags[i]!);
      continue;
    }
    if (last === null) {
      first = at;
      head = spoilt;
    } else if (at - last > longest) gaps.push({ from: last, to: at, spoilt });
    if (spoilt.at !== null) spoilt = NOTHING_SPOILT;
    last = at;
  }
  return {
    ...rule,
    ...{ step, first, last, gaps },
    head: head ?? spoilt,
    tail: head === null ? NOTHING_SPOILT : spoilt,
  };
}

function withSpoilt({ at, invalid, bad }: Spoilt, time: number, flags: number): Spoilt {
  const isAcquired = acquisitionStatusOf(flags) === 'ACQUIRED';
  return { at: at ?? time, invalid: invalid + (isAcquired ? 0 : 1), bad: bad + (isAcquired ? 1 : 0) };
}

export function addSpoilt(a: Spoilt, b: Spoilt): Spoilt {
  return { at: a.at ?? b.at, invalid: a.invalid + b.invalid, bad: a.bad + b.bad };
}

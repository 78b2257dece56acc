/** Whether the ground's clock runs away from the flight's (docs/design.md#clock). */
import * as z from 'zod';
import { median } from '../../../stats/median.ts';
import { growthOf } from '../../lag/growth.ts';
import type { LagAt } from '../../lag/thirds.ts';
import type { Seconds } from '../../time.ts';

export const lagAtSchema: z.ZodType<LagAt> = z.object({
  from: z.number(),
  to: z.number(),
  lagSeconds: z.number(),
  uncertaintySeconds: z.number(),
});

/** What is remembered of a channel: more stretches than this are joined two by two. */
const MOST_LAGS = 60;

/** Takes the lags of the next page in. */
export function withLags(known: readonly LagAt[], next: readonly LagAt[]): LagAt[] {
  const all = [...known, ...next];
  if (all.length <= MOST_LAGS) return all;
  const joined: LagAt[] = [];
  for (let i = 0; i < all.length; i += 2) joined.push(both(all[i]!, all[i + 1]));
  return joined;
}

function both(one: LagAt, other: LagAt | undefined): LagAt {
  if (other === undefined) return one;
  return {
    from: one.from,
    to: other.to,
    lagSeconds: (one.lagSeconds + other.lagSeconds) / 2,
    uncertaintySeconds: Math.max(one.uncertaintySeconds, other.uncertaintySeconds),
  };
}

/** A lag that grew, in three stretches of the time that is known. */
export interface ClockDrift {
  readonly stretches: readonly LagAt[];
  /** How much later the ground's clock stamps from day to day; negative: earlier. */
  readonly secondsPerDay: number;
}

const SECONDS_PER_DAY = 86_400;
const MICROS = 1_000_000;

/** Null where the lag stays what it is, and where fewer than three stretches are known. */
export function clockDrift(lags: readonly LagAt[], periodSeconds: Seconds): ClockDrift | null {
  if (lags.length < 3) return null;
  const stretches = [0, 1, 2].map((k) =>
    middleOf(lags.slice(Math.floor((k * lags.length) / 3), Math.floor(((k + 1) * lags.length) / 3))),
  );
  const growth = growthOf(stretches, periodSeconds);
  if (growth === null) return null;
  const [first, , last] = stretches;
  const seconds = (last!.from + last!.to - first!.from - first!.to) / 2 / MICROS;
  return {
    stretches,
    secondsPerDay: ((growth.toSeconds - growth.fromSeconds) / seconds) * SECONDS_PER_DAY,
  };
}

function middleOf(lags: readonly LagAt[]): LagAt {
  const of = (name: 'lagSeconds' | 'uncertaintySeconds') =>
    median(Float64Array.from(lags, (lag) => lag[name])) ?? 0;
  return {
    from: lags[0]!.from,
    to: lags[lags.length - 1]!.to,
    lagSeconds: of('lagSeconds'),
    uncertaintySeconds: of('uncertaintySeconds'),
  };
}

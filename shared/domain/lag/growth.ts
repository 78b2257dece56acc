import type { Seconds } from '../time.ts';
import type { LagAt } from './thirds.ts';

/** A lag that moves one way through the time: one of the two clocks runs fast or slow. */
export interface LagGrowth {
  readonly fromSeconds: Seconds;
  readonly toSeconds: Seconds;
}

/** A change below as many sample periods is none: a peak is known no better. */
const FEWEST_PERIODS = 1.5;

/**
 * The change of the lag from the first stretch to the last. Null unless there are three stretches at least, the change is beyond
 * what the uncertainties of both ends come to and beyond 1.5 periods, and no stretch goes back against it by more than
 * it is uncertain.
 *
 * @param lags in order of time
 */
export function growthOf(lags: readonly LagAt[], periodSeconds: Seconds): LagGrowth | null {
  const [first, last] = [lags[0], lags.at(-1)];
  if (lags.length < 3 || first === undefined || last === undefined) return null;
  const change = last.lagSeconds - first.lagSeconds;
  const allowed = Math.hypot(first.uncertaintySeconds, last.uncertaintySeconds);
  if (Math.abs(change) <= Math.max(allowed, FEWEST_PERIODS * periodSeconds)) return null;
  const sign = Math.sign(change);
  const goesOn = lags.every(({ lagSeconds, uncertaintySeconds }, i) => {
    const before = lags[i - 1];
    return before === undefined || sign * (lagSeconds - before.lagSeconds) >= -uncertaintySeconds / 2;
  });
  return goesOn ? { fromSeconds: first.lagSeconds, toSeconds: last.lagSeconds } : null;
}

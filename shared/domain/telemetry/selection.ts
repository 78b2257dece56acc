/** Which samples of a series a rule looks at. */
import { acquisitionStatusOf, endingOf, originOf, qualityOf } from './flags.ts';
import type { Series } from './series.ts';

/** Some samples of a series, in order of time. */
export type Selection = Pick<Series, 'times' | 'values' | 'flags'>;

/** What arrived, whatever it says: it counts for completeness. */
export function received(series: Selection): Selection {
  return select(series, RECEIVED);
}

/** What carries a value: not a missing code, not an expired one. It is averaged and plotted. */
export function acquired(series: Selection): Selection {
  return select(series, ACQUIRED);
}

/**
 * What a sensor said. Set-points and filled-in values are left out, since they stand still by nature; a missing
 * code neither belongs to a run of equal values nor breaks it. Its quality does not matter: a sensor frozen at an
 * impossible value is frozen.
 */
export function sensed(series: Selection): Selection {
  return select(series, SENSED);
}

/** What is held against limits: what a sensor said, to its last digit, and could be right. */
export function judged(series: Selection): Selection {
  return select(series, JUDGED);
}

/** How many of the samples have a value that could be right, from wherever it comes: GOOD or UNCERTAIN ones. */
export function validCount({ flags }: Pick<Selection, 'flags'>): number {
  let n = 0;
  for (let i = 0; i < flags.length; i++) n += VALID[flags[i]!]!;
  return n;
}

/** Whether a sample with these flags has a value that could be right. */
export function isValid(flags: number): boolean {
  return VALID[flags] === 1;
}

type Choice = Uint8Array;

const RECEIVED = choice((flags) => acquisitionStatusOf(flags) !== 'NOT_RECEIVED');
const ACQUIRED = choice((flags) => acquisitionStatusOf(flags) === 'ACQUIRED');
const VALID = choice((flags) => ACQUIRED[flags] === 1 && qualityOf(flags) !== 'BAD');
const SENSED = choice(
  (flags) => ACQUIRED[flags] === 1 && isSensorOrigin(flags) && endingOf(flags) === 'ENDED',
);
const JUDGED = choice((flags) => SENSED[flags] === 1 && qualityOf(flags) !== 'BAD');

function isSensorOrigin(flags: number): boolean {
  const origin = originOf(flags);
  return origin === 'MEASURED' || origin === 'DERIVED' || origin === 'SIMULATED';
}

/** The answer for each of the 256 flag bytes, so that a sample costs one table look-up. */
function choice(keeps: (flags: number) => boolean): Choice {
  return Uint8Array.from({ length: 256 }, (_, flags) => (keeps(flags) ? 1 : 0));
}

function select({ times, values, flags }: Selection, kept: Choice): Selection {
  let n = 0;
  for (let i = 0; i < flags.length; i++) n += kept[flags[i]!]!;
  if (n === flags.length) return { times, values, flags };
  const selection = { times: new Float64Array(n), values: new Float64Array(n), flags: new Uint8Array(n) };
  let to = 0;
  for (let i = 0; i < flags.length; i++) {
    if (kept[flags[i]!] === 0) continue;
    selection.times[to] = times[i]!;
    selection.values[to] = values[i]!;
    selection.flags[to] = flags[i]!;
    to += 1;
  }
  return selection;
}

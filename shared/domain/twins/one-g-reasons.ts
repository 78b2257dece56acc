/** What an arm ONBOARD_1G says of the environment of its pairs: without 1 g, gravity is no longer what was compared. */
import type { OneGOfUnit } from '../g-level/one-g-of-unit.ts';
import type { EnvironmentReason } from './environment-reason.ts';

export interface OneGReasons {
  readonly confounds: readonly EnvironmentReason[];
  readonly unknowns: readonly EnvironmentReason[];
  /** Of units that count as 1 g: said, and decides nothing. */
  readonly told: readonly EnvironmentReason[];
}

export const COUNTS_AS_ONE_G = 'counts-as-one-g';
const CODES = { YES: COUNTS_AS_ONE_G, NO: 'not-one-g', UNKNOWN: 'one-g-unknown' } as const;

export function oneGReasons(units: readonly OneGOfUnit[]): OneGReasons {
  const of = (verdict: OneGOfUnit['countsAsOneG']) =>
    units
      .filter(({ countsAsOneG }) => countsAsOneG === verdict)
      .map(
        ({ unit, near, off, unmeasured, message }): EnvironmentReason => ({
          code: CODES[verdict],
          sentence: `${unit}: ${message}`,
          evidence: { unit, near, off, unmeasured },
        }),
      );
  return { confounds: of('NO'), unknowns: of('UNKNOWN'), told: of('YES') };
}

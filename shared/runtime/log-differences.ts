import type { Difference } from '../domain/upkeep/upkeep-record.ts';
import { DAMAGED_CODE } from './environment-names.ts';
import type { Log } from './log.ts';

/** A line per thing that a verification or a rebuild found wrong, under the code that alarms: nobody need ask for it. */
export function logDifferences(
  log: Log,
  hint: { readonly experiment: string; readonly upkeep: string },
  differs: readonly Difference[],
): void {
  for (const { key, why } of differs)
    log.error('something that is kept was found wrong', null, { code: DAMAGED_CODE, key, why, ...hint });
}

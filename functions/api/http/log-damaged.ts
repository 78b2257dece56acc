import type { DamagedOnWire } from '../../../shared/contract/wire.ts';
import { DAMAGED_CODE } from '../../../shared/runtime/environment-names.ts';
import { log } from '../../../shared/runtime/log.ts';

/** A list that names what it cannot show is an answer like any other: the alarm is to ring all the same. */
export function logDamaged(damaged: readonly DamagedOnWire[] = []): void {
  for (const { key } of damaged)
    log.error('damaged, and left out of a list', null, { code: DAMAGED_CODE, key });
}

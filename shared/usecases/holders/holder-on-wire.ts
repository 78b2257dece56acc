import type { HolderOnWire } from '../../contract/holders.ts';
import type { HolderRecord } from '../../domain/holder/holder-record.ts';
import { isoOf } from '../../domain/time.ts';

/** Without its digest: who could write it into a table would be let in. */
export function holderOnWire(record: HolderRecord): HolderOnWire {
  const { holder, right, experiments, addedAt, addedBy, revokedAt, revokedBy } = record;
  return {
    ...{ holder, right, experiments: experiments ?? 'ALL', addedAt: isoOf(addedAt), addedBy },
    ...(revokedAt !== null && { revokedAt: isoOf(revokedAt) }),
    ...(revokedBy !== null && { revokedBy }),
  };
}

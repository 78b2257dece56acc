import type { ExclusionOnWire } from '../../contract/exclusions.ts';
import type { Exclusion } from '../../domain/exclusion/exclusion.ts';
import { isoOf } from '../../domain/time.ts';

/**
 * @param all in which is looked for what lifts it
 * @param unmet why it takes nothing out
 */
export function exclusionOnWire(
  one: Exclusion,
  { all = [], unmet }: { readonly all?: readonly Exclusion[]; readonly unmet?: string | undefined },
): ExclusionOnWire {
  const { id, unit, sample, from, to, reason, evidence, blinded, lifts, recordedAt, by } = one;
  const liftedBy = all.find((other) => other.lifts === id)?.id;
  return {
    id,
    ...(unit !== null && { unit }),
    ...(sample !== null && { sample }),
    ...(from !== null && { from: isoOf(from) }),
    ...(to !== null && { to: isoOf(to) }),
    ...(reason !== null && { reason, blinded }),
    ...(lifts !== null && { lifts }),
    ...(liftedBy !== undefined && { liftedBy }),
    ...(unmet !== undefined && { unmet }),
    ...{ evidence, at: isoOf(recordedAt), by },
  };
}

import type { Pair } from '../experiment/hardware-schema.ts';

export interface DeltaRemark {
  readonly code: 'shared-unit';
  readonly sentence: string;
}

/** Pairs that share a unit with this one: their deltas hold the same samples on one side, and are no two replicates. */
export function sharedUnitRemarks(pair: Pair, all: readonly Pair[]): DeltaRemark[] {
  return all.flatMap((other) => {
    if (other.id === pair.id) return [];
    const shared = [pair.flight, pair.ground].filter((unit) => [other.flight, other.ground].includes(unit));
    return shared.map(
      (unit): DeltaRemark => ({
        code: 'shared-unit',
        sentence: `${pair.id} and ${other.id} share the unit ${unit}: they are not two replicates`,
      }),
    );
  });
}

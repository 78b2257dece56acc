/** Wells that ran together, and what technical replicates of them say. */
import { mean } from '../../stats/mean.ts';
import type { Well, WellTable } from '../assay/tables.ts';

/** The wells of one file. Cycles are compared within a plate only: thresholds and reagents differ between runs. */
export interface Plate extends Pick<WellTable, 'wells' | 'descriptions'> {
  readonly name: string;
}

/** The technical replicates of a sample and a target on a plate. */
export interface Reaction {
  readonly plate: string;
  readonly sample: string;
  readonly target: string;
  /** Mean cycle of the wells that crossed the threshold; null where none did: never the number of cycles. */
  readonly ct: number | null;
  readonly crossed: number;
  /** Wells that never crossed. */
  readonly never: number;
}

/** A reaction of a culture unit, or of a sample where no units are told. */
export interface UnitReaction extends Reaction {
  readonly unit: string;
  readonly arm: string;
  readonly donor: string | null;
}

/** Logarithm (base 2) of the quantity that a cycle of a target says, on a scale of its own. */
export type OnLog2 = (target: string, ct: number) => number;

/**
 * Wells of samples with a target; what the instrument or its operator left out stays out. A cycle is a logarithm of a
 * quantity, so that the mean of cycles is the geometric mean of quantities.
 */
export function reactionsOf(plates: readonly Plate[]): Reaction[] {
  return plates.flatMap(({ name, wells }) => {
    const counted = wells.filter(
      ({ task, target, isOmitted }) => task === 'UNKNOWN' && target !== '' && !isOmitted,
    );
    const groups = Map.groupBy(counted, ({ sample, target }) => JSON.stringify([sample, target]));
    return [...groups.values()].map((replicates) => reactionOf(name, replicates));
  });
}

function reactionOf(plate: string, replicates: readonly Well[]): Reaction {
  const { sample, target } = replicates[0]!;
  const cts = replicates.flatMap(({ ct }) => (ct === null ? [] : [ct]));
  const never = replicates.length - cts.length;
  return { plate, sample, target, ct: mean(Float64Array.from(cts)), crossed: cts.length, never };
}

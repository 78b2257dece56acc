/** Units of two arms, and how they are to be held against each other. */
import type { UnitCount } from '../../stats/rate-ratio.ts';

/** What was counted, or summed, of a unit over all of it that was looked at. */
export interface UnitTotal extends UnitCount {
  /** Whether it is a number of things, of which a unit may have none. */
  readonly isCounted: boolean;
}

/** What one unit shows. */
export interface UnitValue {
  readonly unit: string;
  readonly value: number;
  /** What it shares with units of both arms, such as the donor of its cells: where arms are compared within blocks. */
  readonly block?: string;
  /** Where the value is a rate: what it is the rate of. Never of slices or pits, which are no replicates. */
  readonly total?: UnitTotal;
  /** Below detection: the value is what it is below, and no measurement. */
  readonly isBelow?: true;
}

/** Whether arms are told apart by a difference, or by how many times one is the other. */
export type Scale = 'difference' | 'ratio';

/** What is held against what: units of the arms, the units of each pair, or units within blocks. */
export type ComparedBy = 'units' | 'pairs' | 'blocks';

/** Why two arms cannot be compared on a scale. */
export type CannotCompare =
  | { readonly code: 'comparison.not-positive'; readonly unit: string; readonly value: number }
  | { readonly code: 'comparison.unpaired'; readonly units: readonly [a: number, b: number] }
  | { readonly code: 'comparison.none-counted' }
  | {
      readonly code: 'comparison.zero-arm';
      readonly arm: 'a' | 'b';
      /** 95 %, one-sided, and the rate of the other arm over all of its units; null of what was not counted. */
      readonly bound: { readonly rateBelow: number; readonly rateOfOther: number } | null;
    };

export interface HowCompared {
  readonly scale: Scale;
  readonly by: ComparedBy;
}

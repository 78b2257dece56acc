/** What the two units of a pair are called in sentences. */

import type { Declared } from '../experiment/declared.ts';
import type { ArmKind, Pair } from '../experiment/hardware-schema.ts';
import { armKindOf, unitNamed } from '../experiment/lookups.ts';

export interface PairSides {
  readonly flight: string;
  readonly ground: string;
}

const ON_GROUND: ReadonlySet<ArmKind> = new Set([
  'GROUND_CONTROL_SYNCHRONOUS',
  'GROUND_CONTROL_ASYNCHRONOUS',
]);

/** `flight` and `ground` where they are that; a centrifuge, a machine and any other control by the id of its arm. */
export function pairSides(declared: Declared, { flight, ground }: Pair): PairSides {
  const armOf = (unit: string) => unitNamed(declared, unit).arm;
  return {
    flight: armKindOf(declared, flight) === 'SPACEFLIGHT' ? 'flight' : armOf(flight),
    ground: ON_GROUND.has(armKindOf(declared, ground)) ? 'ground' : armOf(ground),
  };
}

/** What is told of a pair: `flight − ground`, `centrifuge − ground`; of two units that are called alike, by their ids. */
export function differenceText(declared: Declared, pair: Pair): string {
  const { flight, ground } = pairSides(declared, pair);
  return flight === ground ? `${pair.flight} − ${pair.ground}` : `${flight} − ${ground}`;
}

/** What the twins of a pair are called, and of what their difference is. */
export interface Twins {
  readonly sides: PairSides;
  readonly difference: string;
}

export const twinsOf = (declared: Declared, pair: Pair): Twins => ({
  sides: pairSides(declared, pair),
  difference: differenceText(declared, pair),
});

/** Of a pair of which nothing more is known. */
export const FLIGHT_AND_GROUND: Twins = {
  sides: { flight: 'flight', ground: 'ground' },
  difference: 'flight − ground',
};

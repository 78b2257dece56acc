/** What the two units of a pair are called in sentences. */

import { named } from '../experiment/declared.ts';
import type { ArmKind } from '../experiment/hardware-schema.ts';

/** What of a definition says which arm a unit is of, and of which kind that is. */
export interface Hardware {
  readonly arms: ReadonlyMap<string, { readonly kind: ArmKind }>;
  readonly units: ReadonlyMap<string, { readonly arm: string }>;
}

/** A unit beside its control, by their ids. */
interface Pair {
  readonly flight: string;
  readonly ground: string;
}

export interface PairSides {
  readonly flight: string;
  readonly ground: string;
}

const ON_GROUND: ReadonlySet<ArmKind> = new Set([
  'GROUND_CONTROL_SYNCHRONOUS',
  'GROUND_CONTROL_ASYNCHRONOUS',
]);

/** `flight` and `ground` where they are that; a centrifuge, a machine and any other control by the id of its arm. */
export function pairSides({ arms, units }: Hardware, { flight, ground }: Pair): PairSides {
  const armOf = (unit: string) => named('unit', units, unit).arm;
  const kindOf = (unit: string) => named('arm', arms, armOf(unit)).kind;
  return {
    flight: kindOf(flight) === 'SPACEFLIGHT' ? 'flight' : armOf(flight),
    ground: ON_GROUND.has(kindOf(ground)) ? 'ground' : armOf(ground),
  };
}

/** What is told of a pair: `flight − ground`, `centrifuge − ground`; of two units that are called alike, by their ids. */
export function differenceText(declared: Hardware, pair: Pair): string {
  const { flight, ground } = pairSides(declared, pair);
  return flight === ground ? `${pair.flight} − ${pair.ground}` : `${flight} − ${ground}`;
}

/** What the twins of a pair are called, and of what their difference is. */
export interface Twins {
  readonly sides: PairSides;
  readonly difference: string;
}

export const twinsOf = (declared: Hardware, pair: Pair): Twins => ({
  sides: pairSides(declared, pair),
  difference: differenceText(declared, pair),
});

/** Of a pair of which nothing more is known. */
export const FLIGHT_AND_GROUND: Twins = {
  sides: { flight: 'flight', ground: 'ground' },
  difference: 'flight − ground',
};

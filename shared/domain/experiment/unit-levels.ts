/** What a unit shares with others, by the facts of its culture. */
import type { Declared } from './declared.ts';
import type { Unit } from './hardware-schema.ts';

/** Null where the culture does not say. */
export interface UnitLevels {
  /** Whose cells are in it. */
  readonly donor: string | null;
  /** What it stands in: a centrifuge on board is an incubator of its own. */
  readonly incubator: string | null;
}

/** Facts of a culture that say where it stood. */
const PLACES = ['incubator', 'rotor', 'centrifuge'] as const;

/** @param unit null, or an id that there is not: nothing is known of it */
export function unitLevels({ units }: Pick<Declared, 'units'>, unit: string | null): UnitLevels {
  const culture = unit === null ? undefined : units.get(unit)?.culture;
  const place = PLACES.map((one) => textOf(culture?.[one])).find((text) => text !== null) ?? null;
  return { donor: textOf(culture?.donor), incubator: place };
}

type Fact = NonNullable<Unit['culture']>[string];

const textOf = (fact: Fact | undefined): string | null =>
  typeof fact === 'string' || typeof fact === 'number' ? String(fact) : null;

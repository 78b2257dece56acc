import type { Definition } from '../experiment/definition.ts';
import { armKindOf } from '../experiment/lookups.ts';

/** Units on board: their data come down at contacts. */
export function flyingUnits(definition: Definition): ReadonlySet<string> {
  const ids = definition.units.map(({ id }) => id);
  return new Set(ids.filter((id) => ['SPACEFLIGHT', 'ONBOARD_1G'].includes(armKindOf(definition, id))));
}

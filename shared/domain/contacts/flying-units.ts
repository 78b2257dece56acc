import type { DefinitionIndex } from '../experiment/definition-index.ts';
import { armKindOf } from '../experiment/lookups.ts';

/** Units on board: their data come down at contacts. */
export function flyingUnits(index: DefinitionIndex): ReadonlySet<string> {
  const ids = [...index.units.keys()];
  return new Set(ids.filter((id) => ['SPACEFLIGHT', 'ONBOARD_1G'].includes(armKindOf(index, id))));
}

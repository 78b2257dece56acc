/** Quantities without which no comparison of an assay is ever CLEAN, and of which the definition has no channel. */

import type { Definition } from '../experiment/definition.ts';
import { type DefinitionWarning, warning } from '../experiment/definition-warning.ts';
import { listText } from '../words/list.ts';
import { quantityOf, requiredOf, unjudgedOf } from './required-quantities.ts';

export function requiredWarnings(definition: Definition): DefinitionWarning[] {
  const measured = new Set(definition.channels.map(({ id }) => quantityOf({ definition }, id)));
  return definition.assays.flatMap((assay, i) => {
    const absent = unjudgedOf(requiredOf(assay), measured);
    if (absent.length === 0) return [];
    const names = listText(absent, ', ', 12);
    const text = `no channel measures ${names}: comparisons of ${assay.id} will be UNKNOWN, never CLEAN; declare such channels, or say in requires which quantities decide this assay`;
    return [warning('definition.required-unmeasured', ['assays', i], text)];
  });
}

import type { DefinitionIndex } from './definition-index.ts';
import { readingOf } from './reading.ts';
import { sourceCells, unitsOf } from './source-cells.ts';

/**
 * The part of the reading that decides which samples one source gives, as a JSON value: its own declaration, and the
 * channels and units that it speaks of; of an assay its own declaration. Null where there is neither.
 */
export function readingOfSource(index: DefinitionIndex, id: string) {
  const { sources, channels, units, assays = [], ...all } = readingOf(index);
  const assay = assays.find((one) => one.id === id);
  if (assay !== undefined) return { reader: all.reader, assay };
  const source = index.sources.get(id);
  if (source === undefined) return null;
  const fed = new Set(sourceCells(index, source).map(({ channel }) => channel));
  const named = new Set(unitsOf(index.definition, source));
  return {
    ...all,
    source: sources.find((one) => one.id === id),
    channels: channels.filter((one) => fed.has(one.id)),
    units: units.filter((one) => named.has(one.id)),
  };
}

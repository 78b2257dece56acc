import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { type UnitsRead, unitsDeclared } from '../../domain/experiment/units-read.ts';
import { LruCache } from '../../domain/lru-cache.ts';

const MOST_READINGS = 1000;

/** The units of channels by reading revision, which is a digest of them among others. */
export const notedUnits = new LruCache<UnitsRead>(MOST_READINGS, () => 1);

/** Of a definition at hand: nobody has to look for it. */
export function noteUnits(readingRevision: string, index: DefinitionIndex): void {
  if (notedUnits.get(readingRevision) === undefined) notedUnits.set(readingRevision, unitsDeclared(index));
}

/** What a definition declares, by id. */
import { unknownName } from '../nearest.ts';
import { Refusal } from '../refusal.ts';
import type { Assay } from './assay-schema.ts';
import type { Channel } from './channel-schema.ts';
import type { Definition } from './definition.ts';
import type { Arm, Pair, Unit } from './hardware-schema.ts';
import type { Source } from './source-schema.ts';

/** Of an id that is declared twice, which the checks refuse, the first counts. */
export interface Declared {
  readonly definition: Definition;
  readonly arms: ReadonlyMap<string, Arm>;
  readonly units: ReadonlyMap<string, Unit>;
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly assays: ReadonlyMap<string, Assay>;
}

export function declaredBy(definition: Definition): Declared {
  return {
    definition,
    arms: byId(definition.arms),
    units: byId(definition.units),
    pairs: byId(definition.pairs),
    channels: byId(definition.channels),
    sources: byId(definition.sources),
    assays: byId(definition.assays),
  };
}

function byId<T extends { readonly id: string }>(list: readonly T[]): Map<string, T> {
  const found = new Map<string, T>();
  for (const one of list) if (!found.has(one.id)) found.set(one.id, one);
  return found;
}

/** The one of that id. Fails with `<kind>.unknown`, naming the nearest id, or those that there are. */
export function named<T>(kind: string, declared: ReadonlyMap<string, T>, id: string): T {
  const found = declared.get(id);
  if (found !== undefined) return found;
  const ids = [...declared.keys()];
  throw new Refusal('not-found', `${kind}.unknown`, unknownName(kind, id, ids));
}

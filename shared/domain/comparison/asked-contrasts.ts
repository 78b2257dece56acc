import { contrastId } from '../contrast/compare-genes.ts';
import { contrastsOf } from '../experiment/assay-checks.ts';
import { type Assay, isOfGenes } from '../experiment/assay-schema.ts';
import type { DefinitionIndex } from '../experiment/definition-index.ts';

export interface AskedContrasts {
  /** Of channels; none where the definition has no channel. */
  readonly ofTelemetry: readonly string[];
  /** By kind, of each assay whose endpoints are compared by units. */
  readonly ofAssays: ReadonlyMap<Assay['kind'], readonly (readonly string[])[]>;
  /** Each once. A bare name among the primary questions is asked in all of them; genes have a family of their own. */
  readonly all: readonly string[];
}

export function askedContrasts(index: DefinitionIndex): AskedContrasts {
  const { channels, assays } = index.definition;
  const ids = (of: Pick<Assay, 'contrasts'>) => contrastsOf(of, index).map(contrastId);
  const ofTelemetry = channels.length === 0 ? [] : ids({ contrasts: undefined });
  const byKind = Map.groupBy(
    assays.filter((one) => !isOfGenes(one)),
    ({ kind }) => kind,
  );
  const ofAssays = new Map([...byKind].map(([kind, own]) => [kind, own.map(ids)] as const));
  const all = [...new Set([...ofTelemetry, ...[...ofAssays.values()].flat(2)])];
  return { ofTelemetry, ofAssays, all };
}

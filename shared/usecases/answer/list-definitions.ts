/** Every definition that an experiment has had, for who hands it on or wants to know what was in force when. */
import type { DefinitionOnWire, DefinitionsOnWire } from '../../contract/definitions.ts';
import { definitionDocument } from '../../contract/definitions.ts';
import {
  DEFINITION,
  type DefinitionRecord,
  definitionKey,
  definitionKind,
} from '../../domain/experiment/experiment-record.ts';
import { sortKey } from '../../domain/kind.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { loadRecord } from '../known/load-experiment.ts';

/**
 * In the order of their first revisions; those of which nobody noted one (an older version put them in force) stand
 * before, by their digests. Refuses an unknown experiment.
 */
export async function listDefinitions(ports: Ports, experiment: string): Promise<DefinitionsOnWire> {
  const { sha256: inForce, revision, appliedAt, appliedBy } = await loadRecord(ports, experiment);
  const own = { revision, appliedAt, appliedBy };
  const definitions: { sha256: string; revisions: DefinitionRecord['revisions'] }[] = [];
  const prefix = sortKey(DEFINITION, '');
  for await (const { key, item } of ports.catalogue.list(definitionKind, experiment, prefix)) {
    const sha256 = key.sort.slice(prefix.length);
    // The one in force may be noted already, by a run whose own definition did not take its place.
    const noted = item.revisions.filter((one) => one.revision < revision);
    definitions.push({ sha256, revisions: sha256 === inForce ? [...noted, own] : noted });
  }
  const first = (one: (typeof definitions)[number]) => one.revisions[0]?.revision ?? 0;
  return {
    inForce: { revision, sha256: inForce },
    definitions: definitions
      .toSorted((a, b) => first(a) - first(b))
      .map(({ sha256, revisions }) => ({
        sha256,
        revisions: revisions.map((one) => ({
          ...{ revision: one.revision, appliedAt: isoOf(one.appliedAt) },
          ...(one.appliedBy !== null && { appliedBy: one.appliedBy }),
        })),
      })),
  };
}

/** One of them. Refuses an unknown experiment, and a digest of none. */
export async function showDefinition(
  ports: Ports,
  experiment: string,
  sha256: string,
): Promise<DefinitionOnWire> {
  await loadRecord(ports, experiment);
  const stored = await ports.catalogue.get(definitionKind, definitionKey(experiment, sha256));
  if (stored !== null)
    return { sha256, definition: definitionDocument.parse(JSON.parse(stored.item.canonical)) };
  throw new Refusal(
    'not-found',
    'definition.unknown',
    `${experiment} never had a definition ${sha256}: the ones it had are in the list of its definitions, and ${typedCommand(`experiment show -e ${experiment}`)} shows the one in force`,
    { field: 'sha256' },
  );
}

import type { Definition } from '../domain/experiment/definition.ts';
import {
  definitionKey,
  definitionKind,
  type ExperimentRecord,
  experimentKey,
  experimentKind,
} from '../domain/records/experiment.ts';
import { Refusal } from '../domain/refusal.ts';
import { readDefinition } from '../formats/definition/read-definition.ts';
import type { Ports } from '../ports.ts';

export interface LoadedExperiment {
  readonly record: ExperimentRecord;
  readonly definition: Definition;
}

/** The experiment with the definition now in force. Refuses an unknown id with `experiment.unknown`. */
export async function loadExperiment(ports: Ports, experiment: string): Promise<LoadedExperiment> {
  const stored = await ports.catalogue.get(experimentKind, experimentKey(experiment));
  if (stored === null) {
    throw new Refusal(
      'not-found',
      'experiment.unknown',
      `there is no experiment "${experiment}"; put its definition to /v1/experiments/${experiment} first`,
    );
  }
  const key = definitionKey(experiment, stored.item.sha256);
  const definition = await ports.catalogue.get(definitionKind, key);
  if (definition === null) throw new Error(`the definition ${key.sort} of experiment ${experiment} is missing`);
  return { record: stored.item, definition: readDefinition(definition.item.canonical).definition };
}

import {
  type ExperimentOnWire,
  type ExperimentsOnWire,
  experimentSchema,
} from '../../contract/experiments.ts';
import {
  definitionKey,
  definitionKind,
  EXPERIMENTS,
  type ExperimentRecord,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { readUnderOtherAnywhere } from '../heads/read-under-other.ts';
import { loadedFrom, loadRecord } from '../known/load-experiment.ts';

/** One experiment with the definition in force. Refuses an unknown id. */
export async function showExperiment(ports: Ports, id: string): Promise<ExperimentOnWire> {
  return describe(ports, await loadRecord(ports, id));
}

export async function listExperiments(ports: Ports): Promise<ExperimentsOnWire> {
  const experiments: ExperimentOnWire[] = [];
  for await (const { item } of ports.catalogue.list(experimentKind, EXPERIMENTS, '')) {
    experiments.push(await describe(ports, item));
  }
  return { experiments };
}

async function describe(ports: Ports, record: ExperimentRecord): Promise<ExperimentOnWire> {
  const { id, revision, sha256: digest, appliedAt } = record;
  const definition = await ports.catalogue.get(definitionKind, definitionKey(id, digest));
  if (definition === null) throw new Error(`the definition ${digest} of experiment ${id} is missing`);
  return {
    id,
    revision,
    sha256: digest,
    appliedAt: isoOf(appliedAt),
    definition: experimentSchema.shape.definition.parse(JSON.parse(definition.item.canonical)),
    ...(await readUnderOtherAnywhere(ports, await loadedFrom(ports, record))),
  };
}

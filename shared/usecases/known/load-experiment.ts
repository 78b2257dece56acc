import type { Definition } from '../../domain/experiment/definition.ts';
import {
  definitionKey,
  definitionKind,
  EXPERIMENTS,
  type ExperimentRecord,
  experimentKey,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import { parseDefinition } from '../../domain/experiment/parse-definition.ts';
import { nearest } from '../../domain/nearest.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Ports } from '../../ports.ts';

export interface LoadedExperiment {
  readonly record: ExperimentRecord;
  readonly definition: Definition;
}

/** The experiment with the definition now in force. Refuses an unknown id with `experiment.unknown`. */
export async function loadExperiment(ports: Ports, experiment: string): Promise<LoadedExperiment> {
  const stored = await ports.catalogue.get(experimentKind, experimentKey(experiment));
  if (stored === null) throw await unknownExperiment(ports, experiment);
  return { record: stored.item, definition: await definitionOf(ports, experiment, stored.item.sha256) };
}

/** The refusal of an id that no definition was put under, naming the nearest that there is. */
export async function unknownExperiment(ports: Ports, experiment: string): Promise<Refusal> {
  const known: string[] = [];
  for await (const { item } of ports.catalogue.list(experimentKind, EXPERIMENTS, '')) known.push(item.id);
  const meant = nearest(experiment, known);
  const advice =
    meant === null
      ? `put its definition to /v1/experiments/${experiment} first`
      : `did you mean ${JSON.stringify(meant)}?`;
  return new Refusal('not-found', 'experiment.unknown', `there is no experiment "${experiment}"; ${advice}`);
}

/** Definitions never change under their digest, and checking one takes longer than most of what is asked of it. */
const checked = new Map<string, Definition>();
const MOST_CHECKED = 50;

async function definitionOf(ports: Ports, experiment: string, sha256: string): Promise<Definition> {
  const standing = checked.get(sha256);
  if (standing !== undefined) return standing;
  const key = definitionKey(experiment, sha256);
  const stored = await ports.catalogue.get(definitionKind, key);
  if (stored === null) throw new Error(`the definition ${key.sort} of experiment ${experiment} is missing`);
  // Stored as JSON, so that only those who take a definition carry the reader of YAML.
  const definition = parseDefinition(JSON.parse(stored.item.canonical));
  if (checked.size >= MOST_CHECKED) checked.clear();
  checked.set(sha256, definition);
  return definition;
}

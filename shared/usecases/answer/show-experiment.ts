import {
  type ExperimentOnWire,
  type ExperimentsOnWire,
  experimentSchema,
} from '../../contract/experiments.ts';
import type { DamagedOnWire } from '../../contract/wire.ts';
import { Damaged } from '../../domain/damaged.ts';
import {
  definitionKey,
  definitionKind,
  EXPERIMENTS,
  type ExperimentRecord,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import type { Key } from '../../domain/kind.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { assayStates } from '../assay/assay-states.ts';
import { readUnderOtherAnywhere } from '../heads/read-under-other.ts';
import { listSound } from '../known/list-sound.ts';
import { loadedFrom, loadRecord } from '../known/load-experiment.ts';
import { keptBeside } from '../known/lost-items.ts';

/** One experiment with the definition in force. Refuses an unknown id. */
export async function showExperiment(ports: Ports, id: string): Promise<ExperimentOnWire> {
  return describe(ports, await loadRecord(ports, id));
}

/** All that can be shown; one that is damaged hides no other, and is named. */
export async function listExperiments(ports: Ports): Promise<Omit<ExperimentsOnWire, 'now'>> {
  const experiments: ExperimentOnWire[] = [];
  const damaged: DamagedOnWire[] = [];
  const all = { partition: EXPERIMENTS, prefix: '' };
  const onDamaged = ({ sort }: Key, { key }: Damaged) => void damaged.push({ id: sort, key });
  for await (const { key, item } of listSound(ports, experimentKind, all, onDamaged)) {
    try {
      experiments.push(await describe(ports, item));
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      onDamaged(key, error);
    }
  }
  const known = new Set([...experiments, ...damaged].map(({ id }) => id));
  const lost = await keptBeside(ports, known);
  return {
    experiments,
    ...(damaged.length > 0 && { damaged }),
    ...(lost.length > 0 && { lost }),
  };
}

async function describe(ports: Ports, record: ExperimentRecord): Promise<ExperimentOnWire> {
  const { id, revision, sha256: digest, appliedAt, appliedBy } = record;
  const definition = await ports.catalogue.get(definitionKind, definitionKey(id, digest));
  if (definition === null) throw new Damaged(`${id}/${definitionKey(id, digest).sort}`, 'the item is gone');
  const loaded = await loadedFrom(ports, record);
  const { assays } = await assayStates(ports, loaded);
  return {
    id,
    revision,
    sha256: digest,
    appliedAt: isoOf(appliedAt),
    ...(appliedBy !== null && { appliedBy }),
    definition: experimentSchema.shape.definition.parse(JSON.parse(definition.item.canonical)),
    ...(assays !== undefined && { assays }),
    ...(await readUnderOtherAnywhere(ports, loaded)),
  };
}

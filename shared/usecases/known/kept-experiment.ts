import { Damaged } from '../../domain/damaged.ts';
import {
  type ExperimentRecord,
  experimentKey,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import { keptName } from '../../domain/kept/kept-name.ts';
import { decodeKept } from '../../formats/kept-item.ts';
import type { Ports } from '../../ports.ts';
import { intact } from './intact.ts';

/** What is kept of the experiment's record beside the raw files; null where that is gone or damaged. */
export async function keptExperiment(ports: Ports, experiment: string): Promise<ExperimentRecord | null> {
  const name = keptName(experimentKey(experiment));
  try {
    const { item } = await intact(`kept/${name}`, async () => decodeKept(await ports.kept.read(name)));
    return experimentKind.schema.parse(item);
  } catch (error) {
    if (error instanceof Damaged) return null;
    throw error;
  }
}

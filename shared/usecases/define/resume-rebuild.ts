/** A rebuild that ended for want of the definition goes on once somebody applies it. */
import type { ExperimentRecord } from '../../domain/experiment/experiment-record.ts';
import { begunUpkeep, type UpkeepRecord, upkeepKey, upkeepKind } from '../../domain/upkeep/upkeep-record.ts';
import type { Ports } from '../../ports.ts';
import { keptExperiment } from '../known/kept-experiment.ts';
import { noteRebuild } from '../known/rebuilds-begun.ts';
import { update } from '../known/update.ts';

/** What an experiment follows that the table has lost: its kept record, null where none is sound. */
export interface Lost {
  readonly record: ExperimentRecord | null;
}

/** Of an experiment that the table does not know; null where nobody asked to rebuild it. */
export async function lostExperiment(ports: Ports, experiment: string): Promise<Lost | null> {
  if ((await ports.catalogue.get(upkeepKind, upkeepKey(experiment, 'REBUILD'))) === null) return null;
  return { record: await keptExperiment(ports, experiment) };
}

/** Begins the rebuild anew unless it is under way. What it made again stays. */
export async function resumeRebuild(ports: Ports, experiment: string): Promise<void> {
  const key = upkeepKey(experiment, 'REBUILD');
  await noteRebuild(ports, experiment);
  const record = await update(ports, upkeepKind, key, (current): UpkeepRecord | null =>
    current === null || current.due ? null : begunUpkeep('REBUILD', current.by, ports.clock.now()),
  );
  if (record !== null) await ports.queues.ingest.send({ experiment, upkeep: 'REBUILD' });
}

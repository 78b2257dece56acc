/** A rebuild that ended for want of the definition goes on once somebody applies it. */
import type { ExperimentRecord } from '../../domain/experiment/experiment-record.ts';
import { Refusal } from '../../domain/refusal.ts';
import { begunUpkeep, type UpkeepRecord, upkeepKey, upkeepKind } from '../../domain/upkeep/upkeep-record.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { keptExperiment } from '../known/kept-experiment.ts';
import { isLostExperiment } from '../known/lost-items.ts';
import { noteRebuild } from '../known/rebuilds-begun.ts';
import { update } from '../known/update.ts';

/** What an experiment follows that the table has lost: its kept record, null where none is sound. */
export interface Lost {
  readonly record: ExperimentRecord | null;
}

/**
 * Of an experiment that the table does not know; null where nobody asked to rebuild it. Refuses where more of it is kept
 * than its definitions: applied anew, its files would be in no answer.
 */
export async function lostExperiment(ports: Ports, experiment: string): Promise<Lost | null> {
  if ((await ports.catalogue.get(upkeepKind, upkeepKey(experiment, 'REBUILD'))) === null) {
    if (!(await isLostExperiment(ports, experiment))) return null;
    const sentence = `${experiment} is kept but not in the table: ${typedCommand(`rebuild -e ${experiment}`)} makes it again with its files; apply the definition after that`;
    throw new Refusal('conflict', 'experiment.kept', sentence);
  }
  return { record: await keptExperiment(ports, experiment) };
}

/** Begins the rebuild anew unless it is under way. What it made again stays. */
export async function resumeRebuild(ports: Ports, experiment: string): Promise<void> {
  const key = upkeepKey(experiment, 'REBUILD');
  await noteRebuild(ports, experiment);
  const record = await update(ports, upkeepKind, key, (current): UpkeepRecord | null =>
    current === null || current.due
      ? null
      : begunUpkeep('REBUILD', current.by, ports.clock.now(), current.stands),
  );
  if (record !== null) await ports.queues.ingest.send({ experiment, upkeep: 'REBUILD' });
}

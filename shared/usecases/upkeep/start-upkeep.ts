import type { UpkeepOnWire } from '../../contract/upkeep.ts';
import { Damaged } from '../../domain/damaged.ts';
import { experimentKey, experimentKind } from '../../domain/experiment/experiment-record.ts';
import { nearest } from '../../domain/nearest.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import {
  begunUpkeep,
  type UpkeepRecord,
  type UpkeepTask,
  upkeepKey,
  upkeepKind,
} from '../../domain/upkeep/upkeep-record.ts';
import { whatToDo } from '../../domain/upkeep/what-to-do.ts';
import { listText } from '../../domain/words/list.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { Ports } from '../../ports.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { lacksItems } from '../known/lost-items.ts';
import { noteRebuild } from '../known/rebuilds-begun.ts';
import { update } from '../known/update.ts';

/**
 * Begins to verify or to rebuild an experiment; what is under way goes on. Refuses to verify one that is not there, and to
 * rebuild one of which nothing is lost, or nothing is kept.
 */
export async function startUpkeep(
  ports: Ports,
  experiment: string,
  task: UpkeepTask,
  by: string,
): Promise<UpkeepOnWire> {
  const running = (await ports.catalogue.get(upkeepKind, upkeepKey(experiment, task)))?.item.due === true;
  if (task === 'VERIFY') await refuseUnknown(ports, experiment);
  const stands = task === 'REBUILD' && !running && (await standsInPart(ports, experiment));
  if (task === 'REBUILD') await noteRebuild(ports, experiment);
  const record = await update(ports, upkeepKind, upkeepKey(experiment, task), (current) =>
    current?.due ? null : begunUpkeep(task, by, ports.clock.now(), stands),
  );
  if (record === null) throw new Error(`the ${task} of ${experiment} vanished while it was begun`);
  await ports.queues.ingest.send({ experiment, upkeep: task });
  return upkeepOnWire(experiment, record);
}

/** A damaged record is what a verification names. */
async function refuseUnknown(ports: Ports, experiment: string): Promise<void> {
  try {
    await loadRecord(ports, experiment);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
}

/** Whether it stands, and has lost items. Refuses one that stands whole, and one of which nothing is kept. */
async function standsInPart(ports: Ports, experiment: string): Promise<boolean> {
  const standing = (await ports.catalogue.get(experimentKind, experimentKey(experiment)))?.item;
  if (standing === undefined) {
    await refuseUnkept(ports, experiment);
    return false;
  }
  // One that is half rebuilt can be made whole by nothing else.
  if (standing.rebuilding)
    return (await ports.catalogue.get(upkeepKind, upkeepKey(experiment, 'REBUILD')))?.item.stands === true;
  if (await lacksItems(ports, experiment)) return true;
  const sentence = `the experiment ${experiment} stands in the table, and nothing of it is lost that a rebuild makes again; to read its files again, ${typedCommand(`verify -e ${experiment}`)} says first whether that is needed`;
  throw new Refusal('conflict', 'experiment.stands', sentence);
}

const MOST_NAMES = 10;

/** Of a mistyped name nothing is lost: that is no damage. */
async function refuseUnkept(ports: Ports, experiment: string): Promise<void> {
  const kept: string[] = [];
  for await (const name of ports.kept.experiments()) {
    if (name === experiment) return;
    kept.push(name);
  }
  const meant = nearest(experiment, kept);
  const [first, ...others] = [...(meant === null ? [] : [meant]), ...kept.filter((one) => one !== meant)];
  const names =
    first === undefined
      ? 'nothing of any experiment is kept here'
      : `kept are ${listText([first, ...others].map(quoted), ', ', MOST_NAMES)}`;
  const sentence = `nothing is kept under the name ${quoted(experiment)}, so there is nothing to rebuild: ${names}`;
  throw new Refusal('not-found', 'experiment.not-kept', sentence);
}

/** How it stands. Refuses where it was never begun, and to verify an unknown experiment. */
export async function showUpkeep(ports: Ports, experiment: string, task: UpkeepTask): Promise<UpkeepOnWire> {
  const stored = await ports.catalogue.get(upkeepKind, upkeepKey(experiment, task));
  if (stored !== null) return upkeepOnWire(experiment, stored.item);
  if (task === 'VERIFY') await refuseUnknown(ports, experiment);
  const path = `/v1/experiments/${experiment}/${task.toLowerCase()}`;
  throw new Refusal('not-found', 'upkeep.none', `nobody began this for ${experiment} yet: POST ${path}`);
}

/** Of what nothing is kept beside the raw files. */
const NOT_RESTORED = [
  'when files were taken in that were read as they were announced: they say the time of the rebuild',
  'announced files that have not come: one that comes on its old link is taken in then; one that was sent in parts is announced again',
  'dry runs',
  'the journal of anomalies: one that lasts is told once more',
  'the counts of withdrawn and failed downlinks',
];

function upkeepOnWire(
  experiment: string,
  { task, by, startedAt, endedAt, looked, differs, differing }: UpkeepRecord,
): UpkeepOnWire {
  return {
    task,
    startedBy: by,
    startedAt: isoOf(startedAt),
    ...(endedAt !== null && { endedAt: isoOf(endedAt) }),
    looked,
    differing,
    differs: differs.map(({ key, why, advice }) => ({
      key,
      why,
      advice: advice ?? whatToDo(experiment, key),
    })),
    ...(task === 'REBUILD' && { notRestored: [...NOT_RESTORED] }),
  };
}

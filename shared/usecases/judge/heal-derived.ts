/**
 * What is computed from segments and cannot be read any more is set aside and made anew, object or item of the table. What
 * is only of the moment (a cursor, a dry run) is forgotten: it begins again where somebody needs it. A verification and a
 * rebuild begin again at once: nobody knows whether they had ended, and an experiment that is half rebuilt can be rebuilt
 * by nobody else.
 */
import { checkpointKind, checkpointPrefix } from '../../domain/anomaly/checkpoint.ts';
import {
  isSubjectKind,
  SUBJECT,
  type SubjectKind,
  subjectKey,
  subjectKind,
} from '../../domain/anomaly/subject.ts';
import { parseDerivedKey } from '../../domain/archive/keys.ts';
import { ASSAY } from '../../domain/assay/assay-record.ts';
import { Damaged } from '../../domain/damaged.ts';
import { DIGEST } from '../../domain/downlink/receipt.ts';
import { REFUSED, SWEEP } from '../../domain/drop/drop-records.ts';
import { experimentKey, experimentKind } from '../../domain/experiment/experiment-record.ts';
import { recomputationKey } from '../../domain/experiment/recomputation.ts';
import { type Key, kindOf } from '../../domain/kind.ts';
import { FAILED, OWED, owedBy, owedKind } from '../../domain/owed/owed.ts';
import { TRIAL } from '../../domain/trial/trial.ts';
import { itemTried, TRIES, versionStopped } from '../../domain/tries/tries.ts';
import { REBUILD_BEGUN, rebuildNamed } from '../../domain/upkeep/rebuild-begun.ts';
import {
  begunUpkeep,
  UPKEEP,
  type UpkeepTask,
  upkeepKey,
  upkeepKind,
} from '../../domain/upkeep/upkeep-record.ts';
import { WATCH_CURSOR } from '../../domain/watch-cursor.ts';
import type { Ports } from '../../ports.ts';
import { forgetResults, markAssayDue } from '../assay/mark-assay-due.ts';
import { hintRecomputation } from '../define/recompute-all.ts';
import { digestAgain } from '../known/digest-again.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { markSubjectDue } from '../known/mark-subject-due.ts';
import { owedOn, pay } from '../known/owe.ts';
import { noteRebuild } from '../known/rebuilds-begun.ts';
import { update } from '../known/update.ts';
import { healDeltaPage, healUnitPage } from '../pages/heal-pages.ts';

/** Has it made anew; false where `key`, as `Damaged` names it, is of nothing that is computed again by itself. */
export async function healDerived(ports: Ports, key: string): Promise<boolean> {
  const object = parseDerivedKey(key);
  if (object === null) return healItem(ports, key);
  const { experiment } = object;
  const { serving: generation } = await loadRecord(ports, experiment);
  switch (object.of) {
    case 'page':
      await healUnitPage(ports, { experiment, generation, unit: object.subject, bucket: object.bucket });
      return true;
    case 'deltas':
      await healDeltaPage(ports, { experiment, pair: object.subject, bucket: object.bucket });
      return true;
    case 'findings':
      await healFindings(ports, experiment, generation, object.kind, object.subject);
      return true;
    case 'contrasts':
      await forgetResults(ports, { experiment, generation }, object.assay);
      return true;
  }
}

/** Lists that cannot be read are named by nobody any more, until all is found again from the pages. */
async function healFindings(
  ports: Ports,
  experiment: string,
  generation: number,
  kind: SubjectKind,
  id: string,
): Promise<void> {
  // What ended too: a list that is named is not written again where it would be the same.
  const notNamed = { anomalies: null, closed: null };
  await update(ports, subjectKind, subjectKey(experiment, generation, kind, id), (current) =>
    // Under a further v: a judging that is under way would name them again.
    current === null ? null : { ...current, v: current.v + 1, since: null, due: true, ...notNamed },
  );
  await markSubjectDue(ports, { experiment, generation }, { kind, id }, null);
}

async function healItem(ports: Ports, name: string): Promise<boolean> {
  const slash = name.indexOf('/');
  const key = { partition: name.slice(0, slash), sort: name.slice(slash + 1) };
  const [, generation = '', one = '', other = ''] = key.sort.split('#');
  const at = { experiment: key.partition, generation: Number(generation.slice(1)) };
  switch (kindOf(key)) {
    case 'HOURS':
      await removeWhatever(ports, key);
      await healUnitPage(ports, { ...at, unit: one, bucket: other });
      return true;
    case 'DELTA':
      await removeWhatever(ports, key);
      await healDeltaPage(ports, { ...at, pair: one, bucket: other });
      return true;
    case 'CHECKPOINT':
    case SUBJECT: {
      const kind = isSubjectKind(one) ? one : 'unit';
      await removeCheckpoints(ports, at, kind, other);
      if (kindOf(key) === SUBJECT) await removeWhatever(ports, key);
      await markSubjectDue(ports, at, { kind, id: other }, null);
      return true;
    }
    case ASSAY:
      await removeWhatever(ports, key);
      await markAssayDue(ports, at, one);
      return true;
    case OWED:
    case FAILED:
      // All that an entry says stands in its name.
      await removeWhatever(ports, key);
      await ports.catalogue.put(owedKind, key, { since: ports.clock.now() }, null);
      return true;
    case recomputationKey('').sort:
      await removeWhatever(ports, key);
      await hintRecomputation(ports, key.partition);
      return true;
    case DIGEST:
      await removeWhatever(ports, key);
      await digestAgain(ports, key);
      return true;
    case TRIES:
      await removeWhatever(ports, key);
      await forgetStopped(ports, itemTried(key));
      return true;
    case UPKEEP:
      await removeWhatever(ports, key);
      if (key.sort === upkeepKey(key.partition, 'REBUILD').sort) await rebuildAnew(ports, key);
      else await beginAgain(ports, key, 'VERIFY');
      return true;
    case REBUILD_BEGUN:
      // All that a note says but its age stands in its name.
      await removeWhatever(ports, key);
      await noteRebuild(ports, rebuildNamed(key));
      return true;
    case REFUSED:
      // The next look through the drop refuses the file anew.
      await removeWhatever(ports, SWEEP);
      await removeWhatever(ports, key);
      return true;
    case TRIAL:
    case SWEEP.sort:
    case WATCH_CURSOR.sort:
      await removeWhatever(ports, key);
      return true;
    default:
      return false;
  }
}

/** Notes that work is stopped go with what was known of its tries: nobody else removes them. */
async function forgetStopped(ports: Ports, item: Key): Promise<void> {
  for (const entry of await owedOn(ports, item))
    if (versionStopped(owedBy(entry)) !== null) await pay(ports, entry);
}

/** From the beginning: what the lost one made again stays as it is. */
async function rebuildAnew(ports: Ports, key: Key): Promise<void> {
  const experiment = key.partition;
  const record = (await ports.catalogue.get(experimentKind, experimentKey(experiment)))?.item;
  // Without a record the rebuild has not come to it yet.
  if (record !== undefined && !record.rebuilding) return;
  await beginAgain(ports, key, 'REBUILD');
}

async function beginAgain(ports: Ports, key: Key, task: UpkeepTask): Promise<void> {
  const by = 'unknown, because the record of who began it was damaged';
  await ports.catalogue.put(upkeepKind, key, begunUpkeep(task, by, ports.clock.now()), null);
  await ports.queues.ingest.send({ experiment: key.partition, upkeep: task });
}

/** Does what a message asks for; what it meets damaged is made anew before the message comes again. */
export async function healing<T>(ports: Ports, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Damaged) await healDerived(ports, error.key);
    throw error;
  }
}

/** All of the subject: a chain is of no use from a broken link on, and they count on from the subject's own item. */
export async function removeCheckpoints(
  ports: Ports,
  { experiment, generation }: { readonly experiment: string; readonly generation: number },
  kind: SubjectKind,
  id: string,
): Promise<void> {
  const prefix = checkpointPrefix(generation, kind, id);
  const found = ports.catalogue.versions(checkpointKind, experiment, prefix);
  for (const { key, version } of await Array.fromAsync(found))
    await ports.catalogue.remove(checkpointKind, key, version);
}

/** Removes an item that nobody can read; only its version is looked at. */
async function removeWhatever(ports: Ports, wanted: Key): Promise<void> {
  for await (const { key, version } of ports.catalogue.versions(subjectKind, wanted.partition, wanted.sort))
    if (key.sort === wanted.sort) await ports.catalogue.remove(subjectKind, key, version);
}

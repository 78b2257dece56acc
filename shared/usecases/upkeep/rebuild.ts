/**
 * Makes the table of an experiment again from what is kept beside its raw files, and then reads every file in the order in
 * which they were announced, each under the reading that it was read with. Nothing is judged before the last is read.
 * Where the experiment stands, only what it lacks is made again.
 */

import { alarmActionKind } from '../../domain/alarm/action.ts';
import { SUBJECT, subjectKind } from '../../domain/anomaly/subject.ts';
import { rawKey } from '../../domain/archive/keys.ts';
import { contactPlanKind, contactsKind } from '../../domain/contacts/contact-plan.ts';
import { Damaged } from '../../domain/damaged.ts';
import { isHeld } from '../../domain/downlink/lease.ts';
import { receiptKey, receiptKind } from '../../domain/downlink/receipt.ts';
import { exclusionKind } from '../../domain/exclusion/exclusion.ts';
import {
  definitionKey,
  definitionKind,
  experimentKey,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import { actionKind } from '../../domain/journal/action-record.ts';
import { keptName, keptPrefix } from '../../domain/kept/kept-name.ts';
import { type Kind, sortKey } from '../../domain/kind.ts';
import { noteKind } from '../../domain/note/note.ts';
import { routesKind } from '../../domain/notify/routes-record.ts';
import { scaleKind } from '../../domain/pit/scale-confirmation.ts';
import { snapshotKind } from '../../domain/snapshot/snapshot-record.ts';
import { eventKind } from '../../domain/timeline/event-record.ts';
import { FILES, KEPT, type UpkeepTally } from '../../domain/upkeep/upkeep-record.ts';
import { typedCommand } from '../../domain/words/typed-command.ts';
import type { KeptItem } from '../../formats/kept-item.ts';
import type { DeclaredFile, Ports } from '../../ports.ts';
import { ingestDownlink } from '../arrive/ingest-downlink.ts';
import { isOtherFile } from '../arrive/inspect-upload.ts';
import { Unreceipted } from '../arrive/leave-unreceipted.ts';
import { type Differ, KnownActions, readKept, restoredReceipt } from '../arrive/restore-receipt.ts';
import { hintRecomputation } from '../define/recompute-all.ts';
import { keptExperiment } from '../known/kept-experiment.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { isInTable } from '../known/lost-items.ts';
import { update } from '../known/update.ts';
import { whyDamaged } from '../known/why-damaged.ts';
import type { Course } from './progress.ts';

type PutBack = (ports: Ports, kept: KeptItem) => Promise<boolean>;

function putBack<T>(kind: Kind<T>): PutBack {
  // One that is there already was put back by a run before, or is newer.
  return (ports, { key, item }) => ports.catalogue.put(kind, key, kind.schema.parse(item), null);
}

/** By the name of the kind; the experiment follows once its definition is there, and receipts with their files. */
const PUT_BACK: Readonly<Record<string, PutBack>> = {
  [definitionKind.name]: putBack(definitionKind),
  [contactPlanKind.name]: putBack(contactPlanKind),
  [contactsKind.name]: putBack(contactsKind),
  [routesKind.name]: putBack(routesKind),
  [eventKind.name]: putBack(eventKind),
  [actionKind.name]: putBack(actionKind),
  [alarmActionKind.name]: putBack(alarmActionKind),
  [exclusionKind.name]: putBack(exclusionKind),
  [noteKind.name]: putBack(noteKind),
  [scaleKind.name]: putBack(scaleKind),
  [snapshotKind.name]: putBack(snapshotKind),
};

/** Goes on after `after` until it is done (null) or the deadline is over (where the next run goes on). */
export async function rebuild(
  ports: Ports,
  experiment: string,
  tally: UpkeepTally,
  course: Course,
): Promise<string | null> {
  const { after } = course;
  if (!after.startsWith(FILES)) {
    const last = await putAllBack(ports, experiment, tally, course);
    if (last !== null) return last;
  }
  await course.begin(null);
  const lacking = await putExperimentBack(ports, experiment, tally);
  if (lacking !== null) {
    tally.differ(`kept/${keptName(experimentKey(experiment))}`, lacking);
    return null;
  }
  const from = after.startsWith(FILES) ? after.slice(FILES.length) : undefined;
  const known = {
    actions: new KnownActions(ports, experiment),
    unreceipted: course.stands ? await unreceiptedOf(ports, experiment) : null,
  };
  let last = after;
  for await (const file of ports.kept.files(experiment, from)) {
    await course.begin(`${FILES}${file.downlink}`);
    await readFile(ports, experiment, tally, file, known);
    // A run of before may have died on it, and `watch` have had it read: nothing is judged before it is in.
    if (await isReadByAnother(ports, experiment, file)) return last;
    tally.look('files');
    last = `${FILES}${file.downlink}`;
    if (course.isOver()) return last;
  }
  await course.begin(null);
  await finish(ports, experiment);
  return null;
}

/** Resolves to why nothing can be made again, or to null where the experiment stands with its definition. */
async function putExperimentBack(
  ports: Ports,
  experiment: string,
  tally: UpkeepTally,
): Promise<string | null> {
  const key = experimentKey(experiment);
  const standing = (await ports.catalogue.get(experimentKind, key))?.item;
  const record = standing ?? (await keptExperiment(ports, experiment));
  if (record === null)
    return `no record of ${experiment} is kept that can be read, so nothing was made again: ${APPLY}`;
  const { sha256 } = record;
  // Without it nothing could be read, and every question would fail.
  if ((await ports.catalogue.get(definitionKind, definitionKey(experiment, sha256))) === null)
    return `the definition in force, ${sha256.slice(0, 12)}…, is damaged or gone, so nothing was made again: ${APPLY}`;
  if (standing !== undefined) return null;
  await ports.catalogue.put(experimentKind, key, { ...record, rebuilding: true }, null);
  tally.look(experimentKind.name);
  return null;
}

const APPLY = `apply its definition again (${typedCommand('experiment apply FILE')}), and the rebuild goes on by itself`;

/** Resolves to where the next run goes on, or to null. */
async function putAllBack(
  ports: Ports,
  experiment: string,
  tally: UpkeepTally,
  course: Course,
): Promise<string | null> {
  const receipts = keptName(receiptKey(experiment, ''));
  const { after } = course;
  const from = after.startsWith(KEPT) ? after.slice(KEPT.length) : undefined;
  for await (const name of ports.kept.names(keptPrefix(experiment), from)) {
    // These come with their files.
    if (name.startsWith(receipts)) continue;
    await course.begin(`${KEPT}${name}`);
    const kept = await readKept(ports, name, differIn(tally));
    const back = kept === null ? undefined : PUT_BACK[kept.kind];
    if (kept !== null && back !== undefined && kept.item !== null) {
      await back(ports, kept);
      tally.look(kept.kind);
    }
    if (course.isOver()) return `${KEPT}${name}`;
  }
  return null;
}

const differIn =
  (tally: UpkeepTally): Differ =>
  (key, why) =>
    tally.differ(key, why);

async function readFile(
  ports: Ports,
  experiment: string,
  tally: UpkeepTally,
  file: DeclaredFile,
  { actions, unreceipted }: Known,
): Promise<void> {
  const { downlink } = file;
  const key = receiptKey(experiment, downlink);
  const receipt = await restoredReceipt(ports, experiment, file, { actions, differ: differIn(tally) });
  if (receipt === null) {
    tally.differ(`raw/${experiment}/${downlink}`, 'nobody declared this file, so it is not read');
    return;
  }
  if (unreceipted !== null && !(await isInTable(ports, key))) {
    await beginRebuilding(ports, experiment);
    await unreceipted.leave(downlink);
  }
  await ports.catalogue.put(receiptKind, key, receipt, null);
  const standing = (await ports.catalogue.get(receiptKind, key))?.item;
  if (standing?.state !== 'RECEIVED' && standing?.state !== 'INGESTING') return;
  try {
    await ingestDownlink(ports, { experiment, downlink });
  } catch (error) {
    // The others are read all the same; `watch` tries this one again, until it is FAILED.
    if (!(error instanceof Damaged)) throw error;
    tally.differ(error.key, whyDamaged(error));
    return;
  }
  const read = (await ports.catalogue.get(receiptKind, key))?.item;
  if (read?.state === 'REFUSED' && read.error !== null && isOtherFile(read.error))
    tally.differ(rawKey(experiment, downlink), read.error.message);
}

/** What a run finds out about all files at once. */
interface Known {
  readonly actions: KnownActions;
  /** Null where no head is older than the rebuild. */
  readonly unreceipted: Unreceipted | null;
}

async function unreceiptedOf(ports: Ports, experiment: string): Promise<Unreceipted> {
  return new Unreceipted(ports, experiment, (await loadRecord(ports, experiment)).serving);
}

/** Of one that stands nothing is judged either while a file leaves and comes again. */
async function beginRebuilding(ports: Ports, experiment: string): Promise<void> {
  await update(ports, experimentKind, experimentKey(experiment), (current) =>
    current === null || current.rebuilding ? null : { ...current, rebuilding: true },
  );
}

async function isReadByAnother(
  ports: Ports,
  experiment: string,
  { downlink }: DeclaredFile,
): Promise<boolean> {
  const receipt = (await ports.catalogue.get(receiptKind, receiptKey(experiment, downlink)))?.item;
  return receipt !== undefined && isHeld(receipt.lease, ports.clock.now());
}

/** From here on everything is judged, and people are told what lasts. */
async function finish(ports: Ports, experiment: string): Promise<void> {
  const record = await update(ports, experimentKind, experimentKey(experiment), (current) =>
    current?.rebuilding ? { ...current, rebuilding: false } : null,
  );
  if (record === null) return;
  await hintRecomputation(ports, experiment);
  const prefix = sortKey(SUBJECT, `g${record.serving}`, '');
  for await (const { item } of ports.catalogue.list(subjectKind, experiment, prefix))
    await ports.queues.flag.send({ experiment, subject: item.kind, id: item.id });
}

/**
 * Looks at everything of an experiment, item by item, and at what each names. Nothing is changed, but what is kept of an
 * item and damaged is written again. Once all is named, what is computed and damaged is made anew (`renew-found.ts`).
 */

import { ALARM, alarmActionKind } from '../../domain/alarm/action.ts';
import { checkpointKind } from '../../domain/anomaly/checkpoint.ts';
import { SUBJECT, subjectKind } from '../../domain/anomaly/subject.ts';
import { snapshotKey } from '../../domain/archive/keys.ts';
import { ASSAY, assayKind } from '../../domain/assay/assay-record.ts';
import { PART, partKind } from '../../domain/assay/part-record.ts';
import { HEAD, headKind } from '../../domain/bucket/head.ts';
import { contactPlanKind, contactsKind } from '../../domain/contacts/contact-plan.ts';
import { Damaged } from '../../domain/damaged.ts';
import { DIGEST, DOWNLINK, digestKind, receiptKind } from '../../domain/downlink/receipt.ts';
import { EXCLUSION, exclusionKind } from '../../domain/exclusion/exclusion.ts';
import {
  DEFINITION,
  definitionKind,
  experimentKey,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import { ACTION, actionKind } from '../../domain/journal/action-record.ts';
import { JOURNAL, journalKind } from '../../domain/journal/journal-record.ts';
import { keptName, keptPrefix } from '../../domain/kept/kept-name.ts';
import { type Key, type Kind, kindOf } from '../../domain/kind.ts';
import { NOTE, noteKind } from '../../domain/note/note.ts';
import { MESSAGE, messageKind } from '../../domain/notify/message-record.ts';
import { routesKind } from '../../domain/notify/routes-record.ts';
import { hoursKind } from '../../domain/page/hours.ts';
import { SCALE, scaleKind } from '../../domain/pit/scale-confirmation.ts';
import { SNAPSHOT, snapshotKind } from '../../domain/snapshot/snapshot-record.ts';
import { BROUGHT, broughtKind } from '../../domain/timeline/brought-event.ts';
import { EVENT, eventKind } from '../../domain/timeline/event-record.ts';
import { deltaKind } from '../../domain/twins/delta-record.ts';
import { FILES, KEPT, type UpkeepTally } from '../../domain/upkeep/upkeep-record.ts';
import { decodeKept, type KeptItem } from '../../formats/kept-item.ts';
import type { Ports } from '../../ports.ts';
import { intact } from '../known/intact.ts';
import { formOf } from '../known/keep.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { whyDamaged } from '../known/why-damaged.ts';
import { keepAgain } from './keep-again.ts';
import type { Course } from './progress.ts';
import type { Looking } from './verify-computed.ts';
import { verifyContrasts } from './verify-contrasts.ts';
import { verifyDelta } from './verify-delta.ts';
import { verifyFindings } from './verify-findings.ts';
import { verifyHead } from './verify-head.ts';
import { verifyHasReceipt, verifyStands } from './verify-lost.ts';
import { verifyObject } from './verify-object.ts';
import { verifyReceipt } from './verify-receipt.ts';

type Look = (looking: Looking, key: Key) => Promise<void>;

/** Reads the item, which checks it, looks at what it names, and at what a rebuild would make it from. */
function lookAt<T>(kind: Kind<T>, look: (looking: Looking, item: T) => Promise<void> = async () => {}): Look {
  return async (looking, key) => {
    const stored = await looking.ports.catalogue.get(kind, key);
    if (stored === null) return;
    await look(looking, stored.item);
    if (formOf(kind, stored.item) !== null) await keptOrAgain(looking, kind, key);
  };
}

/** By the first word of a sort key. What is only of the moment (hints, dry runs, this work) is not looked at. */
const LOOKS: Readonly<Record<string, Look>> = {
  [ACTION]: lookAt(actionKind),
  [ALARM]: lookAt(alarmActionKind),
  [BROUGHT]: lookAt(broughtKind),
  [DEFINITION]: lookAt(definitionKind),
  [EVENT]: lookAt(eventKind),
  [EXCLUSION]: lookAt(exclusionKind),
  [JOURNAL]: lookAt(journalKind),
  [NOTE]: lookAt(noteKind),
  [SCALE]: lookAt(scaleKind),
  [MESSAGE]: lookAt(messageKind),
  CONTACTPLAN: lookAt(contactPlanKind),
  CONTACTS: lookAt(contactsKind),
  ROUTES: lookAt(routesKind),
  [DIGEST]: lookAt(digestKind),
  HOURS: lookAt(hoursKind),
  [DOWNLINK]: lookAt(receiptKind, ({ ports, tally, loaded }, receipt) =>
    verifyReceipt(ports, tally, loaded.experiment, receipt),
  ),
  [HEAD]: lookAt(headKind, verifyHead),
  DELTA: lookAt(deltaKind, verifyDelta),
  CHECKPOINT: lookAt(checkpointKind, async ({ ports, tally }, { key }) => {
    if (key !== null) await verifyObject(ports, tally, key, key.digest);
  }),
  [SNAPSHOT]: lookAt(snapshotKind, async ({ ports, tally, loaded }, { sha256 }) => {
    const digest = sha256.slice(0, 32);
    await verifyObject(ports, tally, snapshotKey(loaded.experiment, sha256), digest);
  }),
  [SUBJECT]: lookAt(subjectKind, verifyFindings),
  [PART]: lookAt(partKind),
  [ASSAY]: lookAt(assayKind, verifyContrasts),
};

/** Goes on after `after` until it is done (null) or the deadline is over (where the next run goes on). */
export async function verify(
  ports: Ports,
  experiment: string,
  tally: UpkeepTally,
  course: Course,
): Promise<string | null> {
  const { after } = course;
  const loaded = await loadedOrNoted(ports, experiment, tally);
  // Under no definition nothing can be read again.
  const last = loaded === null ? null : await verifyItems({ ports, tally, loaded }, course);
  if (last !== null) return last;
  const left = after.startsWith(FILES) ? null : await verifyKept(ports, experiment, tally, course);
  if (left !== null) return left;
  const from = after.startsWith(FILES) ? after.slice(FILES.length) : undefined;
  for await (const file of ports.kept.files(experiment, from)) {
    await course.begin(`${FILES}${file.downlink}`);
    await verifyHasReceipt(ports, tally, experiment, file);
    if (course.isOver()) return `${FILES}${file.downlink}`;
  }
  await course.begin(null);
  return null;
}

/** Resolves to where the next run goes on, or to null. */
async function verifyItems(looking: Looking, course: Course): Promise<string | null> {
  const { ports, tally, loaded } = looking;
  const { experiment } = loaded;
  const { after } = course;
  if (after === '') await noting(tally, () => lookAt(experimentKind)(looking, experimentKey(experiment)));
  if (after.startsWith(KEPT) || after.startsWith(FILES)) return null;
  const page = after === '' ? {} : { after };
  for await (const { key } of ports.catalogue.versions(receiptKind, experiment, '', page)) {
    const look = LOOKS[kindOf(key)];
    if (look === undefined) continue;
    await course.begin(key.sort);
    tally.look(kindOf(key));
    await noting(tally, () => look(looking, key));
    if (course.isOver()) return key.sort;
  }
  return null;
}

/** Resolves to where the next run goes on, or to null. */
async function verifyKept(
  ports: Ports,
  experiment: string,
  tally: UpkeepTally,
  course: Course,
): Promise<string | null> {
  const { after } = course;
  const from = after.startsWith(KEPT) ? after.slice(KEPT.length) : undefined;
  for await (const name of ports.kept.names(keptPrefix(experiment), from)) {
    await course.begin(`${KEPT}${name}`);
    tally.look('kept');
    await noting(tally, async () => verifyStands(ports, tally, experiment, await readKept(ports, name)));
    if (course.isOver()) return `${KEPT}${name}`;
  }
  return null;
}

/** What is kept of a sound item is written again: nobody else would before the item changes. */
async function keptOrAgain<T>({ ports, tally }: Looking, kind: Kind<T>, key: Key): Promise<void> {
  try {
    await readKept(ports, keptName(key));
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    const isWritten = await keepAgain(ports, kind, key);
    const advice = isWritten ? 'nothing: it was written again from the item in the table' : undefined;
    tally.differ(error.key, whyDamaged(error), advice);
  }
}

/** Fails with `Damaged` where it is gone too. */
function readKept(ports: Ports, name: string): Promise<KeptItem> {
  return intact(`kept/${name}`, async () => decodeKept(await ports.kept.read(name)));
}

async function loadedOrNoted(
  ports: Ports,
  experiment: string,
  tally: UpkeepTally,
): Promise<LoadedExperiment | null> {
  let loaded: LoadedExperiment | null = null;
  await noting(tally, async () => {
    loaded = await loadExperiment(ports, experiment);
    await loaded.events();
  });
  return loaded;
}

/** Damage is what is looked for: it ends nothing. */
async function noting(tally: UpkeepTally, look: () => Promise<unknown>): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    tally.differOnce(error.key, whyDamaged(error));
  }
}

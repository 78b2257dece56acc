/**
 * Marks every head due: a definition, an event or newer code changed what is computed from them. That they are owed stands
 * in the table; a run goes as far as its time allows, notes how far it got, and hints at the rest.
 */
import { SUBJECT, subjectKind } from '../../domain/anomaly/subject.ts';
import { assayKind, assayPrefix } from '../../domain/assay/assay-record.ts';
import { type HeadRecord, headKind, headPrefix } from '../../domain/bucket/head.ts';
import {
  type ExperimentRecord,
  experimentKey,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import {
  type RecomputationPass,
  type RecomputationRecord,
  recomputationKey,
  recomputationKind,
} from '../../domain/experiment/recomputation.ts';
import { sortKey } from '../../domain/kind.ts';
import { itemOwed, owedKey, owedKind, owedPrefix } from '../../domain/owed/owed.ts';
import { sideBySide } from '../../domain/side-by-side.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import { EVENT, eventKind } from '../../domain/timeline/event-record.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports, Stored } from '../../ports.ts';
import { markAssayDue } from '../assay/mark-assay-due.ts';
import { COMPUTED_WITH, owesRecomputation } from '../known/computed-with.ts';
import { loadedFrom, loadRecord } from '../known/load-experiment.ts';
import { eventOwed, owe, pay } from '../known/owe.ts';
import { update } from '../known/update.ts';

/** A run shares its function's time with other messages. */
const BUDGET_SECONDS = 15;
/** As long as the function may run: after that the run is dead. */
const LEASE_SECONDS = 120;
/** Heads between two looks at the clock, and two notes of how far it got. */
const AT_ONCE = 200;
/** Events that one pass answers for; more go with the next. */
const MOST_EVENTS = 1000;

/** Has the heads marked soon: what is owed stands in the table already, so that this may be lost. */
export async function hintRecomputation(ports: Ports, experiment: string): Promise<void> {
  await ports.queues.align.send({ experiment, recompute: true });
}

/** Marks heads for as long as the run's time allows. Nothing where nothing is owed, or another run is at it. */
export async function recompute(ports: Ports, experiment: string): Promise<void> {
  const deadline = ports.clock.now() + BUDGET_SECONDS * MICROS_PER_SECOND;
  const record = await loadRecord(ports, experiment);
  const pass = await beginOrGoOn(ports, record);
  if (pass === null) return;
  try {
    const isOver = await markHeads(ports, record, pass, deadline);
    if (isOver) await finish(ports, record, pass);
  } finally {
    await keep(ports, experiment, (current) => ({ ...current, until: 0 }));
  }
  // After the run has let go: what was owed meanwhile found it at work, and is told of here.
  if (await isOwed(ports, experiment)) await hintRecomputation(ports, experiment);
}

/** No run of before the local stack's start is alive. */
export async function forgetRecomputation(ports: Ports, experiment: string): Promise<void> {
  await update(ports, recomputationKind, recomputationKey(experiment), (current) =>
    current === null || current.until === 0 ? null : { ...current, until: 0 },
  );
}

async function isOwed(ports: Ports, experiment: string): Promise<boolean> {
  const stored = await ports.catalogue.get(recomputationKind, recomputationKey(experiment));
  if (stored?.item.pass) return true;
  return (
    owesRecomputation(await loadRecord(ports, experiment)) || (await eventsOwed(ports, experiment)).length > 0
  );
}

/** Takes the pass that is under way, or begins one; null where nothing is owed or another run is at it. */
async function beginOrGoOn(ports: Ports, record: ExperimentRecord): Promise<RecomputationPass | null> {
  const fresh = await passOwed(ports, record);
  let mine: RecomputationPass | null = null;
  await update(
    ports,
    recomputationKind,
    recomputationKey(record.id),
    (current): RecomputationRecord | null => {
      mine = null;
      const now = ports.clock.now();
      if (current !== null && current.until > now) return null;
      const going = current?.pass ?? null;
      const isCurrent = going?.revision === record.revision && going.code === codeNow();
      mine = isCurrent ? going : fresh;
      return mine === null ? null : { pass: mine, until: now + LEASE_SECONDS * MICROS_PER_SECOND };
    },
  );
  return mine;
}

async function passOwed(ports: Ports, record: ExperimentRecord): Promise<RecomputationPass | null> {
  const { id, revision } = record;
  const events = await eventsOwed(ports, id);
  const ofDefinition = owesRecomputation(record);
  if (!ofDefinition && events.length === 0) return null;
  const code = codeNow();
  const changes = events.map((event) => event.changes);
  const names = events.map(({ sort }) => sort);
  const named = changes.every((count) => count === 0) ? names : [names, changes];
  const reasons = [
    ...(ofDefinition ? [`revision-${revision}-${code}`] : []),
    ...(events.length > 0 ? [`events-${digestOf(named).slice(0, 16)}`] : []),
  ];
  return { by: reasons.join('-'), revision, code, ofDefinition, events: names, changes, after: null };
}

const codeNow = () => digestOf(COMPUTED_WITH).slice(0, 8);

/** Sort keys of the recorded events that are noted as owed; from the ledger, because the index of due marks may lag. */
async function eventsOwed(
  ports: Ports,
  experiment: string,
): Promise<{ readonly sort: string; readonly changes: number }[]> {
  const found = new Map<string, number>();
  const page = { limit: MOST_EVENTS };
  const ofEvents = owedPrefix({ partition: experiment, sort: EVENT });
  for await (const { key } of ports.catalogue.versions(owedKind, experiment, ofEvents, page)) {
    const event = itemOwed(key);
    // Noted, and not yet recorded: who records it hints after that.
    const stored = await ports.catalogue.get(eventKind, event);
    if (stored?.item.due) found.set(event.sort, stored.item.changes ?? 0);
  }
  return Array.from(found, ([sort, changes]) => ({ sort, changes }));
}

/** Whether every head bears the mark now; false where the time ran out. */
async function markHeads(
  ports: Ports,
  { id, serving }: ExperimentRecord,
  { by, after }: RecomputationPass,
  deadline: number,
): Promise<boolean> {
  const page = after === null ? {} : { after };
  let waiting: Stored<HeadRecord>[] = [];
  const markWaiting = async () => {
    await markAll(ports, id, by, waiting);
    const last = waiting.at(-1)?.key.sort ?? after;
    waiting = [];
    await keep(ports, id, (current) =>
      current.pass?.by === by ? { ...current, pass: { ...current.pass, after: last } } : current,
    );
  };
  for await (const head of ports.catalogue.list(headKind, id, headPrefix(serving), page)) {
    waiting.push(head);
    if (waiting.length < AT_ONCE) continue;
    await markWaiting();
    if (ports.clock.now() > deadline) return false;
  }
  if (waiting.length > 0) await markWaiting();
  return true;
}

async function markAll(
  ports: Ports,
  experiment: string,
  by: string,
  heads: readonly Stored<HeadRecord>[],
): Promise<void> {
  const marked = (head: HeadRecord): HeadRecord => ({ ...head, v: head.v + 1, due: true, markedBy: by });
  await sideBySide(heads, async ({ key, item, version }) => {
    if (item.markedBy === by) return;
    await owe(ports, key, by);
    if (await ports.catalogue.put(headKind, key, marked(item), version)) return;
    await update(ports, headKind, key, (head) =>
      head === null || head.markedBy === by ? null : marked(head),
    );
  });
  await ports.queues.align.sendAll(heads.map(({ item: { unit, bucket } }) => ({ experiment, unit, bucket })));
}

/** What was found on pairs that there are no more is withdrawn; then nothing of the pass is owed any more. */
async function finish(ports: Ports, record: ExperimentRecord, pass: RecomputationPass): Promise<void> {
  if (pass.ofDefinition) {
    await markDroppedPairs(ports, record);
    await markAssays(ports, record);
    await update(ports, experimentKind, experimentKey(record.id), (current) =>
      current !== null && owesRecomputation(current) && current.revision === record.revision
        ? { ...current, due: false, computedWith: COMPUTED_WITH }
        : null,
    );
  }
  const events = pass.events.map((sort, i) => ({ sort, changes: pass.changes[i] ?? 0 }));
  await sideBySide(events, async ({ sort, changes }) => {
    const key = { partition: record.id, sort };
    // One that changed meanwhile is owed under another name: the next pass is for that.
    await update(ports, eventKind, key, (event) =>
      event?.due && (event.changes ?? 0) === changes ? { ...event, due: false } : null,
    );
    // After its mark: a pass is begun for what is noted, and a note that outlives its mark goes by watch. An event that
    // went and stood again before the pass began was noted each time.
    for (let one = 0; one <= changes; one++) await pay(ports, owedKey(key, eventOwed(one)));
  });
  await keep(ports, record.id, (current) =>
    current.pass?.by === pass.by ? { ...current, pass: null } : current,
  );
}

async function keep(
  ports: Ports,
  experiment: string,
  change: (current: RecomputationRecord) => RecomputationRecord,
): Promise<void> {
  await update(ports, recomputationKind, recomputationKey(experiment), (current) =>
    current === null ? null : change(current),
  );
}

/** Another definition compares otherwise, and newer code computes otherwise; of an assay without a file there is nothing to do. */
async function markAssays(
  ports: Ports,
  { id: experiment, serving: generation }: ExperimentRecord,
): Promise<void> {
  for await (const { item } of ports.catalogue.list(assayKind, experiment, assayPrefix(generation)))
    await markAssayDue(ports, { experiment, generation }, item.assay);
}

async function markDroppedPairs(ports: Ports, record: ExperimentRecord): Promise<void> {
  const { experiment, generation, index } = await loadedFrom(ports, record);
  const prefix = sortKey(SUBJECT, `g${generation}`, 'pair', '');
  for await (const { key, item } of ports.catalogue.list(subjectKind, experiment, prefix)) {
    if (index.pairs.has(item.id) || item.anomalies === null) continue;
    await update(ports, subjectKind, key, (pair) =>
      pair === null ? null : { ...pair, v: pair.v + 1, since: null, due: true },
    );
    await ports.queues.flag.send({ experiment, subject: 'pair', id: item.id });
  }
}

/**
 * The table says what is due; messages are only hints. Whatever a lost message, a dead process or an emptied queue
 * left behind is hinted at again here.
 */

import { SUBJECT, subjectNamed } from '../domain/anomaly/subject.ts';
import { ASSAY, assayNamed } from '../domain/assay/assay-record.ts';
import { HEAD, headNamed } from '../domain/bucket/head.ts';
import { Damaged } from '../domain/damaged.ts';
import { DOWNLINK } from '../domain/downlink/receipt.ts';
import {
  EXPERIMENTS,
  type ExperimentRecord,
  experimentKind,
} from '../domain/experiment/experiment-record.ts';
import { JOURNAL, journalKind } from '../domain/journal/journal-record.ts';
import { type Key, kindOf } from '../domain/kind.ts';
import { groupOfMessage, MESSAGE } from '../domain/notify/message-record.ts';
import { sideBySide } from '../domain/side-by-side.ts';
import { MICROS_PER_SECOND, type Micros } from '../domain/time.ts';
import { EVENT } from '../domain/timeline/event-record.ts';
import { TRIAL } from '../domain/trial/trial.ts';
import { UPKEEP, upkeepKey } from '../domain/upkeep/upkeep-record.ts';
import { WATCH_CURSOR, type WatchCursor, watchCursorKind } from '../domain/watch-cursor.ts';
import type { Ports } from '../ports.ts';
import { forgetRun, hintDownlink } from './arrive/hint-downlink.ts';
import { hintSweep } from './arrive/sweep-drop.ts';
import { forgetRecomputation, hintRecomputation } from './define/recompute-all.ts';
import { healDerived } from './judge/heal-derived.ts';
import { journalByClock } from './judge/journal-by-clock.ts';
import { COMPUTED_WITH, owesRecomputation } from './known/computed-with.ts';
import { beginLedger, tidyLedger } from './known/keep-ledger.ts';
import { keepOlder } from './known/keep-older.ts';
import { unlistedRebuilds } from './known/rebuilds-begun.ts';
import { tidyTries } from './known/tidy-tries.ts';
import { update } from './known/update.ts';
import { hintBeat } from './tell/hint-beat.ts';
import { forgetTrialRun, hintTrial } from './try/hint-trial.ts';
import { forgetUpkeepRun, hintUpkeep } from './upkeep/hint-upkeep.ts';

/** The function may run for a minute. */
const BUDGET_SECONDS = 40;
/** Due items between two looks at the clock. */
const AT_ONCE = 200;

/**
 * Looks through every experiment; resolves to how many due items of each kind were found, and how many anomalies that
 * follow the clock stand. What fails is left and told at the end, so that one bad item keeps nobody else's work from being
 * found. A run that comes to the end of its time notes where, and the next one goes on from there.
 *
 * @param start when the local stack started: every run that began before it is dead. Null in any other run of watch.
 * @param code names the code that works on buckets and subjects now: what other code died on is tried again
 */
export async function watch(
  ports: Ports,
  start: Micros | null = null,
  code = COMPUTED_WITH,
): Promise<Record<string, number>> {
  const deadline = ports.clock.now() + BUDGET_SECONDS * MICROS_PER_SECOND;
  const found: Record<string, number> = {};
  const failures: unknown[] = [];
  const attempt = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      failures.push(error);
      if (error instanceof Damaged)
        await healDerived(ports, error.key).catch((another: unknown) => failures.push(another));
      return undefined;
    }
  };
  const begun = await attempt(async () => (await ports.catalogue.get(watchCursorKind, WATCH_CURSOR))?.item);
  const watching = { found, start, code, attempt, deadline };
  const experiments = await experimentsFrom(ports, begun, attempt);
  await attempt(() => hintUnlisted(ports, experiments, watching));
  const ids = experiments.map(({ id }) => id);
  await attempt(() => hintSweep(ports, ids, start));
  let cut: WatchCursor | null = null;
  for (const [i, experiment] of experiments.entries()) {
    // Also where nothing is due in those before: else the last of very many would never be come to.
    if (i > 0 && ports.clock.now() > deadline) {
      cut = { experiment: experiment.id, after: null };
      break;
    }
    const after = experiment.id === begun?.experiment ? begun.after : null;
    await attempt(async () => {
      const last = await watchExperiment(ports, experiment, after, watching);
      if (last !== null) cut = { experiment: experiment.id, after: last };
    });
    if (cut !== null) break;
  }
  await noteCursor(ports, begun, cut);
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} due items could not be looked at`);
  return found;
}

/** All experiments, beginning with the one in which the last run ended early. */
async function experimentsFrom(
  ports: Ports,
  begun: WatchCursor | undefined,
  attempt: Watching['attempt'],
): Promise<ExperimentRecord[]> {
  const experiments: ExperimentRecord[] = [];
  for await (const { key } of ports.catalogue.versions(experimentKind, EXPERIMENTS, '')) {
    // One by one: a damaged record keeps no other experiment from being seen to.
    await attempt(async () => {
      const stored = await ports.catalogue.get(experimentKind, key);
      if (stored !== null) experiments.push(stored.item);
    });
  }
  const first = Math.max(
    0,
    experiments.findIndex(({ id }) => id === begun?.experiment),
  );
  return [...experiments.slice(first), ...experiments.slice(0, first)];
}

/** A rebuild that dies before the record of its experiment is back stands in no list of experiments. */
async function hintUnlisted(
  ports: Ports,
  experiments: readonly ExperimentRecord[],
  { start, attempt }: Watching,
): Promise<void> {
  const listed = new Set(experiments.map(({ id }) => id));
  for (const experiment of await unlistedRebuilds(ports, listed)) {
    const key = upkeepKey(experiment, 'REBUILD');
    if (start !== null) await attempt(() => forgetUpkeepRun(ports, key, start));
    await attempt(() => hintUpkeep(ports, experiment, key));
  }
}

async function noteCursor(
  ports: Ports,
  begun: WatchCursor | undefined,
  cut: WatchCursor | null,
): Promise<void> {
  if (cut === null && (begun === undefined || begun.experiment === null)) return;
  const next = cut ?? { experiment: null, after: null };
  await update(ports, watchCursorKind, WATCH_CURSOR, () => next);
}

interface Watching {
  readonly found: Record<string, number>;
  readonly start: Micros | null;
  readonly code: string;
  readonly attempt: <T>(act: () => Promise<T>) => Promise<T | undefined>;
  readonly deadline: Micros;
}

/** Resolves to the key of the last item that was hinted at where the time ran out, else to null. */
async function watchExperiment(
  ports: Ports,
  experiment: ExperimentRecord,
  after: string | null,
  watching: Watching,
): Promise<string | null> {
  const { id } = experiment;
  const { found, start, attempt, deadline } = watching;
  const keys: Key[] = [];
  for await (const key of ports.catalogue.due(id)) keys.push(key);
  if (start !== null) await attempt(() => forgetDeadRuns(ports, id, keys, start));
  await attempt(() => beginLedger(ports, experiment, keys));
  await attempt(async () => {
    if (experiment.rebuilding) return;
    for (const { kind } of await journalByClock(ports, id)) found[kind] = (found[kind] ?? 0) + 1;
  });
  await attempt(() => hintBeat(ports, id));
  for (const key of keys) found[kindOf(key)] = (found[kindOf(key)] ?? 0) + 1;
  if (owesRecomputation(experiment) || keys.some((key) => kindOf(key) === EVENT))
    await attempt(() => hintRecomputation(ports, id));
  // People wait for these.
  const urgent = keys.filter(isUrgent);
  await hintAtAll(ports, id, urgent, watching);
  const left = (await attempt(() => tidyTries(ports, id, watching))) ?? new Set();
  const others = keys.filter(
    (key) => !isUrgent(key) && !left.has(key.sort) && (after === null || key.sort > after),
  );
  for (let from = 0; from < others.length; from += AT_ONCE) {
    const some = others.slice(from, from + AT_ONCE);
    await hintAtAll(ports, id, some, watching);
    if (ports.clock.now() > deadline) return some.at(-1)?.sort ?? null;
  }
  const hinted = new Set([...keys.map(({ sort }) => sort), ...left]);
  await attempt(() => tidyLedger(ports, experiment, { hinted, deadline }));
  await attempt(() => keepOlder(ports, experiment));
  return null;
}

const isUrgent = (key: Key): boolean => kindOf(key) === JOURNAL || kindOf(key) === MESSAGE;

async function forgetDeadRuns(
  ports: Ports,
  experiment: string,
  keys: readonly Key[],
  start: Micros,
): Promise<void> {
  await forgetRecomputation(ports, experiment);
  await sideBySide(keys, async (key) => {
    if (kindOf(key) === DOWNLINK) await forgetRun(ports, key, start);
    if (kindOf(key) === TRIAL) await forgetTrialRun(ports, key, start);
    if (kindOf(key) === UPKEEP) await forgetUpkeepRun(ports, key, start);
  });
}

/** Heads and subjects are named by their keys, and a hint at one that is done changes nothing: they go unread, in batches. */
async function hintAtAll(
  ports: Ports,
  experiment: string,
  keys: readonly Key[],
  { attempt, start }: Watching,
): Promise<void> {
  const of = (wanted: string) => keys.filter((key) => kindOf(key) === wanted);
  // The end of a local stack ended its runs, and not what they worked on.
  const again = start === null && { again: true };
  const heads = of(HEAD).map((key) => ({ experiment, ...headNamed(key), ...again }));
  const subjects = of(SUBJECT).flatMap((key) => {
    const named = subjectNamed(key);
    return named === null ? [] : [{ experiment, ...named, ...again }];
  });
  if (heads.length > 0) await attempt(() => ports.queues.align.sendAll(heads));
  if (subjects.length > 0) await attempt(() => ports.queues.flag.sendAll(subjects));
  const assays = of(ASSAY).map((key) => ({ experiment, assay: assayNamed(key), ...again }));
  if (assays.length > 0) await attempt(() => ports.queues.analyze.sendAll(assays));
  const groups = [...new Set(of(MESSAGE).map(groupOfMessage))].map((group) => ({ experiment, group }));
  if (groups.length > 0) await attempt(() => ports.queues.notify.sendAll(groups));
  const others = keys.filter((key) => !IN_BATCHES.has(kindOf(key)));
  await sideBySide(others, async (key) => {
    const hint = HINT_BY_KIND[kindOf(key)] ?? refuseUnknown;
    await attempt(() => hint(ports, experiment, key));
  });
}

/** Events are seen to with all heads. */
const IN_BATCHES: ReadonlySet<string> = new Set([HEAD, SUBJECT, ASSAY, EVENT, MESSAGE]);

type Hinting = (ports: Ports, experiment: string, key: Key) => Promise<void>;

const HINT_BY_KIND: Readonly<Record<string, Hinting>> = {
  [DOWNLINK]: hintDownlink,
  [TRIAL]: hintTrial,
  [UPKEEP]: hintUpkeep,
  [JOURNAL]: async (ports, experiment, key) => {
    const entry = await ports.catalogue.get(journalKind, key);
    if (entry && journalKind.isDue(entry.item))
      await ports.queues.notify.send({ experiment, entry: entry.item.id });
  },
};

async function refuseUnknown(_ports: Ports, _experiment: string, key: Key): Promise<void> {
  throw new Error(`nothing knows how to act on the due item ${key.partition}/${key.sort}`);
}

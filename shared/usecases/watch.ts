/**
 * The table says what is due; messages are only hints. Whatever a lost message, a dead process or an emptied queue
 * left behind is hinted at again here.
 */

import { SUBJECT, subjectKind } from '../domain/anomaly/subject.ts';
import { HEAD, headKind } from '../domain/bucket/head.ts';
import { DOWNLINK } from '../domain/downlink/receipt.ts';
import {
  EXPERIMENTS,
  type ExperimentRecord,
  experimentKind,
} from '../domain/experiment/experiment-record.ts';
import { JOURNAL, journalKind } from '../domain/journal/journal-record.ts';
import { type Key, kindOf } from '../domain/kind.ts';
import type { Micros } from '../domain/time.ts';
import { EVENT } from '../domain/timeline/event-record.ts';
import { TRIAL } from '../domain/trial/trial.ts';
import type { Ports } from '../ports.ts';
import { forgetRun, hintDownlink } from './arrive/hint-downlink.ts';
import { recomputeExperiment, recomputeUnderEvents } from './define/recompute-all.ts';
import { journalByClock } from './judge/journal-by-clock.ts';
import { owesRecomputation } from './known/computed-with.ts';
import { beginLedger, tidyLedger } from './known/keep-ledger.ts';
import { forgetTrialRun, hintTrial } from './try/hint-trial.ts';

/**
 * Looks through every experiment; resolves to how many due items of each kind were found, and how many anomalies that
 * follow the clock stand. What fails is left and told at the end, so that one bad item keeps nobody else's work from being found.
 *
 * @param start when the local stack started: every run that began before it is dead. Null in any other run of watch.
 */
export async function watch(ports: Ports, start: Micros | null = null): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const failures: unknown[] = [];
  const attempt = async (act: () => Promise<void>) => {
    try {
      await act();
    } catch (error) {
      failures.push(error);
    }
  };
  for await (const { item } of ports.catalogue.list(experimentKind, EXPERIMENTS, '')) {
    await attempt(() => watchExperiment(ports, item, { found, start, attempt }));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} due items could not be looked at`);
  return found;
}

interface Watching {
  readonly found: Record<string, number>;
  readonly start: Micros | null;
  readonly attempt: (act: () => Promise<void>) => Promise<void>;
}

async function watchExperiment(
  ports: Ports,
  experiment: ExperimentRecord,
  { found, start, attempt }: Watching,
): Promise<void> {
  const keys: Key[] = [];
  for await (const key of ports.catalogue.due(experiment.id)) keys.push(key);
  if (start !== null) for (const key of keys) await attempt(() => forgetDeadRun(ports, key, start));
  await attempt(() => beginLedger(ports, experiment, keys));
  await attempt(async () => {
    for (const { kind } of await journalByClock(ports, experiment.id)) found[kind] = (found[kind] ?? 0) + 1;
  });
  for (const key of keys) {
    const kind = kindOf(key);
    found[kind] = (found[kind] ?? 0) + 1;
    const hint = HINT_BY_KIND[kind] ?? refuseUnknown;
    if (kind !== EVENT) await attempt(() => hint(ports, experiment.id, key));
  }
  // What takes long goes last: a run that ends within it has done the rest.
  const events = keys.filter((key) => kindOf(key) === EVENT);
  if (owesRecomputation(experiment)) await attempt(() => recomputeExperiment(ports, experiment));
  if (events.length > 0) await attempt(() => recomputeUnderEvents(ports, experiment, events));
  await attempt(() => tidyLedger(ports, experiment));
}

async function forgetDeadRun(ports: Ports, key: Key, start: Micros): Promise<void> {
  if (kindOf(key) === DOWNLINK) await forgetRun(ports, key, start);
  if (kindOf(key) === TRIAL) await forgetTrialRun(ports, key, start);
}

type Hinting = (ports: Ports, experiment: string, key: Key) => Promise<void>;

const HINT_BY_KIND: Readonly<Record<string, Hinting>> = {
  [DOWNLINK]: hintDownlink,
  [TRIAL]: hintTrial,
  [HEAD]: async (ports, experiment, key) => {
    const head = await ports.catalogue.get(headKind, key);
    if (head?.item.due)
      await ports.queues.align.send({ experiment, unit: head.item.unit, bucket: head.item.bucket });
  },
  [SUBJECT]: async (ports, experiment, key) => {
    const subject = await ports.catalogue.get(subjectKind, key);
    if (subject?.item.due) {
      await ports.queues.flag.send({ experiment, subject: subject.item.kind, id: subject.item.id });
    }
  },
  [JOURNAL]: async (ports, experiment, key) => {
    const entry = await ports.catalogue.get(journalKind, key);
    if (entry && journalKind.isDue(entry.item))
      await ports.queues.notify.send({ experiment, entry: entry.item.id });
  },
};

async function refuseUnknown(_ports: Ports, _experiment: string, key: Key): Promise<void> {
  throw new Error(`nothing knows how to act on the due item ${key.partition}/${key.sort}`);
}

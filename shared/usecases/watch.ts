/**
 * The table says what is due; messages are only hints. Whatever a lost message, a dead process or an emptied queue
 * left behind is hinted at again here.
 */

import { SUBJECT, subjectKind } from '../domain/anomaly/subject.ts';
import { rawKey, trialRawKey } from '../domain/archive/keys.ts';
import { HEAD, headKind } from '../domain/bucket/head.ts';
import { DOWNLINK, type ReceiptRecord, receiptKind } from '../domain/downlink/receipt.ts';
import {
  EXPERIMENTS,
  type ExperimentRecord,
  experimentKind,
} from '../domain/experiment/experiment-record.ts';
import { JOURNAL, journalKind } from '../domain/journal/journal-record.ts';
import { type Key, kindOf } from '../domain/kind.ts';
import { MICROS_PER_SECOND } from '../domain/time.ts';
import { EVENT } from '../domain/timeline/event-record.ts';
import { TRIAL, type TrialRecord, trialKind } from '../domain/trial/trial.ts';
import type { Ports } from '../ports.ts';
import { recomputeExperiment, recomputeUnderEvents } from './define/recompute-all.ts';
import { journalByClock } from './judge/journal-by-clock.ts';
import { owesRecomputation } from './known/computed-with.ts';
import { beginLedger, tidyLedger } from './known/keep-ledger.ts';
import { update } from './known/update.ts';

/** An upload that began in time may still be on its way for this long after its link ended. */
const GRACE_SECONDS = 3600;

/**
 * Looks through every experiment; resolves to how many due items of each kind were found, and how many anomalies that
 * follow the clock stand. What fails is left and told at the end, so that one bad item keeps nobody else's work from being found.
 */
export async function watch(ports: Ports): Promise<Record<string, number>> {
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
    await attempt(() => watchExperiment(ports, item, found, attempt));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} due items could not be looked at`);
  return found;
}

async function watchExperiment(
  ports: Ports,
  experiment: ExperimentRecord,
  found: Record<string, number>,
  attempt: (act: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const keys: Key[] = [];
  for await (const key of ports.catalogue.due(experiment.id)) keys.push(key);
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

async function hintDownlink(ports: Ports, experiment: string, key: Key): Promise<void> {
  const receipt = (await ports.catalogue.get(receiptKind, key))?.item;
  if (!receipt?.due) return;
  const hint = { experiment, downlink: receipt.id };
  if (receipt.state !== 'AWAITING_UPLOAD') return ports.queues.ingest.send(hint);
  if ((await ports.raw.size(rawKey(experiment, receipt.id))) !== null) return ports.queues.ingest.send(hint);
  if (ports.clock.now() < receipt.expiresAt + GRACE_SECONDS * MICROS_PER_SECOND) return;
  await update(ports, receiptKind, key, (current): ReceiptRecord | null =>
    current?.state === 'AWAITING_UPLOAD' ? { ...current, state: 'EXPIRED', due: false } : null,
  );
}

async function hintTrial(ports: Ports, experiment: string, key: Key): Promise<void> {
  const trial = (await ports.catalogue.get(trialKind, key))?.item;
  if (!trial?.due) return;
  const { id, expiresAt } = trial.receipt;
  if ((await ports.raw.size(trialRawKey(experiment, id))) !== null) {
    return ports.queues.ingest.send({ experiment, downlink: id, dryRun: true });
  }
  if (ports.clock.now() < expiresAt + GRACE_SECONDS * MICROS_PER_SECOND) return;
  await update(ports, trialKind, key, (current): TrialRecord | null =>
    current?.receipt.state === 'AWAITING_UPLOAD'
      ? { ...current, receipt: { ...current.receipt, state: 'EXPIRED' }, due: false }
      : null,
  );
}

async function refuseUnknown(_ports: Ports, _experiment: string, key: Key): Promise<void> {
  throw new Error(`nothing knows how to act on the due item ${key.partition}/${key.sort}`);
}

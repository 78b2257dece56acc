import { SUBJECT, subjectKind } from '../../domain/anomaly/subject.ts';
import { headKind, headPrefix } from '../../domain/bucket/head.ts';
import {
  type ExperimentRecord,
  experimentKey,
  experimentKind,
} from '../../domain/experiment/experiment-record.ts';
import { type Key, sortKey } from '../../domain/kind.ts';
import { owedKey } from '../../domain/owed/owed.ts';
import { eventKind } from '../../domain/timeline/event-record.ts';
import { digestOf } from '../../formats/digest.ts';
import type { Ports } from '../../ports.ts';
import { COMPUTED_WITH, owesRecomputation } from '../known/computed-with.ts';
import { loadedFrom } from '../known/load-experiment.ts';
import { EVENT_OWED, owe, pay } from '../known/owe.ts';
import { update } from '../known/update.ts';

/**
 * Marks every head due and hints: a definition, an event or newer code (`by`) changed what is computed from them. A run
 * goes on where one that died has ended: of many heads none could mark all.
 */
async function recomputeAll(ports: Ports, { id, serving }: ExperimentRecord, by: string): Promise<void> {
  for await (const { key, item } of ports.catalogue.list(headKind, id, headPrefix(serving))) {
    if (item.markedBy === by) continue;
    await owe(ports, key, by);
    await update(ports, headKind, key, (head) =>
      head === null || head.markedBy === by ? null : { ...head, v: head.v + 1, due: true, markedBy: by },
    );
    await ports.queues.align.send({ experiment: id, unit: item.unit, bucket: item.bucket });
  }
}

/**
 * The same after a new definition or under newer code, and what was found on pairs that there are no more is withdrawn;
 * the experiment's record then owes nothing more.
 */
export async function recomputeExperiment(ports: Ports, record: ExperimentRecord): Promise<void> {
  const code = digestOf(COMPUTED_WITH).slice(0, 8);
  await recomputeAll(ports, record, `revision-${record.revision}-${code}`);
  await markDroppedPairs(ports, record);
  await update(ports, experimentKind, experimentKey(record.id), (current) =>
    current !== null && owesRecomputation(current) && current.revision === record.revision
      ? { ...current, due: false, computedWith: COMPUTED_WITH }
      : null,
  );
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

/** The same after events were recorded, whose records then owe nothing more. */
export async function recomputeUnderEvents(
  ports: Ports,
  record: ExperimentRecord,
  keys: readonly Key[],
): Promise<void> {
  await recomputeAll(ports, record, `events-${digestOf(keys.map(({ sort }) => sort)).slice(0, 16)}`);
  for (const key of keys) {
    await pay(ports, owedKey(key, EVENT_OWED));
    await update(ports, eventKind, key, (event) => (event?.due ? { ...event, due: false } : null));
  }
}

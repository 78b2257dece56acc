import type { Anomaly } from '../domain/anomaly/anomaly.ts';
import { noticeText, routeOf } from '../domain/anomaly/notice.ts';
import { type JournalRecord, journalKey, journalKind } from '../domain/records/journal.ts';
import type { Micros } from '../domain/time.ts';
import type { Interval } from '../domain/timeline/interval.ts';
import type { Ports } from '../ports.ts';
import { update } from './update.ts';

/**
 * Takes note of what opened or was withdrawn between two lists of anomalies of a subject, once each, and hints at what
 * somebody must hear. The journal follows arrival; it is no part of the alarm history.
 */
export async function journalAnomalies(
  ports: Ports,
  experiment: string,
  lists: { readonly before: readonly Anomaly[]; readonly after: readonly Anomaly[] },
  asOf: Micros,
  armed: readonly Interval[],
): Promise<void> {
  const known = new Set(lists.before.map(({ id }) => id));
  const held = new Set(lists.after.map(({ id }) => id));
  for (const anomaly of lists.after.filter(({ id }) => !known.has(id))) {
    await enter(
      ports,
      experiment,
      entryOf(anomaly, 'OPENED', routeOf(anomaly, armed), asOf, ports.clock.now()),
    );
  }
  for (const anomaly of lists.before.filter(({ id }) => !held.has(id))) {
    await enter(ports, experiment, entryOf(anomaly, 'WITHDRAWN', 'SHOW', asOf, ports.clock.now()));
  }
}

function entryOf(
  anomaly: Anomaly,
  transition: JournalRecord['transition'],
  route: JournalRecord['route'],
  asOf: Micros,
  now: Micros,
): JournalRecord {
  const retroactive = anomaly.to !== null;
  const id = `${anomaly.id}:${transition}`;
  return {
    id,
    learntAt: now,
    transition,
    retroactive,
    route,
    ...noticeText(anomaly, asOf, now),
    sentAt: null,
  };
}

async function enter(ports: Ports, experiment: string, entry: JournalRecord): Promise<void> {
  const written = await update(ports, journalKind, journalKey(experiment, entry.id), (current) =>
    current === null ? entry : null,
  );
  if (written !== null && journalKind.isDue(written))
    await ports.queues.notify.send({ experiment, entry: entry.id });
}

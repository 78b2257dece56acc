/**
 * The journal: what was learnt of anomalies, and when. It follows arrival and is no part of the alarm history. Every
 * time an anomaly is learnt anew (after it was withdrawn) has its number, so that an entry names one transition: a run
 * that is done again enters nothing twice, and an anomaly that returns is told again.
 */
import { type Anomaly, SEVERITIES } from '../domain/anomaly/anomaly.ts';
import { type NoticeContext, noticeText, routeOf } from '../domain/anomaly/notice.ts';
import { JOURNAL, type JournalRecord, journalKey, journalKind } from '../domain/records/journal.ts';
import { sortKey } from '../domain/records/kind.ts';
import type { Interval } from '../domain/timeline/interval.ts';
import type { Ports } from '../ports.ts';
import { update } from './update.ts';

export interface JournalContext extends NoticeContext {
  readonly armed: readonly Interval[];
}

/** Takes note of what opened, worsened or was withdrawn between two lists of a subject, and hints at what to tell. */
export async function journalAnomalies(
  ports: Ports,
  lists: { readonly before: readonly Anomaly[]; readonly after: readonly Anomaly[] },
  context: JournalContext,
): Promise<void> {
  const known = new Map(lists.before.map((anomaly) => [anomaly.id, anomaly]));
  const held = new Set(lists.after.map(({ id }) => id));
  for (const anomaly of lists.after) {
    const before = known.get(anomaly.id);
    if (before === undefined) await enter(ports, anomaly, 'OPENED', context);
    else if (isWorse(anomaly, before)) await enter(ports, anomaly, 'WORSENED', context);
  }
  for (const anomaly of lists.before.filter(({ id }) => !held.has(id))) {
    await enter(ports, anomaly, 'WITHDRAWN', context);
  }
}

function isWorse(now: Anomaly, before: Anomaly): boolean {
  return SEVERITIES.indexOf(now.severity) > SEVERITIES.indexOf(before.severity);
}

async function enter(
  ports: Ports,
  anomaly: Anomaly,
  transition: JournalRecord['transition'],
  context: JournalContext,
): Promise<void> {
  const { experiment } = context;
  const id = await transitionId(ports, experiment, anomaly, transition);
  const entry: JournalRecord = {
    id,
    learntAt: context.now,
    transition,
    retroactive: anomaly.to !== null,
    route: transition === 'WITHDRAWN' ? 'SHOW' : routeOf(anomaly, context.armed, context.asOf),
    ...noticeText(anomaly, transition, context),
    sentAt: null,
  };
  const written = await update(ports, journalKind, journalKey(experiment, id), (current) =>
    current === null ? entry : null,
  );
  if (written !== null && journalKind.isDue(written))
    await ports.queues.notify.send({ experiment, entry: id });
}

/** `<anomaly>:OPENED:1`, `<anomaly>:WORSENED:1:CRITICAL`, `<anomaly>:WITHDRAWN:1`, `<anomaly>:OPENED:2`, … */
async function transitionId(
  ports: Ports,
  experiment: string,
  { id, severity }: Anomaly,
  transition: JournalRecord['transition'],
): Promise<string> {
  let opened = 0;
  let withdrawn = 0;
  for await (const { item } of ports.catalogue.list(journalKind, experiment, sortKey(JOURNAL, `${id}:`))) {
    if (item.transition === 'OPENED') opened++;
    if (item.transition === 'WITHDRAWN') withdrawn++;
  }
  if (transition === 'OPENED') return `${id}:OPENED:${opened > withdrawn ? opened : opened + 1}`;
  if (transition === 'WITHDRAWN') return `${id}:WITHDRAWN:${opened}`;
  return `${id}:WORSENED:${opened}:${severity}`;
}

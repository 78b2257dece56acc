/**
 * The journal: what was learnt of anomalies, and when. It follows arrival and is no part of the alarm history. Every
 * time an anomaly is learnt anew (after it was withdrawn) has its number, so that an entry names one transition: a run
 * that is done again enters nothing twice, and an anomaly that returns is told again.
 */
import { type Anomaly, SEVERITIES } from '../../domain/anomaly/anomaly.ts';
import { ROUTES_ASCENDING, type Route, routeOf } from '../../domain/anomaly/notice.ts';
import { JOURNAL, type JournalRecord, journalKey, journalKind } from '../../domain/journal/journal-record.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

export interface JournalContext {
  readonly experiment: string;
  readonly subject: JournalRecord['subject'];
  readonly armed: readonly Interval[];
}

/** Takes note of what opened, was raised or withdrawn between two lists of a subject, and hints at what to tell. */
export async function journalAnomalies(
  ports: Ports,
  lists: { readonly before: readonly Anomaly[]; readonly after: readonly Anomaly[] },
  context: JournalContext,
): Promise<void> {
  const known = new Map(lists.before.map((anomaly) => [anomaly.id, anomaly]));
  const held = new Set(lists.after.map(({ id }) => id));
  for (const anomaly of lists.after) {
    const before = known.get(anomaly.id);
    if (before === undefined) await open(ports, anomaly, context);
    // What does not hold is told to nobody, so only what does can have to be told more loudly.
    else if (anomaly.current !== undefined) await raise(ports, anomaly, before, context);
  }
  for (const anomaly of lists.before.filter(({ id }) => !held.has(id)))
    await withdraw(ports, anomaly, context);
}

async function open(ports: Ports, anomaly: Anomaly, context: JournalContext): Promise<void> {
  const { opened, withdrawn } = await historyOf(ports, context.experiment, anomaly);
  const number = opened > withdrawn ? opened : opened + 1;
  await enter(ports, anomaly, 'OPENED', String(number), routeOf(anomaly, context.armed), context);
}

/** Where it became worse, or more people must hear of it now: its phase became armed, or it was thought to be over. */
async function raise(
  ports: Ports,
  anomaly: Anomaly,
  before: Anomaly,
  context: JournalContext,
): Promise<void> {
  const route = routeOf(anomaly, context.armed);
  if (route === 'SHOW') return;
  const { opened, superseded, told } = await historyOf(ports, context.experiment, anomaly);
  const isWorse = SEVERITIES.indexOf(anomaly.severity) > SEVERITIES.indexOf(before.severity);
  const isLouder = ROUTES_ASCENDING.indexOf(route) > ROUTES_ASCENDING.indexOf(told);
  if (!isWorse && !isLouder) return;
  // What was superseded was told to nobody, so the same may have to be told again.
  const again = superseded === 0 ? '' : `:${superseded}`;
  await enter(ports, anomaly, 'RAISED', `${opened}:${anomaly.severity}:${route}${again}`, route, context);
}

async function withdraw(ports: Ports, anomaly: Anomaly, context: JournalContext): Promise<void> {
  const { opened } = await historyOf(ports, context.experiment, anomaly);
  await enter(ports, anomaly, 'WITHDRAWN', String(opened), 'SHOW', context);
}

interface History {
  readonly opened: number;
  readonly withdrawn: number;
  /** Messages since it last opened that nobody got, because it did not hold when they were to go out. */
  readonly superseded: number;
  /** The loudest route by which it was told since it last opened. */
  readonly told: Route;
}

async function historyOf(ports: Ports, experiment: string, { id }: Anomaly): Promise<History> {
  const entries: JournalRecord[] = [];
  for await (const { item } of ports.catalogue.list(journalKind, experiment, sortKey(JOURNAL, `${id}:`))) {
    entries.push(item);
  }
  const opened = entries.filter(({ transition }) => transition === 'OPENED').length;
  const withdrawn = entries.filter(({ transition }) => transition === 'WITHDRAWN').length;
  const since = entries.filter((entry) => entry.id.slice(id.length).split(':')[2] === String(opened));
  const heard = since.filter(({ supersededAt }) => supersededAt === null);
  const told = ROUTES_ASCENDING.findLast((route) => heard.some((entry) => entry.route === route)) ?? 'SHOW';
  return { opened, withdrawn, superseded: since.length - heard.length, told };
}

/** `<anomaly>:OPENED:1`, `<anomaly>:RAISED:1:CRITICAL:PAGE`, `<anomaly>:WITHDRAWN:1`, `<anomaly>:OPENED:2`, … */
async function enter(
  ports: Ports,
  anomaly: Anomaly,
  transition: JournalRecord['transition'],
  number: string,
  route: Route,
  { experiment, subject }: JournalContext,
): Promise<void> {
  const entry: JournalRecord = {
    id: `${anomaly.id}:${transition}:${number}`,
    subject,
    anomaly,
    learntAt: ports.clock.now(),
    transition,
    retroactive: anomaly.current === undefined,
    route,
    sentAt: null,
    supersededAt: null,
  };
  const written = await update(ports, journalKind, journalKey(experiment, entry.id), (current) =>
    current === null ? entry : null,
  );
  if (written !== null && journalKind.isDue(written)) {
    await ports.queues.notify.send({ experiment, entry: entry.id });
  }
}

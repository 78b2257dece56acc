/**
 * The journal: what was learnt of anomalies, and when. It follows arrival and is no part of the alarm history. What is
 * entered and why is decided in `domain/journal/transition.ts`; an entry names one transition, so that a run that is
 * done again enters nothing twice.
 */
import type { Anomaly } from '../../domain/detect/registry.ts';
import { entryOf } from '../../domain/journal/entry.ts';
import { type History, historyFrom, NO_HISTORY } from '../../domain/journal/history.ts';
import { JOURNAL, type JournalRecord, journalKey, journalKind } from '../../domain/journal/journal-record.ts';
import { changesBetween, isToBeTold, restsOnHistory, transitionOf } from '../../domain/journal/transition.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

export interface JournalContext {
  readonly experiment: string;
  readonly subject: JournalRecord['subject'];
  /** When somebody hears of the subject; disjoint and ascending. */
  readonly armed: readonly Interval[];
}

/** Enters what opened, was raised or withdrawn between two lists of a subject, and hints at what is to be told. */
export async function journalAnomalies(
  ports: Ports,
  lists: { readonly before: readonly Anomaly[]; readonly after: readonly Anomaly[] },
  { experiment, subject, armed }: JournalContext,
): Promise<void> {
  const changes = changesBetween(lists.before, lists.after);
  // Who is on call does not wait until thousands of others, of which nobody hears, are entered.
  const urgent = changes.filter((change) => isToBeTold(change, armed));
  const others = changes.filter((change) => !isToBeTold(change, armed));
  for (const change of [...urgent, ...others]) {
    const { id } = change.change === 'VANISHED' ? change.before : change.after;
    const history = restsOnHistory(change, armed) ? await historyOf(ports, experiment, id) : NO_HISTORY;
    const decided = transitionOf(change, history, armed);
    if (decided.transition === 'NONE') continue;
    await enter(ports, experiment, entryOf(decided, subject, ports.clock.now()));
  }
}

async function historyOf(ports: Ports, experiment: string, anomaly: string): Promise<History> {
  const entries: JournalRecord[] = [];
  for await (const { item } of ports.catalogue.list(
    journalKind,
    experiment,
    sortKey(JOURNAL, `${anomaly}:`),
  )) {
    entries.push(item);
  }
  return historyFrom(entries);
}

/** The hint goes out again where the entry is there and nobody was told: the run that entered it may have died. */
async function enter(ports: Ports, experiment: string, entry: JournalRecord): Promise<void> {
  const written = await update(ports, journalKind, journalKey(experiment, entry.id), (current) =>
    current === null ? entry : null,
  );
  if (written !== null && journalKind.isDue(written)) {
    await ports.queues.notify.send({ experiment, entry: entry.id });
  }
}

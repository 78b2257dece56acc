/** What began or ended because time went on, data came or a plan changed: no run over samples takes note of it. */
import { type Anomaly, CLOCK_KINDS } from '../../domain/detect/registry.ts';
import { isSameAnomaly } from '../../domain/detect/same-anomaly.ts';
import { historyFrom } from '../../domain/journal/history.ts';
import { JOURNAL, type JournalRecord, journalKind } from '../../domain/journal/journal-record.ts';
import { sortKey } from '../../domain/kind.ts';
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { armedOf } from './armed-subject.ts';
import { journalAnomalies } from './journal-anomalies.ts';
import { standingAt, standingByClock } from './standing.ts';

/** No two clocks that are set differ by as much; what is entered for later than that was entered by one that was not. */
const MOST_APART_SECONDS = 600;

/**
 * Enters what follows the clock and stands now, and withdraws what does not stand any more. Doing it again enters
 * nothing twice. Resolves to what stands.
 */
export async function journalByClock(ports: Ports, experiment: string): Promise<readonly Anomaly[]> {
  // Before what it is held against: a run that is overtaken does not withdraw what the other has opened.
  const open = await openInJournal(ports, experiment);
  const loaded = await loadExperiment(ports, experiment);
  // What is open stood when it was entered, though this clock be a little behind.
  const now = ports.clock.now();
  const entered = open.map(({ current }) => current?.asOf ?? now);
  const at = Math.max(now, ...entered.filter((one) => one <= now + MOST_APART_SECONDS * MICROS_PER_SECOND));
  const found = await standingByClock(ports, await standingAt(ports, loaded, at));
  const units = new Set([...open, ...found].flatMap(({ unit }) => (unit === undefined ? [] : [unit])));
  for (const unit of units) {
    const before = open.filter((one) => one.unit === unit);
    const after = found.filter((one) => one.unit === unit).map((one) => asKnown(one, before));
    const subject = { kind: 'unit', id: unit } as const;
    const armed = await armedOf(loaded, subject);
    await journalAnomalies(ports, { before, after }, { experiment, subject, armed });
  }
  return found;
}

/** Under the name by which the journal knows it. */
function asKnown(anomaly: Anomaly, open: readonly Anomaly[]): Anomaly {
  const known = open.find((one) => isSameAnomaly(one, anomaly));
  return known === undefined ? anomaly : { ...anomaly, id: known.id };
}

/** Anomalies that follow the clock, were entered and not withdrawn since, each as it was entered last. */
async function openInJournal(ports: Ports, experiment: string): Promise<Anomaly[]> {
  const open: Anomaly[] = [];
  for (const { kind } of CLOCK_KINDS) {
    const entries: JournalRecord[] = [];
    const prefix = sortKey(JOURNAL, `${kind}:`);
    for await (const { item } of ports.catalogue.list(journalKind, experiment, prefix)) entries.push(item);
    for (const own of Map.groupBy(entries, ({ anomaly }) => anomaly.id).values()) {
      const newest = own.reduce((a, b) => (b.learntAt >= a.learntAt ? b : a));
      if (historyFrom(own).isOpen) open.push(newest.anomaly);
    }
  }
  return open;
}

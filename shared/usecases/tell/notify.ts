import type { NotifyHint } from '../../contract/hints.ts';
import type { UnitOf } from '../../domain/anomaly/detector.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { isSameAnomaly } from '../../domain/detect/same-anomaly.ts';
import { type JournalRecord, journalKey, journalKind } from '../../domain/journal/journal-record.ts';
import { noticeText } from '../../domain/journal/notice.ts';
import { type Route, tellingOf } from '../../domain/journal/telling.ts';
import { channelOf } from '../../domain/telemetry/frame.ts';
import { spokenUnit } from '../../domain/words/spoken-unit.ts';
import type { Ports } from '../../ports.ts';
import { armedOf } from '../judge/armed-subject.ts';
import { standingAt, standingOf } from '../judge/standing.ts';
import { loadExperiment } from '../known/load-experiment.ts';
import { update } from '../known/update.ts';

/**
 * Publishes a journal entry that was not sent yet, as things stand now: what has ended, was withdrawn or is not in an
 * armed phase meanwhile is told to nobody. At least once: a run that dies in between sends it again. Resolves to what
 * became of the entry, null where nobody was to be told.
 */
export async function notify(ports: Ports, hint: NotifyHint): Promise<Told | null> {
  const key = journalKey(hint.experiment, hint.entry);
  const entry = (await ports.catalogue.get(journalKind, key))?.item;
  if (!entry || !journalKind.isDue(entry)) return null;
  const standing = await standingNow(ports, hint.experiment, entry);
  if (standing !== null) await publish(ports, hint.experiment, entry, standing);
  await update(ports, journalKind, key, (current) => {
    if (current === null || !journalKind.isDue(current)) return null;
    const now = ports.clock.now();
    return standing === null ? { ...current, supersededAt: now } : { ...current, sentAt: now };
  });
  return { entry: entry.id, route: standing === null ? null : entry.route };
}

export interface Told {
  readonly entry: string;
  /** Null where it was told to nobody. */
  readonly route: Route | null;
}

interface Telling {
  readonly anomaly: Anomaly;
  readonly unitOf: UnitOf;
}

/** The anomaly as it is found now, null where nobody is to hear of it any more. */
async function standingNow(ports: Ports, experiment: string, entry: JournalRecord): Promise<Telling | null> {
  const loaded = await loadExperiment(ports, experiment);
  const { kind, id } = entry.subject;
  const standing = await standingAt(ports, loaded, ports.clock.now());
  const { anomalies } = await standingOf(ports, standing, kind, id);
  const anomaly = anomalies.find((one) => isSameAnomaly(one, entry.anomaly));
  const armed = await armedOf(loaded, entry.subject);
  if (anomaly === undefined || tellingOf(anomaly, armed).route === 'SHOW') return null;
  const unitOf = (series: string) => spokenUnit(loaded.index.channels.get(channelOf(series))?.unit);
  return { anomaly, unitOf };
}

async function publish(
  ports: Ports,
  experiment: string,
  entry: JournalRecord,
  { anomaly, unitOf }: Telling,
): Promise<void> {
  const context = { experiment, now: ports.clock.now(), unitOf };
  await ports.notifier.publish({
    idempotencyKey: `${experiment}/${entry.id}`,
    route: entry.route,
    ...noticeText(anomaly, entry, context),
  });
}

/** Reads what it takes to decide what is to be sent of one group. */
import { type Alarm, alarmOf, alarmsOf } from '../../domain/alarm/alarm.ts';
import type { AlarmStateName } from '../../domain/alarm/state.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { JOURNAL, type JournalRecord, journalKind } from '../../domain/journal/journal-record.ts';
import { tellingOf } from '../../domain/journal/telling.ts';
import type { Key } from '../../domain/kind.ts';
import { sortKey } from '../../domain/kind.ts';
import { type GroupPlace, groupOf, groupPlace, isSensorFault } from '../../domain/notify/group.ts';
import type { Cause } from '../../domain/notify/inhibit.ts';
import type { DeclaredRoute } from '../../domain/notify/routes-record.ts';
import type { GroupSituation } from '../../domain/notify/situation.ts';
import type { Interval } from '../../domain/timeline/interval.ts';
import type { Ports } from '../../ports.ts';
import { actionsOfAlarm } from '../judge/alarm-actions.ts';
import { armedOf } from '../judge/armed-subject.ts';
import { messagesOf } from '../judge/messages-of.ts';
import { type Standing, standingOf } from '../judge/standing.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { loadRoutes } from './load-routes.ts';

/** Entries of one group that are told of at once; others follow in the next run. */
const MOST_OWED = 200;

/** @param hinted an entry that the index of due marks may not name yet */
export async function groupSituation(
  ports: Ports,
  standing: Standing,
  group: string,
  hinted: Key | null,
): Promise<GroupSituation<DeclaredRoute>> {
  const { loaded } = standing;
  const place = groupPlace(group);
  const { anomalies: all } = await standingOf(ports, standing, place.kind, place.id);
  const anomalies = all.filter((anomaly) => alarmOf(anomaly) !== null && groupOf(anomaly) === group);
  const units = unitsOf(loaded, place);
  return {
    ...{ group, anomalies, units, now: standing.at },
    alarms: await alarmsIn(ports, standing, anomalies),
    armed: await armedOf(loaded, place),
    owed: await owedOf(ports, loaded.experiment, group, hinted),
    messages: await messagesOf(ports, loaded.experiment, group),
    causes: await causesIn(ports, standing, units),
    routes: await loadRoutes(ports, loaded.experiment),
  };
}

/** @param anomalies those that are alarms */
async function alarmsIn(
  ports: Ports,
  { loaded, at }: Standing,
  anomalies: readonly Anomaly[],
): Promise<Alarm[]> {
  const actions = await Promise.all(
    [...new Set(anomalies.map(alarmOf))].map(async (id) => {
      const name = id ?? '';
      return [name, await actionsOfAlarm(ports, loaded.experiment, name)] as const;
    }),
  );
  return alarmsOf(anomalies, new Map(actions), at);
}

function unitsOf({ index }: LoadedExperiment, { kind, id }: GroupPlace): readonly string[] {
  if (kind === 'unit') return [id];
  const pair = index.pairs.get(id);
  return pair === undefined ? [] : [pair.flight, pair.ground];
}

async function owedOf(
  ports: Ports,
  experiment: string,
  group: string,
  hinted: Key | null,
): Promise<JournalRecord[]> {
  const sorts = new Set(hinted === null ? [] : [hinted.sort]);
  for await (const { sort } of ports.catalogue.due(experiment, { prefix: sortKey(JOURNAL, '') })) {
    if (sorts.size >= MOST_OWED) break;
    if (groupOf({ id: sort.slice(JOURNAL.length + 1) }) === group) sorts.add(sort);
  }
  const read = await Promise.all(
    [...sorts].map((sort) => ports.catalogue.get(journalKind, { partition: experiment, sort })),
  );
  return read.flatMap((stored) => (stored && journalKind.isDue(stored.item) ? [stored.item] : []));
}

/** What is wrong with sensors and whole units now, and is told or was. */
async function causesIn(ports: Ports, standing: Standing, units: readonly string[]): Promise<Cause[]> {
  const causes: Cause[] = [];
  for (const unit of units) {
    const { anomalies } = await standingOf(ports, standing, 'unit', unit);
    const faults = anomalies.filter((one) => isSensorFault(one) && alarmOf(one) !== null);
    if (faults.length === 0) continue;
    const armed = await armedOf(standing.loaded, { kind: 'unit', id: unit });
    const alarms = await alarmsIn(ports, standing, faults);
    causes.push(...alarms.flatMap((alarm) => causeFrom(alarm, unit, armed)));
  }
  return causes;
}

function causeFrom({ id, newest, state }: Alarm, unit: string, armed: readonly Interval[]): Cause[] {
  const { current, from } = newest;
  if (current === undefined || tellingOf(newest, armed).route === 'SHOW') return [];
  const isInHand = IN_HAND.includes(state.state);
  return [
    { alarm: id, unit, part: groupPlace(groupOf(newest)).part, severity: current.severity, from, isInHand },
  ];
}

const IN_HAND: readonly AlarmStateName[] = ['ACK_ALARM', 'LATCH_ACK', 'SHELVED'];

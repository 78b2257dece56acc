/** What is to be said of what was told and is over. */
import type { Alarm } from '../alarm/alarm.ts';
import type { Micros } from '../time.ts';
import { isFlapping } from './flapping.ts';
import { foundNow } from './found-now.ts';
import { highest } from './group.ts';
import type { MessageRecord } from './message-record.ts';
import type { Route } from './route.ts';
import type { GroupSituation, Part, Told } from './situation.ts';
import { threadOf } from './thread.ts';
import { GROUP_INTERVAL, STEADY_WAIT } from './throttle.ts';

/** Whoever was told that something is wrong is told when all of it is over; not of what is on a shelf. */
export function tellOver<R extends Route>(
  situation: GroupSituation<R>,
): Part<R> & { readonly silent: MessageRecord[] } {
  const part = { make: [] as Told<R>[], settle: [], waits: [] as Micros[], silent: [] as MessageRecord[] };
  const { routes, messages, alarms, now } = situation;
  for (const id of new Set(messages.map(({ route }) => route))) {
    const { open, covers, last } = threadOf(messages, id);
    const told = covers.map((covered) => ({
      covered,
      alarm: alarms.find((one) => one.id === covered.alarm),
    }));
    if (last === null || open.length === 0 || !told.every(({ alarm }) => isOver(alarm))) continue;
    const route = routes.find((one) => one.id === id);
    const isSilent = told.every(({ alarm }) => alarm?.state.state === 'SHELVED');
    if (route === undefined || isSilent) {
      part.silent.push(...open);
      continue;
    }
    const flaps = told.some(({ alarm }) => alarm !== undefined && isFlapping(alarm.newest, alarm.entries));
    const at = last.madeAt + (flaps ? STEADY_WAIT : GROUP_INTERVAL);
    if (at > now) {
      part.waits.push(at);
      continue;
    }
    const severity = highest(covers.map((one) => one.severity)) ?? 'WARNING';
    const found = covers.map((one) => foundNow(one, situation.anomalies));
    const anomalies = situation.anomalies.filter((one) =>
      found.some((now) => now.as !== 'NOTHING' && now.found === one),
    );
    part.make.push({ ...{ route, about: 'RESOLVED', severity, covers, entries: [] }, anomalies });
  }
  return part;
}

function isOver(alarm: Alarm | undefined): boolean {
  if (alarm === undefined) return true;
  const { state } = alarm;
  if (state.state === 'SHELVED') return state.beneath === 'NORMAL' || state.beneath === 'RETURNED';
  return state.state === 'NORMAL' || state.state === 'RTN_UNACK';
}

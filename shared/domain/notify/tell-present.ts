/** What is to be said of what is wrong now: to whom, and whether it is their turn. */
import { isAtLeast, severityNow } from '../anomaly/urgency.ts';
import type { Anomaly } from '../detect/registry.ts';
import { tellingOf } from '../journal/telling.ts';
import type { Micros } from '../time.ts';
import type { AboutAlarms } from './about.ts';
import { isFlapping } from './flapping.ts';
import { isOfFinding } from './found-now.ts';
import { groupPlace, highest, likelierFirst } from './group.ts';
import { causeOf } from './inhibit.ts';
import { type News, stateOf } from './judge-entry.ts';
import type { Route } from './route.ts';
import {
  coveredBy,
  type GroupSituation,
  type Part,
  routingOf,
  type Settled,
  type Told,
} from './situation.ts';
import { isToldBy, type Thread, threadOf } from './thread.ts';
import { newsAt, REPEAT_INTERVAL } from './throttle.ts';

/** What is wrong now, that nobody has in hand. */
function activeIn({ anomalies, alarms, armed }: GroupSituation): Anomaly[] {
  return anomalies.filter((anomaly) => {
    const state = stateOf(anomaly, alarms);
    return tellingOf(anomaly, armed).route !== 'SHOW' && (state === 'UNACK_ALARM' || state === 'LATCH_UNACK');
  });
}

export function tellPresent<R extends Route>(situation: GroupSituation<R>, news: readonly News[]): Part<R> {
  const part: Part<R> = { make: [], settle: [], waits: [] };
  const { group, units, causes, messages, now } = situation;
  const active = activeIn(situation);
  const shown = [...active, ...news.map(({ anomaly }) => anomaly)];
  const severity = highest(shown.map(severityNow));
  if (severity === null) return part;
  const since = Math.min(...shown.map(({ from }) => from));
  if (causeOf(groupPlace(group), units, { severity, since }, causes) !== null) return part;
  const threads = new Map<string, Thread>();
  const threadTo = ({ id }: Route): Thread => {
    const thread = threads.get(id) ?? threadOf(messages, id);
    threads.set(id, thread);
    return thread;
  };
  const routing = routingOf(situation, severity, (route) => threadTo(route).criticalSince);
  if (routing.next !== null) part.waits.push(routing.next);
  const told = new Set<News>(news);
  for (const { route, isEscalation } of routing.now) {
    const thread = threadTo(route);
    const fresh = news.filter(({ entry, anomaly }) => !isToldBy(thread, entry, severityNow(anomaly)));
    const heard = fresh.filter((one) => !isDamped(one.anomaly, thread, situation));
    const turn = turnOf({ heard, active, thread, isEscalation, now });
    if (turn !== null && turn.at > now) part.waits.push(turn.at);
    const isTold = turn !== null && turn.at <= now;
    if (isTold) part.make.push(messageOf(route, turn.about, situation, turn.about === 'ALARM' ? heard : []));
    if (isEscalation) continue;
    for (const one of fresh) if (!isTold || !heard.includes(one)) told.delete(one);
  }
  if (routing.isUnrouted) part.settle.push(...news.map(({ entry }): Settled => ({ entry, as: 'UNROUTED' })));
  else if (!routing.isWaiting)
    part.settle.push(...[...told].map(({ entry }): Settled => ({ entry, as: 'TOLD' })));
  return part;
}

/** What the route hears next of the group, and when; null where nothing is to be said. */
function turnOf({
  heard,
  active,
  thread,
  isEscalation,
  now,
}: {
  readonly heard: readonly News[];
  readonly active: readonly Anomaly[];
  readonly thread: Thread;
  readonly isEscalation: boolean;
  readonly now: Micros;
}): { readonly about: AboutAlarms; readonly at: Micros } | null {
  if (isEscalation && thread.criticalSince === null && active.length > 0)
    return { about: 'ESCALATED', at: now };
  const severity = highest(heard.map(({ anomaly }) => severityNow(anomaly)));
  if (severity !== null) {
    const learntAt = Math.min(...heard.map(({ entry }) => entry.learntAt));
    return { about: 'ALARM', at: newsAt(severity, learntAt, thread.last) };
  }
  const isKnown = active.some((one) => thread.covers.some((told) => isOfFinding(told, one)));
  if (!isKnown || thread.last === null) return null;
  return { about: 'REPEAT', at: thread.last.madeAt + REPEAT_INTERVAL };
}

/** One that comes and goes was told already, as bad as it is. */
function isDamped(anomaly: Anomaly, { recent }: Thread, { alarms, now }: GroupSituation): boolean {
  const alarm = alarms.find(({ newest }) => newest.id === anomaly.id);
  if (alarm === undefined || !isFlapping(anomaly, alarm.entries)) return false;
  return recent.some(
    ({ covers, madeAt }) =>
      madeAt > now - REPEAT_INTERVAL &&
      covers.some((one) => one.alarm === alarm.id && isAtLeast(one.severity, severityNow(anomaly))),
  );
}

function messageOf<R extends Route>(
  route: R,
  about: AboutAlarms,
  situation: GroupSituation<R>,
  news: readonly News[],
): Told<R> {
  const shown = new Map(
    [...activeIn(situation), ...news.map(({ anomaly }) => anomaly)].map((one) => [one.id, one]),
  );
  const anomalies = likelierFirst([...shown.values()]);
  return {
    ...{ route, about, anomalies },
    severity: highest(anomalies.map(severityNow)) ?? 'WATCH',
    covers: anomalies.map((anomaly) => coveredBy(anomaly, situation)),
    entries: news.map(({ entry }) => entry),
  };
}

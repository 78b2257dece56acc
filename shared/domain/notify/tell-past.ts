/** What is to be said of a past that was grave. */
import { highest, likelierFirst } from './group.ts';
import type { News } from './judge-entry.ts';
import type { Route } from './route.ts';
import { coveredBy, type GroupSituation, type Part, routingOf, type Settled } from './situation.ts';
import { newsAt } from './throttle.ts';

/** What was grave and is over goes out once, to the first route that takes it. */
export function tellPast<R extends Route>(situation: GroupSituation<R>, news: readonly News[]): Part<R> {
  const part: Part<R> = { make: [], settle: [], waits: [] };
  const severity = highest(news.map(({ anomaly }) => anomaly.severity));
  if (severity === null) return part;
  const routing = routingOf(situation, severity, () => null);
  const [first] = routing.now;
  const settle = (as: Settled['as']) => part.settle.push(...news.map(({ entry }) => ({ entry, as })));
  if (routing.isUnrouted) settle('UNROUTED');
  if (first === undefined) return part;
  const { route } = first;
  const told = situation.messages.filter((message) => message.route === route.id);
  const fresh = news.filter(({ entry }) => !told.some(({ entries }) => entries.includes(entry.id)));
  // Others of the same dump and sensor are one message.
  const at = newsAt('WARNING', Math.min(...news.map(({ entry }) => entry.learntAt)), null);
  if (fresh.length > 0 && at > situation.now) part.waits.push(at);
  else {
    settle('TOLD');
    const anomalies = likelierFirst(fresh.map(({ anomaly }) => anomaly));
    const covers = anomalies.map((anomaly) => coveredBy(anomaly, situation));
    const entries = fresh.map(({ entry }) => entry);
    if (fresh.length > 0) part.make.push({ route, about: 'NOTICE', severity, covers, entries, anomalies });
  }
  return part;
}

/** What routes declare beside themselves: the heartbeat and the line of the day. */
import type { NewRoutes, RoutesOnWire } from '../../contract/routes.ts';
import { minutesOfDay, timeOfDay } from '../../domain/notify/hours.ts';
import { shownUrl, whyNoReceiver } from '../../domain/notify/receiver-url.ts';
import type { DeclaredRoute, RoutesRecord } from '../../domain/notify/routes-record.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';

type Signs = Required<Pick<RoutesRecord, 'heartbeat' | 'alive'>>;

/** @param before what is in force; the url as it was answered stays as it is */
export function declaredSigns(
  { heartbeat, alive }: Pick<NewRoutes, 'heartbeat' | 'alive'>,
  routes: readonly DeclaredRoute[],
  before: RoutesRecord | null,
  allowed: readonly string[],
): Signs {
  if (alive !== undefined && !routes.some(({ id }) => id === alive.route)) {
    const sentence = `alive.route: expected the id of one of the routes, got ${quoted(alive.route)}`;
    throw new Refusal('invalid', 'routes.unknown', sentence, { field: 'alive.route' });
  }
  const known = before?.heartbeat?.url;
  const asked = heartbeat?.url;
  const url = known !== undefined && asked === shownUrl(known) ? known : asked;
  const why = url === undefined ? null : whyNoReceiver(url, allowed);
  if (why !== null)
    throw new Refusal('invalid', 'routes.url', `heartbeat.url: ${why}`, { field: 'heartbeat.url' });
  return {
    heartbeat: url === undefined ? null : { url },
    alive: alive === undefined ? null : { route: alive.route, at: minutesOfDay(alive.at) },
  };
}

export function signsOnWire({
  heartbeat = null,
  alive = null,
}: Pick<RoutesRecord, 'heartbeat' | 'alive'>): Pick<RoutesOnWire, 'heartbeat' | 'alive'> {
  return {
    ...(heartbeat !== null && { heartbeat: { url: shownUrl(heartbeat.url) } }),
    ...(alive !== null && { alive: { route: alive.route, at: timeOfDay(alive.at) } }),
  };
}

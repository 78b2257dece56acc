import type { NewRoute, NewRoutes, RoutesOnWire } from '../../contract/routes.ts';
import { isoDuration, parseDuration } from '../../domain/duration.ts';
import { unknownName } from '../../domain/nearest.ts';
import { type Hours, minutesOfDay, timeOfDay } from '../../domain/notify/hours.ts';
import { shownUrl, whyNoReceiver } from '../../domain/notify/receiver-url.ts';
import { DEFAULT_ESCALATION } from '../../domain/notify/route.ts';
import {
  DEFAULT_ROUTES,
  type DeclaredRoute,
  type RoutesRecord,
  routesKey,
  routesKind,
} from '../../domain/notify/routes-record.ts';
import { untakenBy } from '../../domain/notify/untaken.ts';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isoOf } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { type LoadedExperiment, loadExperiment } from '../known/load-experiment.ts';
import { update } from '../known/update.ts';
import { declaredSigns, signsOnWire } from './signs-of-life.ts';

interface Applying extends Pick<NewRoutes, 'heartbeat' | 'alive'> {
  readonly by: string;
  /** Private addresses and networks that the operator lets. */
  readonly allowed: readonly string[];
}

/** Puts the routes in force, in their order; the same ones again change nothing. What is not said of a secret stays. */
export async function applyRoutes(
  ports: Ports,
  experiment: string,
  routes: readonly NewRoute[],
  { by, allowed, heartbeat, alive }: Applying,
): Promise<RoutesOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  refuseRepeated(routes);
  const record = await update(ports, routesKind, routesKey(experiment), (current): RoutesRecord | null => {
    const declared = routes.map((route, place) => {
      const before = current?.routes.find(({ id }) => id === route.id) ?? null;
      return declaredRoute(route, before, fieldsAt(place), { loaded, allowed });
    });
    const signs = declaredSigns({ heartbeat, alive }, declared, current, allowed);
    const isAsIt = JSON.stringify(inForce(current)) === JSON.stringify({ routes: declared, ...signs });
    if (isAsIt) return null;
    const revision = (current?.revision ?? 0) + 1;
    return { revision, appliedAt: ports.clock.now(), appliedBy: by, routes: declared, ...signs };
  });
  if (record === null) throw new Error(`the routes of ${experiment} vanished while they were applied`);
  return routesOnWire(record, loaded);
}

function inForce(current: RoutesRecord | null) {
  return { routes: current?.routes, heartbeat: current?.heartbeat ?? null, alive: current?.alive ?? null };
}

/** The routes in force. */
export async function showRoutes(ports: Ports, experiment: string): Promise<RoutesOnWire> {
  const loaded = await loadExperiment(ports, experiment);
  const stored = await ports.catalogue.get(routesKind, routesKey(experiment));
  if (stored !== null) return routesOnWire(stored.item, loaded);
  return {
    revision: 0,
    routes: DEFAULT_ROUTES.map(routeOnWire),
    untaken: untakenOnWire(DEFAULT_ROUTES, loaded),
  };
}

function refuseRepeated(routes: readonly NewRoute[]): void {
  const ids = routes.map(({ id }) => id);
  const place = ids.findIndex((id, i) => ids.indexOf(id) !== i);
  if (place === -1) return;
  const sentence = `expected each route once, got ${quoted(ids[place] ?? '')} twice`;
  throw new Refusal('invalid', 'routes.repeated', sentence, { field: `routes[${place}].id` });
}

const fieldsAt = (place: number) => (name: string) => `routes[${place}].${name}`;

function declaredRoute(
  route: NewRoute,
  before: DeclaredRoute | null,
  fieldOf: (name: string) => string,
  { loaded, allowed }: { readonly loaded: LoadedExperiment; readonly allowed: readonly string[] },
): DeclaredRoute {
  const { id, via, template = 'howship', severities, channels, hours, escalateAfter } = route;
  const url = urlOf(route, before);
  const secret = route.secret === undefined && before?.via === via ? before.secret : (route.secret ?? null);
  const refuse = (field: string, code: string, sentence: string): never => {
    throw new Refusal('invalid', code, `${fieldOf(field)}: ${sentence}`, { field: fieldOf(field) });
  };
  if (via === 'sns' && (url !== null || template !== 'howship' || secret !== null))
    refuse('via', 'routes.url', 'url, template and secret are of webhooks only');
  if (via === 'webhook') {
    const why = url === null ? 'a webhook needs the url that it is sent to' : whyNoReceiver(url, allowed);
    if (why !== null) refuse('url', 'routes.url', why);
    if (template === 'pagerduty' && secret === null)
      refuse('secret', 'routes.secret', 'PagerDuty needs the routing key of the service as secret');
  }
  const known = [...loaded.index.channels.keys()];
  const strange = channels?.find((channel) => !known.includes(channel));
  if (strange !== undefined) refuse('channels', 'channel.unknown', unknownName('channel', strange, known));
  return {
    ...{ id, via, url, template, secret, severities, channels: channels ?? null },
    hours: hours === undefined ? null : hoursOf(hours),
    escalateAfter: escalateAfter === undefined ? DEFAULT_ESCALATION : parseDuration(escalateAfter),
  };
}

/** What is put as it was answered stays as it is. */
function urlOf({ url }: NewRoute, before: DeclaredRoute | null): string | null {
  if (url === undefined) return null;
  const known = before?.url ?? null;
  return known !== null && shownUrl(known) === url ? known : url;
}

/** Of `08:00-20:00`. */
function hoursOf(text: string): Hours {
  const [from = 0, to = 0] = text.split('-').map(minutesOfDay);
  return { from, to };
}

function hoursText({ from, to }: Hours): string {
  return `${timeOfDay(from)}-${timeOfDay(to)}`;
}

function routesOnWire(
  { revision, appliedAt, appliedBy, routes, ...signs }: RoutesRecord,
  loaded: LoadedExperiment,
): RoutesOnWire {
  return {
    ...{ revision, appliedAt: isoOf(appliedAt), appliedBy, routes: routes.map(routeOnWire) },
    ...signsOnWire(signs),
    untaken: untakenOnWire(routes, loaded),
  };
}

function untakenOnWire(
  routes: readonly DeclaredRoute[],
  { index }: LoadedExperiment,
): RoutesOnWire['untaken'] {
  return untakenBy(routes, [...index.channels.keys()]).map(({ severity, channels }) => ({
    severity,
    ...(channels !== null && { channels: [...channels] }),
  }));
}

function routeOnWire(route: DeclaredRoute): RoutesOnWire['routes'][number] {
  const { id, via, url, template, secret, severities, channels, hours, escalateAfter } = route;
  return {
    ...{ id, via, hasSecret: secret !== null, severities, escalateAfter: isoDuration(escalateAfter) },
    ...(url !== null && { url: shownUrl(url), template }),
    ...(channels !== null && { channels }),
    ...(hours !== null && { hours: hoursText(hours) }),
  };
}

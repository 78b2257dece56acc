import type { NotifyHint } from '../../contract/hints.ts';
import { WATCH_MINUTES } from '../../domain/downlink/run-time.ts';
import { type JournalRecord, journalKey, journalKind } from '../../domain/journal/journal-record.ts';
import type { Key } from '../../domain/kind.ts';
import type { About } from '../../domain/notify/about.ts';
import { decideGroup } from '../../domain/notify/decide-group.ts';
import { groupOf, isDecided } from '../../domain/notify/group.ts';
import {
  isUndelivered,
  type MessageRecord,
  messageKey,
  messageKind,
} from '../../domain/notify/message-record.ts';
import type { Settled } from '../../domain/notify/situation.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { messagesOf } from '../judge/messages-of.ts';
import { standingAt } from '../judge/standing.ts';
import { loadedFrom, loadRecord } from '../known/load-experiment.ts';
import { update } from '../known/update.ts';
import { beat } from './beat.ts';
import { deliver } from './deliver.ts';
import { groupSituation } from './group-situation.ts';
import { loadRoutes } from './load-routes.ts';
import { makeMessages } from './make-messages.ts';

/** Runs that may be first before we let the queue bring the hint again. */
const MOST_RIVALS = 5;

/** What became of one thing that was to be told. */
export type Told =
  | { readonly entry: string; readonly became: 'DROPPED' | 'UNROUTED' }
  | {
      readonly group: string;
      readonly number: number;
      readonly about: About;
      readonly route: string;
      readonly sent: boolean;
    }
  /** Null: it was taken. */
  | { readonly heartbeat: string | null };

/**
 * Decides what is to be sent of a group as things stand now, makes its messages and sends them. At least once: a run that
 * dies in between is followed by another, under the same idempotency key. Where more is to follow before `watch` looks
 * again, the hint comes again by then.
 */
export async function notify(ports: Ports, hint: NotifyHint): Promise<readonly Told[]> {
  const { experiment } = hint;
  if ('beat' in hint) {
    const posted = await beat(ports, hint);
    return posted === null ? [] : [{ heartbeat: posted.taken ? null : posted.why }];
  }
  const entry = 'entry' in hint ? await dueEntry(ports, experiment, hint.entry) : null;
  if ('entry' in hint && entry === null) return [];
  const group = 'group' in hint ? hint.group : groupOf({ id: hint.entry });
  if (!isDecided(group)) return deliverOnly(ports, experiment, group);
  const record = await loadRecord(ports, experiment);
  // Half of the files are not read yet: what is missing then is not over.
  if (record.rebuilding) return [];
  const loaded = await loadedFrom(ports, record);
  for (let rivals = 0; rivals < MOST_RIVALS; rivals++) {
    const standing = await standingAt(ports, loaded, ports.clock.now());
    const key = entry === null ? null : journalKey(experiment, entry.id);
    const situation = await groupSituation(ports, standing, group, key);
    const decision = decideGroup(situation);
    const made = await makeMessages(ports, standing, situation, decision.make);
    if (made === null) continue;
    for (const one of decision.settle) await settle(ports, experiment, one);
    for (const one of decision.end) await end(ports, messageKey(experiment, one), situation.now);
    const { messages, routes } = situation;
    const waiting = messages.filter(isUndelivered);
    const sent = await deliver(ports, { experiment, routes, waiting, made });
    await comeAgain(ports, { experiment, group }, [decision.next, sent.next]);
    const settled = decision.settle.flatMap(({ entry: { id }, as }): Told[] =>
      as === 'TOLD' ? [] : [{ entry: id, became: as }],
    );
    return [...settled, ...sent.tried.map(toldOf)];
  }
  throw new Error(`${MOST_RIVALS} others told of ${group} of ${experiment} at the same time`);
}

/** What is not about alarms was written by who asked for it, and is only to be sent. */
async function deliverOnly(ports: Ports, experiment: string, group: string): Promise<Told[]> {
  const waiting = (await messagesOf(ports, experiment, group)).filter(isUndelivered);
  const routes = await loadRoutes(ports, experiment);
  const { tried, next } = await deliver(ports, { experiment, routes, waiting, made: [] });
  await comeAgain(ports, { experiment, group }, [next]);
  return tried.map(toldOf);
}

const toldOf = ({ group, number, about, route, sentAt }: MessageRecord): Told => ({
  ...{ group, number, about, route, sent: sentAt !== null },
});

async function dueEntry(ports: Ports, experiment: string, id: string): Promise<JournalRecord | null> {
  const entry = (await ports.catalogue.get(journalKind, journalKey(experiment, id)))?.item;
  return entry !== undefined && journalKind.isDue(entry) ? entry : null;
}

async function settle(ports: Ports, experiment: string, { entry, as }: Settled): Promise<void> {
  const now = ports.clock.now();
  await update(ports, journalKind, journalKey(experiment, entry.id), (current) => {
    if (current === null || !journalKind.isDue(current)) return null;
    if (as === 'DROPPED') return { ...current, supersededAt: now };
    return as === 'TOLD' ? { ...current, sentAt: now } : { ...current, unroutedAt: now };
  });
}

async function end(ports: Ports, key: Key, at: Micros): Promise<void> {
  await update(ports, messageKind, key, (current) =>
    current === null || current.endedAt !== null ? null : { ...current, endedAt: at },
  );
}

/** `watch` hints at what is later. */
async function comeAgain(
  ports: Ports,
  hint: { readonly experiment: string; readonly group: string },
  instants: readonly (Micros | null)[],
): Promise<void> {
  const known = instants.filter((one) => one !== null);
  if (known.length === 0) return;
  const seconds = Math.max(1, Math.ceil((Math.min(...known) - ports.clock.now()) / MICROS_PER_SECOND));
  if (seconds < WATCH_MINUTES * 60) await ports.queues.notify.send(hint, seconds);
}

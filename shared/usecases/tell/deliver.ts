/** Stages 6 and 7: sends messages, each under one idempotency key however often, and tries again where that fails. */
import { mapAtMost } from '../../domain/map-at-most.ts';
import {
  idempotencyKeyOf,
  isUndelivered,
  type MessageRecord,
  messageKey,
  messageKind,
} from '../../domain/notify/message-record.ts';
import { afterFailure, IN_HAND } from '../../domain/notify/retry.ts';
import { MOST_ROUTES } from '../../domain/notify/routes-bounds.ts';
import type { DeclaredRoute } from '../../domain/notify/routes-record.ts';
import { shortened } from '../../domain/quoted.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';
import { takeTurn } from './take-turn.ts';

const LONGEST_ERROR = 300;
/** So long a run begins to send: with the time-out of the last try it still ends well before its function is stopped. */
const SENDING_SPAN = 10 * MICROS_PER_SECOND;

interface Delivery {
  readonly experiment: string;
  readonly routes: readonly DeclaredRoute[];
  /** Written before, and not sent yet. */
  readonly waiting: readonly MessageRecord[];
  /** Written by this run, which has them in hand. */
  readonly made: readonly MessageRecord[];
}

interface Delivered {
  /** As they stand after it. */
  readonly tried: readonly MessageRecord[];
  /** When the next try of any is due. */
  readonly next: Micros | null;
}

/**
 * Routes at the same time, because a receiver that hangs is waited for until its time-out; the messages of a route one
 * after the other, and what a route has no time for comes again. Where one route throws, the others are sent to their end
 * before this does.
 */
export async function deliver(ports: Ports, delivery: Delivery): Promise<Delivered> {
  const byRoute = Map.groupBy([...delivery.waiting, ...delivery.made], ({ route }) => route);
  const ends = await mapAtMost(MOST_ROUTES, [...byRoute.values()], (messages) =>
    Promise.allSettled([alongRoute(ports, delivery, messages)]),
  );
  const delivered = ends.flat().map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
  const later = delivered.flatMap(({ next }) => next ?? []);
  return {
    tried: delivered.flatMap(({ tried }) => tried),
    next: later.length === 0 ? null : Math.min(...later),
  };
}

async function alongRoute(
  ports: Ports,
  { experiment, routes, made }: Delivery,
  messages: readonly MessageRecord[],
): Promise<Delivered> {
  const tried: MessageRecord[] = [];
  const later: Micros[] = [];
  const end = ports.clock.now() + SENDING_SPAN;
  for (const message of messages) {
    // A receiver that hung has eaten the time of the route: it is not waited for again in this run.
    if (ports.clock.now() >= end) {
      later.push(message.nextTryAt);
      continue;
    }
    const mine = made.includes(message) ? message : await claimed(ports, experiment, message);
    if (mine === null) {
      later.push(message.nextTryAt);
      continue;
    }
    const route = routes.find(({ id }) => id === mine.route) ?? null;
    const after = await send(ports, experiment, route, mine);
    tried.push(after);
    if (isUndelivered(after)) later.push(after.nextTryAt);
  }
  return { tried, next: later.length === 0 ? null : Math.min(...later) };
}

/** Null where another run has it in hand, its next try is not due yet, or nothing is left to send. */
async function claimed(
  ports: Ports,
  experiment: string,
  message: MessageRecord,
): Promise<MessageRecord | null> {
  let mine: MessageRecord | null = null;
  await update(ports, messageKind, messageKey(experiment, message), (current) => {
    const now = ports.clock.now();
    mine = null;
    if (current === null || !isUndelivered(current) || current.nextTryAt > now) return null;
    const firstTryAt = current.firstTryAt ?? (current.tries === 0 ? now : undefined);
    const since = firstTryAt !== undefined && { firstTryAt };
    mine = { ...current, tries: current.tries + 1, ...since, nextTryAt: now + IN_HAND };
    return mine;
  });
  return mine;
}

async function send(
  ports: Ports,
  experiment: string,
  route: DeclaredRoute | null,
  message: MessageRecord,
): Promise<MessageRecord> {
  const note = (change: Partial<MessageRecord>) => noted(ports, experiment, message, change);
  if (route === null) return note({ failedAt: ports.clock.now(), error: 'the route is gone' });
  const failed = (why: string) => {
    const retry = afterFailure(message.tries, message.notBefore ?? message.madeAt, ports.clock.now());
    const when = retry.retry === 'AT' ? { nextTryAt: retry.at } : { failedAt: ports.clock.now() };
    return note({ ...when, error: shortened(why, LONGEST_ERROR) });
  };
  const heldIn = await takeTurn(ports, experiment, message);
  if (heldIn !== null) return note({ heldIn });
  if (route.via === 'webhook') {
    const { webhookRequest } = await import('../../formats/webhook/webhook-request.ts');
    const request = webhookRequest(experiment, route, message, ports.clock.now());
    const posted = await ports.notifier.post(request);
    return posted.taken ? note({ sentAt: ports.clock.now(), error: null }) : failed(posted.why);
  }
  const { loudness, subject, text } = message;
  const idempotencyKey = idempotencyKeyOf(experiment, message);
  try {
    await ports.notifier.publish({ idempotencyKey, route: loudness, subject, text });
  } catch (error) {
    await failed(error instanceof Error ? error.message : String(error));
    // The topic is the stack's own: its alarms are to ring.
    throw error;
  }
  return note({ sentAt: ports.clock.now(), error: null });
}

async function noted(
  ports: Ports,
  experiment: string,
  message: MessageRecord,
  change: Partial<MessageRecord>,
): Promise<MessageRecord> {
  const key = messageKey(experiment, message);
  const after = await update(ports, messageKind, key, (current) =>
    current === null || !isUndelivered(current) ? null : { ...current, ...change },
  );
  return after ?? { ...message, ...change };
}

/** Stages 6 and 7: sends messages, each under one idempotency key however often, and tries again where that fails. */
import {
  idempotencyKeyOf,
  isUndelivered,
  type MessageRecord,
  messageKey,
  messageKind,
} from '../../domain/notify/message-record.ts';
import { afterFailure, IN_HAND } from '../../domain/notify/retry.ts';
import type { Route } from '../../domain/notify/route.ts';
import type { Micros } from '../../domain/time.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

interface Delivery {
  readonly experiment: string;
  readonly routes: readonly Route[];
  /** Written before, and not sent yet. */
  readonly waiting: readonly MessageRecord[];
  /** Written by this run, which has them in hand. */
  readonly made: readonly MessageRecord[];
}

/** Resolves to the messages that were tried, as they stand after it, and to when the next try of any is due. */
export async function deliver(
  ports: Ports,
  { experiment, waiting, made }: Delivery,
): Promise<{ readonly tried: readonly MessageRecord[]; readonly next: Micros | null }> {
  const tried: MessageRecord[] = [];
  const later: Micros[] = [];
  for (const message of [...waiting, ...made]) {
    const mine = made.includes(message) ? message : await claimed(ports, experiment, message);
    if (mine === null) {
      later.push(message.nextTryAt);
      continue;
    }
    const after = await send(ports, experiment, mine);
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
    mine = { ...current, tries: current.tries + 1, nextTryAt: now + IN_HAND };
    return mine;
  });
  return mine;
}

async function send(ports: Ports, experiment: string, message: MessageRecord): Promise<MessageRecord> {
  const { loudness, subject, text } = message;
  const idempotencyKey = idempotencyKeyOf(experiment, message);
  try {
    await ports.notifier.publish({ idempotencyKey, route: loudness, subject, text });
  } catch (error) {
    const { tries, madeAt } = message;
    const retry = afterFailure(tries, madeAt, ports.clock.now());
    const told = error instanceof Error ? error.message : String(error);
    await noted(ports, experiment, message, {
      ...(retry.retry === 'AT' ? { nextTryAt: retry.at } : { failedAt: ports.clock.now() }),
      error: told,
    });
    // The topic is the stack's own: its alarms are to ring.
    throw error;
  }
  return noted(ports, experiment, message, { sentAt: ports.clock.now(), error: null });
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

import type { ReceiptRecord } from '../../domain/downlink/receipt.ts';
import { downlinkText } from '../../domain/notify/downlink-text.ts';
import {
  isUndelivered,
  type MessageRecord,
  messageKey,
  messageKind,
} from '../../domain/notify/message-record.ts';
import type { Route } from '../../domain/notify/route.ts';
import {
  DOWNLINK_SEVERITY,
  type DownlinkTold,
  groupOfDownlink,
  NO_ROUTE,
  tellDownlink,
} from '../../domain/notify/tell-downlink.ts';
import type { Micros } from '../../domain/time.ts';
import { upkeepKey, upkeepKind } from '../../domain/upkeep/upkeep-record.ts';
import type { Ports } from '../../ports.ts';
import { messagesOf } from '../judge/messages-of.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { loadRoutes } from './load-routes.ts';

/**
 * Writes what people are to be told of a downlink whose state is decided, and hints at it. Done again it writes nothing
 * more, so that the receipt is done with only once its messages stand. Of what was there before a rebuild nobody is told
 * while it reads it again: it is no news.
 */
export async function tellOfDownlink(
  ports: Ports,
  experiment: string,
  receipt: ReceiptRecord,
): Promise<void> {
  const group = groupOfDownlink(receipt.id);
  const { rebuilding } = await loadRecord(ports, experiment);
  if (rebuilding && (await isOfBefore(ports, experiment, receipt))) return;
  const routes = await loadRoutes(ports, experiment);
  for (;;) {
    const messages = await messagesOf(ports, experiment, group);
    const now = ports.clock.now();
    const [told] = tellDownlink(receipt, messages, { routes, now });
    if (told === undefined) {
      if (messages.some(isUndelivered)) await ports.queues.notify.send({ experiment, group });
      return;
    }
    const number = (messages.at(-1)?.number ?? 0) + 1;
    const message = messageOf(receipt, told, { experiment, group, number, now });
    // Where another run was first, it is decided anew on what that run has written.
    await ports.catalogue.put(messageKind, messageKey(experiment, message), message, null);
  }
}

async function isOfBefore(ports: Ports, experiment: string, { createdAt }: ReceiptRecord): Promise<boolean> {
  const rebuild = await ports.catalogue.get(upkeepKind, upkeepKey(experiment, 'REBUILD'));
  return rebuild === null || createdAt < rebuild.item.startedAt;
}

interface Place {
  readonly experiment: string;
  readonly group: string;
  readonly number: number;
  readonly now: Micros;
}

function messageOf(
  receipt: ReceiptRecord,
  { route, about, trouble, at }: DownlinkTold<Route>,
  { experiment, group, number, now }: Place,
): MessageRecord {
  const isUnrouted = route === null;
  return {
    ...{ group, number, route: route?.id ?? NO_ROUTE, about, severity: DOWNLINK_SEVERITY, loudness: 'MAIL' },
    ...{ covers: [], entries: [] },
    ...(trouble !== null && { cause: trouble.cause }),
    ...downlinkText(receipt, trouble, { experiment, now }),
    ...{ madeAt: now, endedAt: now, tries: 0, nextTryAt: at, ...(at > now && { notBefore: at }) },
    ...{ sentAt: null, failedAt: isUnrouted ? now : null },
    error: isUnrouted ? `no route takes ${DOWNLINK_SEVERITY}` : null,
  };
}

import { summaryGroup, type Turn, turnAfter, turnSince } from '../../domain/notify/hourly-cap.ts';
import { type MessageRecord, messageKey, messageKind } from '../../domain/notify/message-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

/**
 * Takes one of the hour's turns for the message, once however often it is asked for. Resolves to the group of the summary that tells of it where none is left,
 * else to null: it may be sent.
 */
export async function takeTurn(
  ports: Ports,
  experiment: string,
  message: MessageRecord,
): Promise<string | null> {
  const at = turnSince(message, ports.clock.now());
  if (at === null) return null;
  const group = summaryGroup(message.route, at);
  let turn: Turn['turn'] = 'SEND';
  await update(ports, messageKind, messageKey(experiment, { group, number: 1 }), (current) => {
    const after = turnAfter(current, message, { experiment, at });
    turn = after.turn;
    return after.summary === current ? null : after.summary;
  });
  return heldIn(turn, group);
}

const heldIn = (turn: Turn['turn'], group: string): string | null => (turn === 'HELD' ? group : null);

import { summaryGroup, type Turn, takesTurn, turnAfter } from '../../domain/notify/hourly-cap.ts';
import { type MessageRecord, messageKey, messageKind } from '../../domain/notify/message-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from '../known/update.ts';

/**
 * Takes one of the hour's turns for the message. Resolves to the group of the summary that tells of it where none is left,
 * else to null: it may be sent.
 */
export async function takeTurn(
  ports: Ports,
  experiment: string,
  message: MessageRecord,
): Promise<string | null> {
  if (!takesTurn(message)) return null;
  const now = ports.clock.now();
  const group = summaryGroup(message.route, now);
  let turn: Turn['turn'] = 'SEND';
  await update(ports, messageKind, messageKey(experiment, { group, number: 1 }), (current) => {
    const after = turnAfter(current, message, { experiment, now });
    turn = after.turn;
    return after.summary;
  });
  return heldIn(turn, group);
}

const heldIn = (turn: Turn['turn'], group: string): string | null => (turn === 'HELD' ? group : null);

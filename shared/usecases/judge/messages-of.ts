import { type MessageRecord, messageKind, messagesOfGroup } from '../../domain/notify/message-record.ts';
import type { Ports } from '../../ports.ts';

/** What was told of a group, by number. */
export async function messagesOf(ports: Ports, experiment: string, group: string): Promise<MessageRecord[]> {
  const stored = ports.catalogue.list(messageKind, experiment, messagesOfGroup(group));
  return (await Array.fromAsync(stored)).map(({ item }) => item);
}

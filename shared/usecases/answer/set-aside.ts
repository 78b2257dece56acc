import { DOWNLINK } from '../../domain/downlink/receipt.ts';
import { JOURNAL } from '../../domain/journal/journal-record.ts';
import { sortKey } from '../../domain/kind.ts';
import { isUndelivered, MESSAGE, messageKind } from '../../domain/notify/message-record.ts';
import { FAILED_PREFIX, failedDownlink, owedKind } from '../../domain/owed/owed.ts';
import type { Ports } from '../../ports.ts';
import { MOST_COUNTED, type Owed } from '../known/owe.ts';

/** What no computing will bring into an answer, each up to 200. */
export interface SetAside {
  /** Downlinks that were announced and whose file has not been taken up. */
  readonly awaiting: number;
  /** Downlinks that FAILED: somebody has to redrive them. */
  readonly failed: number;
  /** What is to be told and in no message yet, and messages that no receiver has taken yet. */
  readonly unsent: number;
}

/**
 * Counts what waits for somebody else. What is awaited and unsent comes from the index of due marks, which may be a
 * second old.
 */
export async function setAside(ports: Ports, experiment: string, { items }: Owed): Promise<SetAside> {
  const dueOf = async (kind: string, most: number) => {
    const page = { prefix: sortKey(kind, ''), limit: most };
    return (await Array.fromAsync(ports.catalogue.due(experiment, page))).map(({ sort }) => sort);
  };
  const failed = new Set<string>();
  const page = { limit: MOST_COUNTED };
  for await (const { key } of ports.catalogue.versions(owedKind, experiment, FAILED_PREFIX, page)) {
    failed.add(failedDownlink(key));
  }
  // Those that are being taken in carry a mark too.
  const open = (await dueOf(DOWNLINK, 2 * MOST_COUNTED)).filter((sort) => !items.has(sort));
  const entries = await dueOf(JOURNAL, MOST_COUNTED);
  const unsent = entries.length + (await undelivered(ports, experiment));
  return {
    ...{ awaiting: Math.min(open.length, MOST_COUNTED), failed: failed.size },
    unsent: Math.min(unsent, MOST_COUNTED),
  };
}

/** Of the messages with a due mark most were sent, and something may follow from them. */
async function undelivered(ports: Ports, experiment: string): Promise<number> {
  const page = { prefix: sortKey(MESSAGE, ''), limit: MOST_COUNTED };
  const keys = await Array.fromAsync(ports.catalogue.due(experiment, page));
  const read = await Promise.all(keys.map((key) => ports.catalogue.get(messageKind, key)));
  return read.filter((stored) => stored !== null && isUndelivered(stored.item)).length;
}

import { DOWNLINK } from '../../domain/downlink/receipt.ts';
import { JOURNAL } from '../../domain/journal/journal-record.ts';
import { sortKey } from '../../domain/kind.ts';
import { FAILED_PREFIX, failedDownlink, owedKind } from '../../domain/owed/owed.ts';
import type { Ports } from '../../ports.ts';
import { MOST_COUNTED, type Owed } from '../known/owe.ts';

/** What no computing will bring into an answer, each up to 200. */
export interface SetAside {
  /** Downlinks that were announced and whose file has not been taken up. */
  readonly awaiting: number;
  /** Downlinks that FAILED: somebody has to redrive them. */
  readonly failed: number;
  /** Messages that nobody got yet. */
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
  const unsent = await dueOf(JOURNAL, MOST_COUNTED);
  return { awaiting: Math.min(open.length, MOST_COUNTED), failed: failed.size, unsent: unsent.length };
}

/** How long what is known has waited to be in every answer: grows only where nobody does the work. */
import { DOWNLINK } from '../../domain/downlink/receipt.ts';
import { EXPERIMENTS, experimentKind } from '../../domain/experiment/experiment-record.ts';
import { kindOf } from '../../domain/kind.ts';
import { itemOwed, OWED_PREFIX, owedBy, owedKind } from '../../domain/owed/owed.ts';
import { MICROS_PER_SECOND, type Micros } from '../../domain/time.ts';
import { versionStopped } from '../../domain/tries/tries.ts';
import type { Ports } from '../../ports.ts';

export interface LongestOwed {
  /** Since a downlink was claimed, or asked to be read again, that is not through yet, s; 0 where there is none. */
  readonly ingestSeconds: number;
  /** Since a bucket was to be worked on, or an event to be told to buckets, that is not, s; 0 where there is none. */
  readonly workSeconds: number;
}

/**
 * Over all experiments, read from the ledger. What is stopped counts no more: people were told of it, and nobody tries.
 * Due marks themselves bear no time, and those of units, pairs and assays have no entry: a bucket's
 * stands until its unit is marked, and of all three the age of their queue tells.
 */
export async function longestOwed(ports: Ports): Promise<LongestOwed> {
  const now = ports.clock.now();
  const oldest = { ingest: now, work: now };
  for await (const { key } of ports.catalogue.versions(experimentKind, EXPERIMENTS, ''))
    for await (const { kind, since } of owedItems(ports, key.sort)) {
      const road = kind === DOWNLINK ? 'ingest' : 'work';
      oldest[road] = Math.min(oldest[road], since);
    }
  const seconds = (since: Micros) => Math.round((now - since) / MICROS_PER_SECOND);
  return { ingestSeconds: seconds(oldest.ingest), workSeconds: seconds(oldest.work) };
}

interface OwedItem {
  readonly kind: string;
  readonly since: Micros;
  readonly isStopped: boolean;
}

/** Each item once, with its oldest entry. */
async function* owedItems(ports: Ports, experiment: string): AsyncIterable<OwedItem> {
  // The entries of an item stand side by side: one item is open at a time.
  const open = new Map<string, OwedItem>();
  for await (const { key, item } of ports.catalogue.list(owedKind, experiment, OWED_PREFIX)) {
    const owed = itemOwed(key);
    const known = open.get(owed.sort);
    if (known === undefined) {
      yield* closed(open);
      open.clear();
    }
    open.set(owed.sort, {
      kind: kindOf(owed),
      since: Math.min(known?.since ?? item.since, item.since),
      isStopped: versionStopped(owedBy(key)) !== null || (known?.isStopped ?? false),
    });
  }
  yield* closed(open);
}

const closed = (open: ReadonlyMap<string, OwedItem>) =>
  [...open.values()].filter(({ isStopped }) => !isStopped);

/** Entries and removals of the ledger of what is owed, and the one read that counts it. */
import type { IngestHint } from '../../contract/hints.ts';
import { ASSAY } from '../../domain/assay/assay-record.ts';
import { HEAD, headPrefix } from '../../domain/bucket/head.ts';
import type { Key } from '../../domain/kind.ts';
import {
  failedKey,
  itemOwed,
  OWED_PREFIX,
  owedBy,
  owedKey,
  owedKind,
  owedPrefix,
} from '../../domain/owed/owed.ts';
import { versionStopped } from '../../domain/tries/tries.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from './load-experiment.ts';
import { itemNow, type Stopped, type Waiting } from './stopped-work.ts';

/** Names the entry on an event that the heads do not know of yet. */
export const EVENT_OWED = 'recorded';

/** The same of an event that was withdrawn, or stands again: each time under a name of its own. */
export const eventOwed = (changes: number): string =>
  changes === 0 ? EVENT_OWED : `${EVENT_OWED}-${changes}`;

/** Notes that work is about to be owed on the item. Goes before the write that makes it so. */
export async function owe(ports: Ports, item: Key, by: string): Promise<void> {
  await ports.catalogue.put(owedKind, owedKey(item, by), { since: ports.clock.now() }, null);
}

/** Removes an entry whose work is done; one that is gone already is no mistake. */
export async function pay(ports: Ports, entry: Key): Promise<void> {
  // An entry is written once under its name.
  await ports.catalogue.remove(owedKind, entry, 1);
}

export async function payAll(ports: Ports, entries: readonly Key[]): Promise<void> {
  for (const entry of entries) await pay(ports, entry);
}

/** Removes what was noted of attempts at a downlink up to this one. */
export async function payAttempts(ports: Ports, receipt: Key, attempt: number): Promise<void> {
  for (let one = 1; one <= attempt; one++) await pay(ports, owedKey(receipt, String(one)));
}

/** The entries that stand on one item now. */
export async function owedOn(ports: Ports, item: Key): Promise<Key[]> {
  const entries: Key[] = [];
  for await (const { key } of ports.catalogue.versions(owedKind, item.partition, owedPrefix(item))) {
    entries.push(key);
  }
  return entries;
}

/** Notes that an attempt at a downlink is about to end as FAILED. */
export async function noteFailed(
  ports: Ports,
  { experiment, downlink }: IngestHint,
  attempt: number,
): Promise<void> {
  const key = failedKey(experiment, downlink, attempt);
  await ports.catalogue.put(owedKind, key, { since: ports.clock.now() }, null);
}

/** Entries of the ledger that an answer reads: 6 read units at most. More of them are not counted. */
export const MOST_COUNTED = 200;

export interface Owed {
  /** Sort keys of the items: receipts, events and heads. */
  readonly items: ReadonlySet<string>;
  /** All heads are still to be marked: after a definition, under newer code, or because the ledger is not begun. */
  readonly recomputes: number;
  /** Downlinks, events and recomputations that have not reached the heads yet, whichever heads these will be. */
  readonly upstream: number;
  /** How many things are owed, heads included, without those that are stopped. */
  readonly count: number;
  /** Heads and subjects at which nobody tries any more. */
  readonly stopped: Stopped;
  /** There may be more than was counted. */
  readonly atLeast: boolean;
}

/** How many heads of these units are owed. */
export function headsOwed({ items, stopped }: Owed, generation: number, units: readonly string[]): Waiting {
  const prefixes = units.map((unit) => headPrefix(generation, unit));
  const isTheirs = (sort: string) => prefixes.some((prefix) => sort.startsWith(prefix));
  const theirs = [...items].filter(isTheirs).length;
  const ofThem = [...stopped.keys()].filter(isTheirs).length;
  return { pending: theirs - ofThem, stopped: ofThem };
}

/**
 * What is known and not in the pages yet, in one strongly consistent query. Whoever counts reads this first, then heads,
 * units and pairs: work moves that way, and is counted at least once.
 */
export async function owedNow(
  ports: Ports,
  { experiment, owesRecomputation, hasLedger }: LoadedExperiment,
  most = MOST_COUNTED,
): Promise<Owed> {
  const items = new Set<string>();
  const noted: { readonly item: Key; readonly v: number }[] = [];
  let read = 0;
  const page = { limit: most + 1 };
  for await (const { key } of ports.catalogue.versions(owedKind, experiment, OWED_PREFIX, page)) {
    if (++read > most) break;
    const v = versionStopped(owedBy(key));
    if (v === null) items.add(itemOwed(key).sort);
    else noted.push({ item: itemOwed(key), v });
  }
  const stopped = await stillStopped(ports, noted, items);
  // What an assay waits for is its own affair: no telemetry lies on it.
  const isOwn = (sort: string) => sort.startsWith(`${HEAD}#`) || sort.startsWith(`${ASSAY}#`);
  // A table of before the ledger is read whole by watch; until then nobody can say that nothing is owed.
  const recomputes = (owesRecomputation ? 1 : 0) + (hasLedger ? 0 : 1);
  return {
    items,
    recomputes,
    upstream: recomputes + [...items].filter((sort) => !isOwn(sort)).length,
    count: recomputes + [...items].filter((sort) => !stopped.has(sort)).length,
    stopped,
    atLeast: !hasLedger || read > most,
  };
}

/** A note outlives what it speaks of until watch comes by, so each is held against its item. */
async function stillStopped(
  ports: Ports,
  noted: readonly { readonly item: Key; readonly v: number }[],
  items: ReadonlySet<string>,
): Promise<Stopped> {
  const stopped = new Map<string, number>();
  for (const { item, v } of noted) {
    const now = await itemNow(ports, item);
    if (now?.v === v && (now.due || items.has(item.sort))) stopped.set(item.sort, v);
  }
  return stopped;
}

/** What watch does about work on which runs died. */
import { isHeld } from '../../domain/downlink/lease.ts';
import type { Key } from '../../domain/kind.ts';
import { owedKey } from '../../domain/owed/owed.ts';
import type { Micros } from '../../domain/time.ts';
import {
  itemTried,
  stoppedBy,
  TRIES_PREFIX,
  type TriesRecord,
  triesKind,
  untried,
} from '../../domain/tries/tries.ts';
import type { Ports, Stored } from '../../ports.ts';
import { owedOn, pay } from './owe.ts';
import { itemNow } from './stopped-work.ts';

/**
 * Forgets tries of what has changed or is done, lets newer code try anew, and takes back those that the end of a local
 * stack cut short. Resolves to the sort keys of the heads and subjects to leave alone: nobody tries them any more, or a
 * run holds them.
 *
 * @param start when the local stack started; null in any other run of watch
 */
export async function tidyTries(
  ports: Ports,
  experiment: string,
  { start, code }: { readonly start: Micros | null; readonly code: string },
): Promise<Set<string>> {
  const left = new Set<string>();
  for await (const stored of ports.catalogue.list(triesKind, experiment, TRIES_PREFIX)) {
    const item = itemTried(stored.key);
    if (await isLeft(ports, item, stored, { start, code })) left.add(item.sort);
  }
  return left;
}

async function isLeft(
  ports: Ports,
  item: Key,
  { key, item: tried, version }: Stored<TriesRecord>,
  { start, code }: { readonly start: Micros | null; readonly code: string },
): Promise<boolean> {
  const now = await itemNow(ports, item);
  const note = owedKey(item, stoppedBy(tried.v));
  const isOver = now === null || now.v !== tried.v || !(now.due || (await isOwed(ports, item, note)));
  if (isOver) {
    await pay(ports, note);
    await ports.catalogue.remove(triesKind, key, version);
    return false;
  }
  if (tried.code !== code) {
    await pay(ports, note);
    await ports.catalogue.put(triesKind, key, untried(tried.v, code), version);
    return false;
  }
  if (start !== null && tried.lease !== null && tried.lease.since < start) {
    await ports.catalogue.put(triesKind, key, { ...tried, tries: tried.tries - 1, lease: null }, version);
    return false;
  }
  return tried.stopped || isHeld(tried.lease, ports.clock.now());
}

async function isOwed(ports: Ports, item: Key, note: Key): Promise<boolean> {
  return (await owedOn(ports, item)).some(({ sort }) => sort !== note.sort);
}

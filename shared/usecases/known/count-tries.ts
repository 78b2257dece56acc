/** Counts runs that die on one bucket or subject, as receipts count those that die on a file, and ends them. */
import { isOwn } from '../../domain/downlink/lease.ts';
import type { Key } from '../../domain/kind.ts';
import {
  type Beginning,
  beginningOf,
  type Coming,
  stoppedBy,
  triesKey,
  triesKind,
} from '../../domain/tries/tries.ts';
import type { Ports } from '../../ports.ts';
import { owe } from './owe.ts';
import { update } from './update.ts';

/** What is worked on: a head or subject in one version. */
export interface Tried {
  readonly key: Key;
  readonly v: number;
}

/**
 * Acts, and counts a try where the work comes again. Does nothing where another run is at it or all tries are spent.
 * Resolves to whether this run found them spent and stopped the work. A run that ends gives its try back, also where it
 * ends with an error, which is told elsewhere: only those count that died without a word.
 *
 * @param find what there is to do, in which version; null where there is nothing
 */
export async function countingTries(
  ports: Ports,
  coming: Coming,
  find: () => Promise<Tried | null>,
  act: () => Promise<void>,
): Promise<boolean> {
  const tried = coming.isAgain ? await find() : null;
  const how = tried === null ? 'WORKS' : await beginTry(ports, tried, coming);
  if (how !== 'WORKS') return how === 'STOPS';
  try {
    await act();
  } catch (error) {
    if (tried !== null) await giveTryBack(ports, tried.key, coming);
    throw error;
  }
  if (tried !== null) await forgetTries(ports, tried.key, coming);
  return false;
}

async function beginTry(ports: Ports, { key, v }: Tried, coming: Coming): Promise<Beginning['how']> {
  const at = triesKey(key);
  const begun: Beginning[] = [];
  await update(ports, triesKind, at, async (current) => {
    const beginning = beginningOf(current, v, coming, ports.clock.now());
    begun.push(beginning);
    if (beginning.how === 'LEAVES') return null;
    // Noted first: once nobody tries any more, every answer says so.
    if (beginning.how === 'STOPS') await owe(ports, key, stoppedBy(v));
    return beginning.record;
  });
  return begun.at(-1)?.how ?? 'LEAVES';
}

async function giveTryBack(ports: Ports, item: Key, coming: Coming): Promise<void> {
  await update(ports, triesKind, triesKey(item), (current) =>
    current !== null && isOwn(current.lease, coming)
      ? { ...current, tries: current.tries - 1, lease: null }
      : null,
  );
}

/** The run came to its end: whoever died before it did not die of the work. */
async function forgetTries(ports: Ports, item: Key, coming: Coming): Promise<void> {
  const stored = await ports.catalogue.get(triesKind, triesKey(item));
  if (stored !== null && isOwn(stored.item.lease, coming))
    await ports.catalogue.remove(triesKind, stored.key, stored.version);
}

import type { Key, Kind } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';
import { keep } from '../known/keep.ts';

/**
 * Writes again what is kept of an item that stands in the table. The item is put as it is, so that of two writers the one
 * that was late sees it and keeps its own. Resolves to false where others changed it again and again.
 */
export async function keepAgain<T>(ports: Ports, kind: Kind<T>, key: Key): Promise<boolean> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const stored = await ports.catalogue.get(kind, key);
    if (stored === null) return false;
    await keep(ports, kind, key, stored.item);
    if (await ports.catalogue.put(kind, key, stored.item, stored.version)) return true;
  }
  return false;
}

const MOST_ATTEMPTS = 10;

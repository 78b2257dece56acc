import type { Key, Kind } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';

/** Rivals that may be first before we give up and let the queue bring the work again. */
const MOST_ATTEMPTS = 60;

/**
 * Reads an item, decides, writes if nobody was first; else reads and decides again.
 * `decide` gets the item or null and returns what it should become, or null to leave it as it is.
 * Resolves to the item as it stands afterwards.
 */
export async function update<T>(
  ports: Ports,
  kind: Kind<T>,
  key: Key,
  decide: (current: T | null) => T | null | Promise<T | null>,
): Promise<T | null> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const stored = await ports.catalogue.get(kind, key);
    const next = await decide(stored?.item ?? null);
    if (next === null) return stored?.item ?? null;
    if (await ports.catalogue.put(kind, key, next, stored?.version ?? null)) return next;
    await ports.clock.pause(Math.min(5 * attempt, 100));
  }
  throw new Error(
    `${kind.name} ${key.partition}/${key.sort} was changed by others ${MOST_ATTEMPTS} times while it was being decided`,
  );
}

import type { Key, Kind } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';
import { keep, needsKeeping } from './keep.ts';

/** Rivals that may be first before we give up and let the queue bring the work again. */
const MOST_ATTEMPTS = 60;

/**
 * Reads an item, decides, writes if nobody was first; else reads and decides again.
 * `decide` gets the item or null and returns what it should become, or null to leave it as it is.
 * Resolves to the item as it stands afterwards. What is kept of it beside the raw files is written before.
 */
export async function update<T>(
  ports: Ports,
  kind: Kind<T>,
  key: Key,
  decide: (current: T | null) => T | null | Promise<T | null>,
): Promise<T | null> {
  let isKeptOtherwise = false;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const stored = await ports.catalogue.get(kind, key);
    const before = stored?.item ?? null;
    const next = await decide(before);
    const last = next ?? before;
    // After a rival was first, what this run has kept is not what stands.
    if (last !== null && (isKeptOtherwise || needsKeeping(kind, before, next))) {
      await keep(ports, kind, key, last);
      isKeptOtherwise = true;
    }
    if (next === null) return before;
    if (await ports.catalogue.put(kind, key, next, stored?.version ?? null)) return next;
    await ports.clock.pause(Math.min(5 * attempt, 100));
  }
  throw new Error(
    `${kind.name} ${key.partition}/${key.sort} was changed by others ${MOST_ATTEMPTS} times while it was being decided`,
  );
}

import type { Key, Kind } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';
import { inHand } from './in-hand.ts';
import { keep, needsKeeping } from './keep.ts';

/** Rivals that may be first before we give up and let the queue bring the work again. */
const MOST_ATTEMPTS = 60;

/** Gets the item or null and returns what it should become, or null to leave it as it is. */
type Decide<T> = (current: T | null) => T | null | Promise<T | null>;

/**
 * Reads an item, decides, writes if nobody was first; else reads and decides again.
 * Resolves to the item as it stands afterwards. What is kept of it beside the raw files is written before.
 */
export function update<T>(ports: Ports, kind: Kind<T>, key: Key, decide: Decide<T>): Promise<T | null> {
  return updateFrom(ports, kind, key, decide, false);
}

/**
 * The same, which saves a read where the run has the item in hand: it is decided by that first. A write holds only where
 * the item still stands so; wherever it would be left as it is, or somebody was first, it is read and decided again.
 */
export function updateInHand<T>(ports: Ports, kind: Kind<T>, key: Key, decide: Decide<T>): Promise<T | null> {
  return updateFrom(ports, kind, key, decide, true);
}

async function updateFrom<T>(
  ports: Ports,
  kind: Kind<T>,
  key: Key,
  decide: Decide<T>,
  mayBeInHand: boolean,
): Promise<T | null> {
  let isKeptOtherwise = false;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const known = mayBeInHand && attempt === 1 ? inHand(ports, kind, key) : undefined;
    const stored = known === undefined ? await ports.catalogue.get(kind, key) : known;
    const before = stored?.item ?? null;
    const next = await decide(before);
    if (next === null && known !== undefined) continue;
    const last = next ?? before;
    // After a rival was first, what this run has kept is not what stands.
    if (last !== null && (isKeptOtherwise || needsKeeping(kind, before, next))) {
      await keep(ports, kind, key, last);
      isKeptOtherwise = true;
    }
    if (next === null) return before;
    if (await ports.catalogue.put(kind, key, next, stored?.version ?? null)) return next;
    if (known === undefined) await ports.clock.pause(Math.min(5 * attempt, 100));
  }
  throw new Error(
    `${kind.name} ${key.partition}/${key.sort} was changed by others ${MOST_ATTEMPTS} times while it was being decided`,
  );
}

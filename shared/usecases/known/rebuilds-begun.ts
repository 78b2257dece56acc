/** Rebuilds of experiments that the list of experiments lacks, until their records are back. */
import { MICROS_PER_SECOND } from '../../domain/time.ts';
import {
  rebuildBegunKey,
  rebuildBegunKind,
  rebuildBegunPrefix,
  WATCHED,
} from '../../domain/upkeep/rebuild-begun.ts';
import { upkeepKey, upkeepKind } from '../../domain/upkeep/upkeep-record.ts';
import type { Ports } from '../../ports.ts';
import { update } from './update.ts';

/** From the note to the item of the rebuild it takes a second, however slow the table is. */
const KEPT_SECONDS = 3600;

/** Before the item of the rebuild is written: whoever dies between is found by `watch`. */
export async function noteRebuild(ports: Ports, experiment: string): Promise<void> {
  const at = ports.clock.now();
  await update(ports, rebuildBegunKind, rebuildBegunKey(experiment), () => ({ experiment, at }));
}

/** Experiments that are rebuilt and not listed yet; notes that are of no use any more are removed. */
export async function unlistedRebuilds(ports: Ports, listed: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const { key, item, version } of ports.catalogue.list(
    rebuildBegunKind,
    WATCHED,
    rebuildBegunPrefix,
  )) {
    const { experiment, at } = item;
    const isDue =
      (await ports.catalogue.get(upkeepKind, upkeepKey(experiment, 'REBUILD')))?.item.due === true;
    const isFresh = ports.clock.now() < at + KEPT_SECONDS * MICROS_PER_SECOND;
    if (isDue && !listed.has(experiment)) found.push(experiment);
    else if (!isFresh || listed.has(experiment)) await ports.catalogue.remove(rebuildBegunKind, key, version);
  }
  return found;
}

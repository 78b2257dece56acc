/** What the deltas of a pair rest on beside the definition, for who tells later why they have changed. */
import { DOWNLINK, isIngested, receiptKind } from '../../domain/downlink/receipt.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import { sortKey } from '../../domain/kind.ts';
import { isoOf } from '../../domain/time.ts';
import { standingEventsOf } from '../../domain/timeline/event.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

/** Reads every receipt of the experiment: only where a snapshot is pinned or compared. */
export async function restingOn(
  ports: Ports,
  loaded: LoadedExperiment,
  pairId: string,
): Promise<{ downlinks: string[]; events: string[] }> {
  const { flight, ground } = pairNamed(loaded.index, pairId);
  const downlinks: string[] = [];
  const prefix = sortKey(DOWNLINK, '');
  for await (const { item } of ports.catalogue.list(receiptKind, loaded.experiment, prefix)) {
    const isOfPair = item.ranges.some(({ unit }) => unit === flight || unit === ground);
    if (isOfPair && isIngested(item.state)) downlinks.push(`${item.id} ${item.attempt}`);
  }
  const events = await loaded.events();
  const standing = [flight, ground].flatMap((unit) => standingEventsOf(events, unit));
  return { downlinks, events: standing.map(({ name, unit, at }) => `${name} ${unit} ${isoOf(at)}`).sort() };
}

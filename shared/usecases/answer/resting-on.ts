/** What the deltas of a pair rest on beside the definition, for who tells later why they have changed. */
import { DOWNLINK, isIngested, receiptKind } from '../../domain/downlink/receipt.ts';
import { pairNamed } from '../../domain/experiment/lookups.ts';
import { sortKey } from '../../domain/kind.ts';
import { isoOf } from '../../domain/time.ts';
import { standingEventsOf } from '../../domain/timeline/event.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';

export interface RestingOn {
  /** As `id attempt`. */
  readonly downlinks: string[];
  readonly events: string[];
}

/**
 * Reads every receipt of the experiment: only where a snapshot is pinned or compared. Asked before the answer is
 * computed: what comes meanwhile may be in it or not.
 */
export async function restingOn(ports: Ports, loaded: LoadedExperiment, pairId: string): Promise<RestingOn> {
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

const MOST_TRIES = 3;

/**
 * An answer, and what it rests on: asked for again where something came or left meanwhile. Where that never ends it is
 * what was in before, so that nothing is named that may not be in the answer.
 */
export async function withRest<T>(
  restsOn: () => Promise<RestingOn>,
  answer: () => Promise<T>,
): Promise<{ readonly answered: T; readonly rest: RestingOn }> {
  let rest = await restsOn();
  for (let tried = 1; ; tried++) {
    const answered = await answer();
    const after = await restsOn();
    const isSame = after.downlinks.join() === rest.downlinks.join();
    if (isSame || tried === MOST_TRIES) return { answered, rest };
    rest = after;
  }
}

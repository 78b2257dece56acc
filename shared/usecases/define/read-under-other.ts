import type { AppliedExperiment } from '../../contract/experiments.ts';
import { DOWNLINK, isReadUnderOther, receiptKind } from '../../domain/downlink/receipt.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';

const MOST_NAMED = 20;

/** The downlinks in force that are read otherwise than this reading says; undefined where there is none. */
export async function readUnderOther(
  ports: Ports,
  experiment: string,
  readingRevision: string,
): Promise<AppliedExperiment['readUnderOther']> {
  const first: string[] = [];
  let downlinks = 0;
  for await (const { item } of ports.catalogue.list(receiptKind, experiment, sortKey(DOWNLINK, ''))) {
    if (!isReadUnderOther(item, readingRevision)) continue;
    downlinks++;
    if (first.length < MOST_NAMED) first.push(item.id);
  }
  return downlinks === 0 ? undefined : { downlinks, first };
}

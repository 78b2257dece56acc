import type { AppliedExperiment } from '../../contract/experiments.ts';
import { DOWNLINK, receiptKind } from '../../domain/downlink/receipt.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { OtherReadings } from '../known/other-readings.ts';

const MOST_NAMED = 20;

/** The downlinks in force that were read otherwise than the definition reads their source; undefined where there is none. */
export async function downlinksReadUnderOther(
  ports: Ports,
  loaded: LoadedExperiment,
): Promise<AppliedExperiment['readUnderOther']> {
  const readings = new OtherReadings(ports, loaded);
  const first: string[] = [];
  let downlinks = 0;
  const receipts = ports.catalogue.list(receiptKind, loaded.experiment, sortKey(DOWNLINK, ''));
  for await (const { item } of receipts) {
    if (!(await readings.isReadUnderOther(item))) continue;
    downlinks++;
    if (first.length < MOST_NAMED) first.push(item.id);
  }
  return downlinks === 0 ? undefined : { downlinks, first };
}

import type { AppliedExperiment } from '../../contract/experiments.ts';
import { DOWNLINK, receiptKind } from '../../domain/downlink/receipt.ts';
import { UnmatchedFiles } from '../../domain/downlink/unmatched-files.ts';
import type { DefinitionWarning } from '../../domain/experiment/definition-warning.ts';
import { sortKey } from '../../domain/kind.ts';
import type { Ports } from '../../ports.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { OtherReadings } from '../known/other-readings.ts';

const MOST_NAMED = 20;

export interface FilesUnder {
  /** Files in force that are read otherwise; undefined where there is none. */
  readonly readUnderOther: AppliedExperiment['readUnderOther'];
  /** Of sources whose newest file would find no reader any more. */
  readonly warnings: readonly DefinitionWarning[];
}

/** What a definition makes of the files that there are. */
export async function filesUnder(ports: Ports, loaded: LoadedExperiment): Promise<FilesUnder> {
  const readings = new OtherReadings(ports, loaded);
  const first: string[] = [];
  let downlinks = 0;
  const unmatched = new UnmatchedFiles(loaded.index);
  const receipts = ports.catalogue.list(receiptKind, loaded.experiment, sortKey(DOWNLINK, ''));
  for await (const { item } of receipts) {
    unmatched.add(item);
    if (!(await readings.isReadUnderOther(item))) continue;
    downlinks++;
    if (first.length < MOST_NAMED) first.push(item.id);
  }
  const readUnderOther = downlinks === 0 ? undefined : { downlinks, first };
  return { readUnderOther, warnings: unmatched.warnings() };
}

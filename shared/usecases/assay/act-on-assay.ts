import type { AnalyzeHint } from '../../contract/hints.ts';
import { assayKey, assayKind } from '../../domain/assay/assay-record.ts';
import type { Damaged } from '../../domain/damaged.ts';
import type { Coming } from '../../domain/tries/tries.ts';
import type { Ports } from '../../ports.ts';
import { countingTries, type Tried } from '../known/count-tries.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { analyzeAssay } from './analyze-assay.ts';

/** What became of a message of the queue of assays. */
export interface Analyzed {
  /** What could not be read, so that nothing could be compared; null where all could. */
  readonly damaged: Damaged | null;
  /** Whether this run stopped work on the assay, because each run on it had died. */
  readonly isStopped: boolean;
}

export async function actOnAssay(ports: Ports, hint: AnalyzeHint, coming: Coming): Promise<Analyzed> {
  let damaged: Damaged | null = null;
  const isAgain = coming.isAgain || hint.again === true;
  const isStopped = await countingTries(
    ports,
    { ...coming, isAgain },
    () => dueAssay(ports, hint),
    async () => {
      damaged = await analyzeAssay(ports, hint);
    },
  );
  return { damaged, isStopped };
}

async function dueAssay(ports: Ports, { experiment, assay }: AnalyzeHint): Promise<Tried | null> {
  const { serving } = await loadRecord(ports, experiment);
  const key = assayKey(experiment, serving, assay);
  const stored = await ports.catalogue.get(assayKind, key);
  return stored?.item.due ? { key, v: stored.item.v } : null;
}

import type { AlignHint, AlignMessage } from '../../contract/hints.ts';
import { headKey, headKind } from '../../domain/bucket/head.ts';
import type { Coming } from '../../domain/tries/tries.ts';
import type { Ports } from '../../ports.ts';
import { recompute } from '../define/recompute-all.ts';
import { countingTries, type Tried } from '../known/count-tries.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { owedOn } from '../known/owe.ts';
import { alignTwins } from './align-twins.ts';

/**
 * What a message of the align queue asks for: one bucket, or all heads of an experiment to be marked due. Resolves to
 * whether this run stopped work on the bucket, because each run on it had died.
 */
export async function actOnBucket(ports: Ports, hint: AlignMessage, coming: Coming): Promise<boolean> {
  if ('recompute' in hint) {
    await recompute(ports, hint.experiment);
    return false;
  }
  const isAgain = coming.isAgain || hint.again === true;
  return countingTries(
    ports,
    { ...coming, isAgain },
    () => dueHead(ports, hint),
    () => alignTwins(ports, hint),
  );
}

async function dueHead(ports: Ports, { experiment, unit, bucket }: AlignHint): Promise<Tried | null> {
  const { serving } = await loadRecord(ports, experiment);
  const key = headKey(experiment, serving, unit, bucket);
  const head = (await ports.catalogue.get(headKind, key))?.item;
  if (head === undefined) return null;
  return head.due || (await owedOn(ports, key)).length > 0 ? { key, v: head.v } : null;
}

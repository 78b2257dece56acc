import type { FlagHint } from '../../contract/hints.ts';
import { subjectKey, subjectKind } from '../../domain/anomaly/subject.ts';
import type { Damaged } from '../../domain/damaged.ts';
import type { Coming } from '../../domain/tries/tries.ts';
import type { Ports } from '../../ports.ts';
import { countingTries, type Tried } from '../known/count-tries.ts';
import { loadRecord } from '../known/load-experiment.ts';
import { flagAnomalies } from './flag-anomalies.ts';

/** What became of a message of the flag queue. */
export interface Judged {
  /** As of `flagAnomalies`. */
  readonly damaged: Damaged | null;
  /** Whether this run stopped work on the subject, because each run on it had died. */
  readonly isStopped: boolean;
}

export async function actOnSubject(ports: Ports, hint: FlagHint, coming: Coming): Promise<Judged> {
  let damaged: Damaged | null = null;
  const isAgain = coming.isAgain || hint.again === true;
  const { again: _, ...subject } = hint;
  const isStopped = await countingTries(
    ports,
    { ...coming, isAgain },
    () => dueSubject(ports, hint),
    async () => {
      damaged = await flagAnomalies(ports, subject);
    },
  );
  return { damaged, isStopped };
}

async function dueSubject(ports: Ports, { experiment, subject, id }: FlagHint): Promise<Tried | null> {
  const { serving } = await loadRecord(ports, experiment);
  const key = subjectKey(experiment, serving, subject, id);
  const stored = await ports.catalogue.get(subjectKind, key);
  return stored?.item.due ? { key, v: stored.item.v } : null;
}

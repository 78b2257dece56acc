import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import { HEAD } from '../../domain/bucket/head.ts';
import { kindOf } from '../../domain/kind.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import type { Owed } from '../known/owe.ts';
import { both, waitingOf, waitingOnWire } from '../known/stopped-work.ts';

/** What is known and not yet in an answer that is made of the findings of these subjects, as it stands on the wire. */
export function waitingIn(
  { count, stopped }: Owed,
  loaded: LoadedExperiment,
  subjects: readonly (SubjectRecord | null)[],
) {
  const waiting = waitingOf(stopped, loaded, [], subjects);
  const heads = [...stopped.keys()].filter((sort) => kindOf({ partition: loaded.experiment, sort }) === HEAD);
  return waitingOnWire(count, both(waiting, { pending: 0, stopped: heads.length }));
}

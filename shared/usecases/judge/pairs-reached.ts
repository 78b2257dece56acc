/** A unit's findings or pages have changed: which pairs are to be judged anew, and from which bucket on. */

import type { SubjectRecord } from '../../domain/anomaly/subject.ts';
import { bucketAt, bucketNamed } from '../../domain/bucket/bucket.ts';
import type { Anomaly } from '../../domain/detect/registry.ts';
import { bucketDaysOf } from '../../domain/experiment/bucket-days.ts';
import type { DefinitionIndex } from '../../domain/experiment/definition-index.ts';
import { pairsOf } from '../../domain/experiment/lookups.ts';
import { pairRulesOf } from '../../domain/twins/pair-rules.ts';
import type { LoadedExperiment } from '../known/load-experiment.ts';
import { earlier } from '../known/mark-subject-due.ts';
import { affectedBuckets } from '../pages/refresh-delta-page.ts';

export interface ReachedPair {
  readonly pair: string;
  /** First bucket of the flight unit that is reached; null: any may be. */
  readonly since: string | null;
}

/** `lists` are the unit's anomalies as the pairs were judged by last, and as they are now. */
export async function pairsReached(
  loaded: LoadedExperiment,
  { id: unit, since }: SubjectRecord,
  lists: { readonly before: readonly Anomaly[]; readonly after: readonly Anomaly[] },
): Promise<ReachedPair[]> {
  const { index } = loaded;
  const pairs = pairsOf(index, unit);
  if (pairs.length === 0) return [];
  const days = bucketDaysOf(index, unit);
  const from = changedFrom(index, { id: unit, since }, lists);
  const events = await loaded.events();
  return pairs.map((pair) => {
    if (from === null) return { pair: pair.id, since: null };
    const [first] = affectedBuckets(pairRulesOf(index, pair, events), unit, bucketNamed(from, days));
    return { pair: pair.id, since: first?.name ?? null };
  });
}

/** First bucket of the unit whose samples are judged otherwise now; null: any may be. */
export function changedFrom(
  index: DefinitionIndex,
  { id: unit, since }: Pick<SubjectRecord, 'id' | 'since'>,
  lists: { readonly before: readonly Anomaly[]; readonly after: readonly Anomaly[] },
): string | null {
  const changed = firstStuckChange(lists.before, lists.after);
  return changed === null ? since : earlier(since, bucketAt(changed, bucketDaysOf(index, unit)).name);
}

/** Onset of the earliest standstill that is in one list only: samples inside one are paired but not judged. */
function firstStuckChange(before: readonly Anomaly[], after: readonly Anomaly[]): number | null {
  const stuck = (anomalies: readonly Anomaly[]) =>
    new Map(
      anomalies
        .filter(({ kind }) => kind === 'STUCK')
        .map(({ channels, from, to }) => [JSON.stringify([channels, from, to]), from]),
    );
  const [was, is] = [stuck(before), stuck(after)];
  const changed = [...was, ...is]
    .filter(([name]) => !(was.has(name) && is.has(name)))
    .map(([, from]) => from);
  return changed.length === 0 ? null : Math.min(...changed);
}

/** What is found now of what somebody was told: later data move onsets, and with them the names of findings. */
import { conditionOf, onsetNamed } from '../anomaly/anomaly.ts';
import type { Anomaly } from '../detect/registry.ts';
import type { Covered } from './message-record.ts';

type Named = Pick<Covered, 'anomaly'>;

export type FoundNow =
  | { readonly as: 'SAME' | 'MOVED'; readonly found: Anomaly }
  /** Not of that time: another finding of the same alarm, the newest. */
  | { readonly as: 'ANOTHER'; readonly found: Anomaly }
  | { readonly as: 'NOTHING' };

export function foundNow(told: Named, anomalies: readonly Anomaly[]): FoundNow {
  const same = anomalies.find(({ id }) => id === told.anomaly);
  if (same !== undefined) return { as: 'SAME', found: same };
  const moved = anomalies.find((one) => isMovedOnset(told, one));
  if (moved !== undefined) return { as: 'MOVED', found: moved };
  const condition = conditionOf({ id: told.anomaly });
  const [another] = anomalies
    .filter((one) => conditionOf(one) === condition)
    .toSorted((a, b) => b.from - a.from);
  return another === undefined ? { as: 'NOTHING' } : { as: 'ANOTHER', found: another };
}

/** Whether what was told is this finding, by its name or by the one that it had before older data moved its onset. */
export function isOfFinding(told: Named, one: Pick<Anomaly, 'id' | 'to'>): boolean {
  return told.anomaly === one.id || isMovedOnset(told, one);
}

/** Whether what was told under another name is this finding, which began earlier and still held at the onset told. */
export function isMovedOnset({ anomaly: told }: Named, one: Pick<Anomaly, 'id' | 'to'>): boolean {
  if (one.id === told || conditionOf(one) !== conditionOf({ id: told })) return false;
  const onset = onsetNamed({ id: told });
  return onsetNamed(one) <= onset && onset <= (one.to ?? Number.POSITIVE_INFINITY);
}

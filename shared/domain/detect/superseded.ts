/** What says the same as another finding: a dead series is told once, as DEAD. */
import type { Anomaly } from './registry.ts';

/** Whether DEAD takes the place of what else the series shows for not having valid readings. */
const REPLACED: Readonly<Record<string, (one: Stretch, dead: Stretch) => boolean>> = {
  // What begins or ends with the first sample without a value is time in which nothing came.
  GAP: (gap, dead) => gap.from < endOf(dead) && dead.from < endOf(gap),
  // A standstill that began with valid readings stays.
  STUCK: (stuck, dead) => stuck.from >= dead.from && endOf(stuck) <= endOf(dead),
};

/**
 * The anomalies of a unit without those, or those of their channels, that a DEAD of the same time replaces, and without
 * the standstill of one series that fell where the same is told of several.
 */
export function withoutSuperseded(anomalies: readonly Anomaly[]): Anomaly[] {
  const standing = anomalies.filter((one) => !isToldOfSeveral(one, anomalies));
  return withoutDead(standing);
}

function isToldOfSeveral(anomaly: Anomaly, all: readonly Anomaly[]): boolean {
  if (anomaly.kind !== 'STUCK' || anomaly.evidence.rule !== 'F') return false;
  return all.some(
    (other) =>
      other.kind === 'STUCK' &&
      other.evidence.rule === 'U' &&
      other.channels.includes(anomaly.channels[0]!) &&
      other.from <= endOf(anomaly) &&
      anomaly.from <= endOf(other),
  );
}

function withoutDead(anomalies: readonly Anomaly[]): Anomaly[] {
  const named = anomalies
    .filter(({ kind }) => kind === 'DEAD')
    .flatMap((one) => one.channels.map((channel) => ({ channel, one })));
  if (named.length === 0) return [...anomalies];
  const dead = Map.groupBy(named, ({ channel }) => channel);
  return anomalies.flatMap((anomaly) => {
    const isReplaced = REPLACED[anomaly.kind];
    if (isReplaced === undefined) return [anomaly];
    const channels = anomaly.channels.filter(
      (channel) => !dead.get(channel)?.some(({ one }) => isReplaced(anomaly, one)),
    );
    if (channels.length === 0) return [];
    return [channels.length === anomaly.channels.length ? anomaly : { ...anomaly, channels }];
  });
}

type Stretch = Pick<Anomaly, 'from' | 'to'>;

function endOf({ to }: Stretch): number {
  return to ?? Number.POSITIVE_INFINITY;
}

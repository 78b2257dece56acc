/** The episodes of an alarm: the stretches of data time over which its condition held. */
import type { Severity } from '../anomaly/anomaly.ts';
import { DEFAULT_CONFORMANCE } from '../detect/limit/bands-in-force.ts';
import { type Anomaly, isLeftOpen } from '../detect/registry.ts';
import type { Micros } from '../time.ts';
import type { AlarmAction } from './action.ts';

export interface Episode {
  /** The id of the anomaly that tells of it. */
  readonly anomaly: string;
  readonly from: Micros;
  /** The last instant at which it held; null while it does, and where no data say that it is over. */
  readonly returned: Micros | null;
  /** The last instant that is known of it. */
  readonly knownTo: Micros;
  /** The worst it came to, and when it came to that. */
  readonly severity: Severity;
  readonly worstFrom: Micros;
  /** Of a limit that latches: its last reading beyond. */
  readonly lastBeyond: Micros | null;
}

/** Loss of signal ends nothing: an episode returns where readings say so, or limits that no longer hold. */
export function episodeOf(anomaly: Anomaly): Episode {
  const { id, from, to, severity, current } = anomaly;
  const bound = anomaly.kind === 'LIMIT' || anomaly.kind === 'RATE' ? anomaly.evidence : null;
  const lastBeyond = bound?.lastBeyond ?? null;
  const isWithin = (bound?.readingsWithin ?? 0) >= DEFAULT_CONFORMANCE;
  const returned = isLeftOpen(anomaly) ? null : (to ?? (isWithin ? lastBeyond : null));
  return {
    anomaly: id,
    ...{ from, returned, severity, lastBeyond },
    knownTo: returned ?? current?.asOf ?? to ?? from,
    worstFrom: bound?.worseFrom ?? from,
  };
}

/**
 * The episodes of one alarm, by onset. A limit that latches is one finding however often it is violated; where an
 * operator saw it returned and it was beyond after that, what came after is an episode of its own. Its onset is not kept:
 * the last reading beyond stands for it.
 */
export function episodesOf(anomalies: readonly Anomaly[], actions: readonly AlarmAction[]): Episode[] {
  const seenReturned = actions.flatMap(({ seen }) => (seen.returned ? [seen] : []));
  return anomalies
    .map(episodeOf)
    .flatMap((episode) => {
      const { from, lastBeyond, returned } = episode;
      if (lastBeyond === null) return [episode];
      const cuts = seenReturned.filter(({ to }) => to >= from && to < lastBeyond);
      const cut = cuts.toSorted((a, b) => b.to - a.to)[0];
      if (cut === undefined) return [episode];
      const isWorse = episode.worstFrom > cut.to;
      const before = {
        ...episode,
        ...{ returned: cut.to, knownTo: cut.to, lastBeyond: cut.to },
        ...(isWorse && { severity: cut.severity, worstFrom: from }),
      };
      return [before, { ...episode, from: lastBeyond, worstFrom: lastBeyond, returned }];
    })
    .toSorted((a, b) => a.from - b.from);
}

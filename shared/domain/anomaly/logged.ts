/** Kinds that stand in lists only come by the hundred, and would bury what matters: many of them are counted. */
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import type { AnyAnomaly, Severity } from './anomaly.ts';

type Listed = Pick<AnyAnomaly, 'kind' | 'unit' | 'pair' | 'channels' | 'severity'>;

/** The anomalies of one kind that are counted instead of listed. */
export interface Folded {
  readonly kind: string;
  readonly count: number;
  readonly severity: Severity;
  /** `12 on FU1 temperature`, of each unit and channel. */
  readonly places: readonly string[];
}

const MOST_PLACES = 6;

/** `not drawn: 276 SPIKE (180 on FU1 co2, 96 on GU1 co2)`. */
export function foldedText({ kind, count, places }: Folded): string {
  return `not drawn: ${countText(count, kind, kind)} (${listText(places, ', ', MOST_PLACES)})`;
}

/** So many rows of a kind are still read. */
const MOST_LISTED = 5;

export function foldLogs<A extends Listed>(
  anomalies: readonly A[],
  isLogOnly: (kind: A['kind']) => boolean,
): { readonly listed: readonly A[]; readonly folded: readonly Folded[] } {
  const byKind = Map.groupBy(anomalies, ({ kind }) => kind);
  const cut = [...byKind].filter(([kind, all]) => isLogOnly(kind) && all.length > MOST_LISTED);
  const isCut = new Set(cut.map(([kind]) => kind));
  return {
    listed: anomalies.filter(({ kind }) => !isCut.has(kind)),
    folded: cut.map(([kind, all]) => {
      const places = Map.groupBy(all, ({ unit, pair, channels }) => `${unit ?? pair} ${listText(channels)}`);
      return {
        ...{ kind, count: all.length, severity: all[0]!.severity },
        places: Array.from(places, ([place, here]) => `${here.length} on ${place}`),
      };
    }),
  };
}

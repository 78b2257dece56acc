/** What was found on a channel of a pair: its lane, and where its curves are doubted or open. Pure. */
import type { AnomalyOnWire } from '../../../shared/contract/anomalies.ts';
import { severityNow } from '../../../shared/domain/anomaly/urgency.ts';
import { gapCauseText } from '../../../shared/domain/contacts/cause-text.ts';
import { GAP_CAUSES } from '../../../shared/domain/contacts/told-cause.ts';
import { typedUtc } from '../../../shared/domain/words/instant.ts';
import type { Doubt } from '../chart/series-of.ts';
import type { View } from '../chart/view.ts';
import { type Item, type Lane, microsIn, type Placing, placeOf } from './lanes.ts';

/** Of one channel of the pair or one of its units; what concerns a whole unit concerns each of its channels. */
export function isOfPair({ pair }: Pick<Placing, 'pair'>, channel: string) {
  return ({ unit, pair: of, channels }: AnomalyOnWire): boolean =>
    (of === undefined ? unit === pair.flight || unit === pair.ground : of === pair.id) &&
    (channels.length === 0 || channels.includes(channel));
}

/**
 * @param end where what is ongoing is drawn to
 * @param empty what is said where nothing was found: which detectors looked
 */
export function findingLane(
  placing: Placing,
  anomalies: readonly AnomalyOnWire[],
  end: number,
  empty: string,
): Lane {
  const items = anomalies.map((one): Item => {
    const { kind, unit, pair, from, to } = one;
    const why = causeOf(one);
    const label = `${kind} ${unit ?? pair ?? ''}${why === '' ? '' : `, ${why}`}, ${severityNow(one)}`;
    const span = `${typedUtc(microsIn(from))}${to === null ? ', ongoing' : ` to ${typedUtc(microsIn(to))}`}`;
    return {
      ...stretchOf(placing, one, end),
      label,
      title: `${label}, ${span}`,
      look: 'finding',
      found: one,
    };
  });
  return { name: 'findings', items, empty };
}

/** Why samples lack; empty of what is no gap. */
function causeOf(anomaly: AnomalyOnWire): string {
  if (anomaly.kind !== 'GAP') return '';
  const cause = GAP_CAUSES.find((one) => one === anomaly.evidence.cause);
  return gapCauseText(cause ?? 'UNKNOWN');
}

function stretchOf(
  placing: Placing,
  { unit, from, to }: Pick<AnomalyOnWire, 'unit' | 'from' | 'to'>,
  end: number,
): { readonly from: number; readonly to: number } {
  const begin = placeOf(placing, unit, microsIn(from));
  return { from: begin, to: to === null ? Math.max(begin, end) : placeOf(placing, unit, microsIn(to)) };
}

/** Where a sensor was found standing still: what it says there may be a placeholder. */
export function stillOf(
  placing: Placing,
  anomalies: readonly AnomalyOnWire[],
  unit: string,
  end: number,
): Doubt[] {
  return anomalies
    .filter((one) => one.kind === 'STUCK' && one.unit === unit)
    .map((one) => ({ kind: 'STILL', ...stretchOf(placing, one, end) }));
}

/** Where a series of a unit has nothing to draw, whatever windows lie over it: samples lack, or hold no value. */
export function gapsOf(
  placing: Placing,
  anomalies: readonly AnomalyOnWire[],
  unit: string,
  end: number,
): View[] {
  return anomalies
    .filter((one) => one.unit === unit)
    .filter(({ kind, evidence }) => kind === 'GAP' || (kind === 'DEAD' && evidence.outOfRange === 0))
    .map((one) => stretchOf(placing, one, end));
}

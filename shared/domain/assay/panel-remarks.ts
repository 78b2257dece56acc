/** What qualifies the lanes of a probe panel. */
import { addToMoments, sampleVariance, startMoments } from '../../stats/moments.ts';
import { quoted } from '../quoted.ts';
import { countText } from '../words/count.ts';
import { listText } from '../words/list.ts';
import { countOf, type LaneFactors, type Panel } from './panel.ts';
import type { Remark } from './sample-register.ts';

/** Beyond these the maker's software flags a lane. */
const RANGES = { positive: [0.3, 3], housekeeping: [0.1, 10] } as const;
/** A count is above the background from as many standard deviations of the negative controls on. */
const DEVIATIONS_ABOVE = 2;

export function controlRemarks(controls: number, failed: readonly string[]): Remark[] {
  if (controls === 0) {
    const message =
      'the panel has no positive controls POS_A to POS_E: what differs between lanes is in the counts';
    return [{ code: 'panel.no-controls', message }];
  }
  if (failed.length === 0) return [];
  const message = `${listText(failed.map(quoted), ', ', 12)}: a positive control without a count, so the lane failed and is left out`;
  return [{ code: 'panel.lane-failed', message }];
}

export function housekeepingRemarks(used: readonly string[], zero: readonly string[]): Remark[] {
  const left =
    zero.length === 0
      ? []
      : [
          {
            code: 'panel.housekeeping-zero',
            message: `${listText(zero, ', ', 12)}: no count in some lane, so not used to normalize`,
          },
        ];
  if (used.length > 0) {
    const message = `normalized by ${countText(used.length, 'housekeeping probe')}, whose mean is the same in every lane by that: ${listText(used, ', ', 40)}`;
    return [...left, { code: 'panel.housekeeping', message }];
  }
  const message =
    'the panel has no usable housekeeping probes: how much RNA each lane got is in the folds; name some in references';
  return [...left, { code: 'panel.no-housekeeping', message }];
}

export function farLanes(lanes: readonly LaneFactors[]): Remark[] {
  return (['positive', 'housekeeping'] as const).flatMap((kind) => {
    const [least, most] = RANGES[kind];
    const far = lanes.filter((lane) => lane[kind] < least || lane[kind] > most);
    if (far.length === 0) return [];
    const texts = far.map((lane) => `${quoted(lane.sample)} (${lane[kind].toFixed(2)})`);
    const what = kind === 'positive' ? 'positive-control' : 'housekeeping';
    const message = `lanes with a ${what} factor outside of ${least} to ${most}, which the maker takes for failed: ${listText(texts, ', ', 12)}; they are compared all the same: exclude them, or run them again`;
    return [{ code: `panel.${kind}-factor`, message }];
  });
}

/** Nothing is subtracted; but what is nowhere above the negative controls was not seen. */
export function backgroundRemark(panel: Panel, lanes: readonly number[]): Remark[] {
  const { features, classes } = panel;
  const bounds = lanes.map((lane) => {
    const moments = startMoments();
    classes.forEach((of, row) => {
      if (of === 'Negative') addToMoments(moments, countOf(panel, row, lane));
    });
    return moments.mean + DEVIATIONS_ABOVE * Math.sqrt(sampleVariance(moments) ?? Number.NaN);
  });
  const genes = features.flatMap((name, row) => (classes[row] === 'Endogenous' ? [{ name, row }] : []));
  const below = genes.filter(({ row }) => lanes.every((lane, i) => countOf(panel, row, lane) <= bounds[i]!));
  if (below.length === 0) return [];
  const message = `${below.length} of ${countText(genes.length, 'gene')} ${below.length === 1 ? 'is' : 'are'} above the negative controls (their mean and ${DEVIATIONS_ABOVE} standard deviations) in no lane: ${listText(
    below.map(({ name }) => name),
    ', ',
    12,
  )}; no background is subtracted`;
  return [{ code: 'panel.background', message }];
}

/** Touching objects of a label image cut apart, but no trench cut into pieces. */
import { geodesicLength } from './geodesic-length.ts';
import { elongationOf } from './measure-region.ts';
import type { PitParameters, SplitRule, TrenchRule } from './pit-parameters.ts';
import { Boxes, type Region } from './region.ts';
import { type Split, splitByWatershed } from './watershed.ts';

export interface Labelled {
  readonly width: number;
  /** Written to: the first part of an object keeps its label, the others get new ones behind the last. */
  readonly labels: Int32Array;
  readonly count: number;
}

export interface Parts {
  /** How many labels there are then. */
  readonly count: number;
  /** Labels of objects that are nowhere so far from their edge as a maximum must rise: they have none. */
  readonly thin: ReadonlySet<number>;
}

export function splitTouching(
  { width, labels, count }: Labelled,
  { hPx, neckRatio }: SplitRule,
  { trench, minAreaPx }: PitParameters,
): Parts {
  const boxes = new Boxes(labels, width, count);
  const thin = new Set<number>();
  let last = count;
  for (let label = 1; label <= count; label++) {
    const region = boxes.region(label);
    const apart = splitByWatershed(region, { hPx, neckRatio: 1, minAreaPx });
    // Most objects are one anyway: how long they are need not be known.
    const isTrench = apart.count > 1 && isElongated(region, trench);
    const parts = isTrench ? splitByWatershed(region, { hPx, neckRatio, minAreaPx }) : apart;
    if (parts.peakPx < hPx) thin.add(label);
    if (parts.count > 1) last = write(labels, width, region, parts, last);
  }
  return { count: last, thin };
}

const isElongated = (region: Region, { minElongation }: TrenchRule) =>
  elongationOf(region.area, geodesicLength(region)) >= minElongation;

function write(
  labels: Int32Array,
  width: number,
  region: Region,
  { count, parts }: Split,
  last: number,
): number {
  for (let i = 0; i < parts.length; i++) {
    if (parts[i]! < 2) continue;
    const [x, y] = [i % region.width, Math.floor(i / region.width)];
    labels[(region.top + y) * width + region.left + x] = last + parts[i]! - 1;
  }
  return last + count - 1;
}

/** Whether objects differ from the rest of an image as objects do, or a threshold cut noise, texture or uneven light. */
import { countText, groupedText } from '../../words/count.ts';
import { significantText } from '../../words/figure.ts';
import type { ObjectShape } from './measure-region.ts';
import type { GreyImage } from './pixel-grid.ts';

/** What a threshold came to. */
export interface Segmented {
  /** The values that were cut. */
  readonly image: GreyImage;
  /** Whether objects are above the threshold. */
  readonly areHigh: boolean;
  /** Per pixel its object, from 1 in the order of the objects; 0 of the rest. */
  readonly labels: Int32Array | Uint8Array;
  readonly objects: readonly Pick<ObjectShape, 'areaPx' | 'meanWidthPx'>[];
}

/** Why there are no two classes. Differences are in grey levels. */
export type OneClass =
  | { readonly reason: 'nothing' }
  | { readonly reason: 'rounding'; readonly difference: number }
  | {
      readonly reason: 'no-edge';
      readonly difference: number;
      readonly objects: number;
      readonly areaShare: number;
    }
  | { readonly reason: 'within'; readonly step: number; readonly ratio: number }
  | { readonly reason: 'blocks'; readonly share: number };

/** So much of the difference between objects and the rest lies at an edge. */
const LEAST_AT_EDGE = 0.5;
/** Of the objects, or of their area, may lack one: pits that touch a shadow. */
const MOST_WITHOUT = 0.1;
/**
 * A symmetric distribution with one mode, cut there, has means of both halves that differ by √12 of the standard deviation
 * within them at most. By Khinchine (1938) each half is a mixture of uniform distributions that begin at the cut, with means
 * E a/2 and mean squares E a²/3: the difference is E a, the variance at least (E a)²/3 − (E a)²/4. An even ramp has √12 =
 * 3.46, and patches of any level, a few hundred of them, have 3.0 to 3.67 by chance. Pits in noise of a fifth of their
 * contrast have 4.2.
 */
const LEAST_RATIO = 3.75;
/** Outlines of what was found in a picture lie at every fourth column and row in a quarter of their places. */
const GRID_PX = 4;
const MOST_ON_GRID = 0.9;
/** The sides of a few squares may lie so by chance. */
const FEWEST_ON_GRID = 10;
/** Across an outline the pixels so far from it on either side are compared. */
const REACH = { least: 1, usual: 2, most: 8, ofWidth: 1 / 8, thinPx: 4 } as const;

/**
 * Null where there are two classes. What is compared is the mean step Δ of the grey level across the outlines, between two
 * pixels some way apart, less the one level that rounding makes of any slope.
 *
 * The pixels beside an outline are taken whatever class they are of. Means of the classes are not: a threshold makes them
 * differ whatever it cuts, by 3.5 standard deviations of what is left in an even ramp or in uniform noise. In noise Δ is
 * about 0, on uneven light it is the slope over some pixels.
 *
 * Two things are asked. Of nine tenths of the objects, by number and by area, Δ is at least half of the difference D between
 * the means of objects and rest. And in the mean of all outlines Δ is at least 3.75 standard deviations within objects
 * and rest, which texture, however coarse, does not reach: its Δ is D at most.
 *
 * After Weszka and Rosenfeld 1978, IEEE Trans. SMC 8:622, who judge a threshold by the pixels beside the edges it makes.
 *
 * @returns null also where all is one object
 */
export function oneClass(segmented: Segmented): OneClass | null {
  const { image, objects } = segmented;
  const { difference, within } = classesOf(segmented);
  const { sums, counts, onGrid } = stepsOf(segmented);
  const count = counts.reduce((sum, one) => sum + one, 0);
  // Of nothing, or of all, there is no outline.
  if (count === 0) return objects.every(({ areaPx }) => areaPx === 0) ? { reason: 'nothing' } : null;
  const leastStep = LEAST_AT_EDGE * difference;
  const rounding = image.bits === 1 || image.values instanceof Float32Array ? 0 : 1;
  if (difference - rounding < leastStep) return { reason: 'rounding', difference };
  const judged = objects.map(({ areaPx }, i) => ({ areaPx, step: sums[i + 1]! / counts[i + 1]! - rounding }));
  // An object between others, from which it was cut, has no outline of its own: its step is none.
  const without = judged.filter(({ step }) => step < leastStep);
  const areaShare = areaOf(without) / areaOf(judged);
  if (without.length > MOST_WITHOUT * objects.length || areaShare > MOST_WITHOUT)
    return { reason: 'no-edge', difference, objects: without.length, areaShare };
  const step = sums.reduce((sum, one) => sum + one, 0) / count - rounding;
  if (step < LEAST_RATIO * within) return { reason: 'within', step, ratio: step / within };
  return onGrid > MOST_ON_GRID && objects.length >= FEWEST_ON_GRID
    ? { reason: 'blocks', share: onGrid }
    : null;
}

const areaOf = (objects: readonly { readonly areaPx: number }[]): number =>
  objects.reduce((sum, { areaPx }) => sum + areaPx, 0);

/** How far apart the means of objects and of the rest are, and the standard deviation about these. */
function classesOf({ image: { values }, labels }: Segmented): { difference: number; within: number } {
  const { length } = values;
  // About one of them, since squares of 16 bits lose what is small.
  const about = values[0]!;
  let [sum, squares, inside, sumInside] = [0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const value = values[i]! - about;
    sum += value;
    squares += value * value;
    if (labels[i] === 0) continue;
    inside += 1;
    sumInside += value;
  }
  const mean = sumInside / inside;
  const meanOfRest = inside === length ? mean : (sum - sumInside) / (length - inside);
  const aboutMeans = squares - inside * mean ** 2 - (length - inside) * meanOfRest ** 2;
  return { difference: Math.abs(mean - meanOfRest), within: Math.sqrt(Math.max(0, aboutMeans) / length) };
}

/** Per label the sum of the steps across its outline, along rows and columns, and how many there are; how many lie on a grid. */
function stepsOf({ image, areHigh, labels, objects }: Segmented) {
  const { width, height, values } = image;
  const reaches = [0, ...objects.map(({ meanWidthPx }) => reachOf(meanWidthPx))];
  const [sums, counts] = [new Float64Array(reaches.length), new Float64Array(reaches.length)];
  const [atColumns, atRows] = [new Float64Array(GRID_PX), new Float64Array(GRID_PX)];
  /** Between a pixel and the next one, of a line that has so many and begins at `start`. */
  const add = (start: number, stride: number, at: number, length: number) => {
    const label = labels[start + at * stride]!;
    const object = label === 0 ? labels[start + (at + 1) * stride]! : label;
    const reach = reaches[object]!;
    const before = values[start + Math.max(0, at - reach) * stride]!;
    const behind = values[start + Math.min(length - 1, at + 1 + reach) * stride]!;
    sums[object]! += (label === 0) === areHigh ? behind - before : before - behind;
    counts[object]!++;
  };
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const isRest = labels[i] === 0;
      if (x + 1 < width && isRest !== (labels[i + 1] === 0)) {
        add(y * width, 1, x, width);
        atColumns[x % GRID_PX]!++;
      }
      if (y + 1 < height && isRest !== (labels[i + width] === 0)) {
        add(x, width, y, height);
        atRows[y % GRID_PX]!++;
      }
    }
  return { sums, counts, onGrid: onGridOf([atColumns, atRows]) };
}

/** The blocks of an image may begin anywhere: it was cut out of a larger one. */
function onGridOf(places: readonly Float64Array[]): number {
  const all = places.reduce((sum, own) => sum + own.reduce((own, one) => own + one, 0), 0);
  return places.reduce((sum, own) => sum + Math.max(...own), 0) / all;
}

/** Edges of a large object may be wide on an image of many pixels, and a thin one ends behind the next pixel. */
function reachOf(widthPx: number): number {
  if (widthPx < REACH.thinPx) return REACH.least;
  return Math.min(REACH.most, Math.max(REACH.usual, Math.round(REACH.ofWidth * widthPx)));
}

/** Of one object that is all that lies beyond a threshold: they have no shape. */
export const asSpecks = (areaPx: number): Segmented['objects'] => [{ areaPx, meanWidthPx: 1 }];

/** @param of how many objects there are, 0 where specks alone were judged */
export function oneClassText(found: OneClass, of: number): string {
  if (found.reason === 'nothing') return 'nothing stands out of the background';
  if (found.reason === 'rounding')
    return `objects and the rest differ by ${levelsText(found.difference)}, which rounding alone makes of an even slope (of an image that is a mask already say so, threshold: { method: two-level })`;
  if (found.reason === 'within')
    return `across the outlines the image changes by ${levelsText(found.step)}, ${significantText(found.ratio, 2)} times the standard deviation within objects and within the rest (expected at least ${LEAST_RATIO}, which texture without any object does not reach)`;
  if (found.reason === 'blocks')
    return `${significantText(100 * found.share, 2)} % of the outlines run along a grid of ${GRID_PX} pixels, as those of the blocks that JPEG makes of an even background, or of an image that was enlarged`;
  const { objects, areaShare, difference } = found;
  const which =
    of === 0
      ? 'what lies beyond the threshold are specks without an edge'
      : `${groupedText(objects)} of ${countText(of, 'object')}, ${significantText(100 * areaShare, 2)} % of what is eroded, ${objects === 1 ? 'has' : 'have'} no edge`;
  return `${which}: across the outline the image changes by less than half of the ${levelsText(difference)} between objects and the rest, as where a threshold cuts noise or uneven light`;
}

const levelsText = (difference: number): string => {
  const text = significantText(difference, 3);
  return `${text} grey level${text === '1' ? '' : 's'}`;
};

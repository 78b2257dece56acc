/** Which pixels of an image are of objects: two levels, one value for all wells, or a threshold of the image itself. */
import { Refusal } from '../../refusal.ts';
import { standingOut } from './background.ts';
import { type Levels, levelsOf } from './image-content.ts';
import { otsu } from './otsu.ts';
import type { PitParameters } from './pit-parameters.ts';
import type { GreyImage } from './pixel-grid.ts';

export interface Foreground {
  /** 1 where an object is, else 0. */
  readonly inside: Uint8Array;
  /** Values above it are bright, as stored, or stand out of the background; null of two levels. */
  readonly threshold: number | null;
  /** The values that were cut: of the image, or how far they stand out of its background. */
  readonly image: GreyImage;
  /** Whether objects are above the threshold. */
  readonly areHigh: boolean;
}

/** Fails with `image.not-two-level` where two levels were announced and there are more. */
export function foregroundOf(image: GreyImage, levels: Levels, parameters: PitParameters): Foreground {
  const { background, threshold } = parameters;
  const areHigh = (parameters.foreground === 'bright') !== image.isWhiteZero;
  if (threshold.method === 'two-level') {
    refuseMoreLevels(levels);
    return { inside: above(image, levels.least, areHigh), threshold: null, image, areHigh };
  }
  const flat =
    background === null ? image : standingOut(image, background.windowPx, areHigh ? 'high' : 'low');
  const value = threshold.method === 'fixed' ? threshold.value : ofItself(flat, levels);
  const isAbove = background !== null || areHigh;
  return { inside: above(flat, value, isAbove), threshold: value, image: flat, areHigh: isAbove };
}

function ofItself(image: GreyImage, levels: Levels): number {
  const range = levelsOf(image);
  // A background that takes everything away leaves nothing above it.
  return range.distinct === 1 ? Math.max(levels.most, range.most) : otsu(image.values, range);
}

function above({ values }: GreyImage, threshold: number, areHigh: boolean): Uint8Array {
  const inside = new Uint8Array(values.length);
  const [high, low] = areHigh ? [1, 0] : [0, 1];
  for (let i = 0; i < values.length; i++) inside[i] = values[i]! > threshold ? high : low;
  return inside;
}

function refuseMoreLevels({ distinct, least, most }: Levels): void {
  if (distinct === 2) return;
  const sentence = `expected an image of two grey levels, got more between ${least} and ${most}: give a threshold (one value for all wells), or Otsu's`;
  throw new Refusal('invalid', 'image.not-two-level', sentence);
}

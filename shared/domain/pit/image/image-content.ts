/** What an image holds, judged before it is measured. */
import { Refusal } from '../../refusal.ts';
import { groupedText } from '../../words/count.ts';
import { components } from './components.ts';
import type { GreyImage } from './pixel-grid.ts';

export interface Levels {
  readonly least: number;
  readonly most: number;
  /** How many different values there are, counted up to 3. */
  readonly distinct: 1 | 2 | 3;
}

/** Fails with `image.not-a-number` where a value is none: floats may be NaN or infinite. */
export function levelsOf({ width, values }: GreyImage): Levels {
  let [least, most] = [values[0]!, values[0]!];
  let hasOthers = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) throw notANumber(i, width, value);
    if (value === least || value === most) continue;
    if (least !== most) hasOthers = true;
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  return { least, most, distinct: least === most ? 1 : hasOthers ? 3 : 2 };
}

function notANumber(i: number, width: number, value: number): Refusal {
  const place = `column ${(i % width) + 1} of row ${Math.floor(i / width) + 1}`;
  const sentence = `expected a number in every pixel, got ${value} in ${place}: export the image again as 8 or 16 bits`;
  return new Refusal('invalid', 'image.not-a-number', sentence);
}

/** Fails with `image.one-grey-level`: such an image was never exposed, or its export lost it. */
export function refuseOneLevel(image: GreyImage, { least, distinct }: Levels): void {
  if (distinct > 1) return;
  const sentence = `expected an image with different grey levels, got one (${least}) in all ${groupedText(image.values.length)} pixels of ${image.bits} bits: export the image again`;
  throw new Refusal('invalid', 'image.one-grey-level', sentence);
}

/** An image of fewer values may be one of three grey levels. */
const FEWEST_LABELS = 3;

/** Fails with `image.is-labels` where an image is one of labels, whose numbers are names and no grey levels. */
export function refuseLabels(image: GreyImage): void {
  const labels = labelsIn(image);
  if (labels === null) return;
  const sentence = `expected an image, got a label image: each of its ${groupedText(labels)} values above 0 is one region; send it as a mask, under a name that fits masks.match of the assay`;
  throw new Refusal('invalid', 'image.is-labels', sentence);
}

/** How many labels an image has whose every value above 0 is one region of equal pixels; null of any other image. */
function labelsIn({ width, values }: GreyImage): number | null {
  const seen = new Set<number>();
  let [inside, runs] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === 0) continue;
    if (value < 0 || !Number.isInteger(value)) return null;
    inside += 1;
    if (i % width === 0 || values[i - 1] !== value) {
      runs += 1;
      seen.add(value);
    }
    // Of a photograph most pixels differ from the one before: it is no label image after its first rows.
    if (runs > 1000 && 2 * runs > inside) return null;
  }
  if (seen.size < FEWEST_LABELS || inside === values.length) return null;
  return components(values, width, 8).count === seen.size ? seen.size : null;
}

/** What so many units can show, in words: which experiments, of what, and how often. */
import { significantText } from '../words/figure.ts';
import { spokenUnit } from '../words/spoken-unit.ts';
import type { Scale } from './arms-asked.ts';

/** Beyond, no one would call it a size that a design can tell: few treatments do more, and these need no test. */
const MOST_RATIO = 10;

/**
 * @param size that is found in eight of ten experiments at 5 % (`detectableEffect`): a difference, or a ratio above 1
 * @param of `units`: how many are compared, as `3 against 3 units`
 */
export function minimumDetectableText(
  size: number,
  {
    scale,
    units,
    ucum,
  }: { readonly scale: Scale; readonly units: string; readonly ucum?: string | undefined },
): string {
  const apart = 'with units as far apart as these,';
  if (scale === 'difference')
    return `${apart} ${units} find a true difference of ${significantText(size, 2)}${spokenUnit(ucum)} or more in 8 of 10 experiments`;
  if (size > MOST_RATIO)
    return `${apart} ${units} miss even a tenfold difference in more than 2 of 10 experiments: this design cannot tell`;
  // Of 1.08 two digits are 1.1, which is another effect.
  const digits = size < 2 ? 3 : 2;
  return `${apart} ${units} find a true ratio of ${significantText(size, digits)} or more (or ${significantText(1 / size, 2)} or less) in 8 of 10 experiments`;
}

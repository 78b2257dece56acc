/** A mask that a person made instead of ours: measured by the same functions, never cut apart by us. */
import { Refusal } from '../../refusal.ts';
import { components } from './components.ts';
import { levelsOf } from './image-content.ts';
import { measureObjects, type PitMeasurement } from './measure-pits.ts';
import type { PitParameters } from './pit-parameters.ts';
import type { GreyImage } from './pixel-grid.ts';

/**
 * Of two levels, 0 and another, each component above 0 is an object; of more, each value above 0 is one (a label image),
 * in the order of their values. Values are as stored. The rule for specks holds; objects are not cut apart.
 *
 * Fails with `mask.size` where the mask has another size than the image, with `mask.no-labels` where its values are no
 * whole numbers from 0 on or none is 0, and as `measurePits` does for its objects.
 *
 * @param of the image that the mask is of, where there is one
 */
export function measureMask(
  mask: GreyImage,
  parameters: PitParameters,
  of: { readonly width: number; readonly height: number } | null,
): PitMeasurement {
  const { width, height } = mask;
  if (of !== null && (of.width !== width || of.height !== height))
    throw refused(
      'size',
      `expected a mask of ${of.width} × ${of.height} pixels, as its image, got ${width} × ${height}: export it without scaling`,
    );
  const { least, distinct } = levelsOf(mask);
  if (least !== 0 && !(least > 0 && distinct === 1))
    throw refused(
      'no-labels',
      `expected 0 where no object is, got no pixel of 0: the least value is ${least}`,
    );
  const found = distinct < 3 ? components(mask.values, width, parameters.connectivity) : labelled(mask);
  const measured = measureObjects({ width, height, ...found }, parameters, { isCut: false });
  return { ...measured, warnings: [...measured.warnings, ...emptyWarning(found.count)] };
}

function labelled({ values }: GreyImage): { labels: Int32Array<ArrayBuffer>; count: number } {
  const seen = new Set<number>();
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) seen.add(values[i]!);
  seen.delete(0);
  for (const value of seen)
    if (!Number.isInteger(value) || value < 0)
      throw refused('no-labels', `expected labels, whole numbers from 0 on, got ${value}`);
  const places = new Map([...seen].toSorted((a, b) => a - b).map((value, i) => [value, i + 1]));
  return { count: places.size, labels: Int32Array.from(values, (value) => places.get(value) ?? 0) };
}

function emptyWarning(count: number): PitMeasurement['warnings'] {
  if (count > 0) return [];
  const message = 'the mask has no object: the slice counts as looked at, with no pit';
  return [{ code: 'mask.empty', message }];
}

function refused(what: string, sentence: string): Refusal {
  return new Refusal('invalid', `mask.${what}`, sentence);
}

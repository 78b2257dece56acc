/** A mask that a person made instead of ours: measured by the same functions, never cut apart by us. */
import { Refusal } from '../../refusal.ts';
import { groupedText } from '../../words/count.ts';
import { type Components, components } from './components.ts';
import { levelsOf } from './image-content.ts';
import { measureObjects, type PitMeasurement } from './measure-pits.ts';
import type { PitParameters } from './pit-parameters.ts';
import type { GreyImage } from './pixel-grid.ts';

/**
 * Of two levels, 0 and another, each component above 0 is an object; of more, each value above 0 is one (a label image),
 * in the order of their values. Values are as stored. The rule for specks holds; objects are not cut apart.
 *
 * Fails with `mask.no-labels` where its values are no whole numbers from 0 on or none is 0, with `mask.scattered` where they
 * are no labels but levels of grey or classes, and as `measurePits` does for its objects. Warns with `mask.labels-apart` where
 * a value lies in several regions, and with `mask.empty`.
 */
export function measureMask(mask: GreyImage, parameters: PitParameters): PitMeasurement {
  const { width, height } = mask;
  const { least, distinct } = levelsOf(mask);
  if (least !== 0 && !(least > 0 && distinct === 1))
    throw refused(
      'no-labels',
      `expected 0 where no object is, got no pixel of 0: the least value is ${least}`,
    );
  const { warnings, ...found } =
    distinct < 3
      ? { ...components(mask.values, width, parameters.connectivity), warnings: [] }
      : labelled(mask);
  const measured = measureObjects({ width, height, ...found }, parameters, { isCut: false });
  const { length } = measured.objects;
  return { ...measured, warnings: [...measured.warnings, ...warnings, ...emptyWarning(length)] };
}

/**
 * So many regions a label may have in the mean: a pit that a scratch cuts has two. Of a photograph, of a mask with soft edges,
 * and of one whose values are classes (1 for every pit, 2 for every trench) values have many more.
 */
const MOST_REGIONS = 2;

function labelled({ values, width }: GreyImage): Components & Pick<PitMeasurement, 'warnings'> {
  const seen = new Set<number>();
  for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) seen.add(values[i]!);
  seen.delete(0);
  for (const value of seen)
    if (!Number.isInteger(value) || value < 0)
      throw refused('no-labels', `expected labels, whole numbers from 0 on, got ${value}`);
  const { count: regions, labels } = components(values, width, 8);
  if (regions > MOST_REGIONS * seen.size)
    throw refused(
      'scattered',
      `expected a value of its own for each object, got ${groupedText(seen.size)} values above 0 in ${groupedText(regions)} regions: number the objects, or send two levels, 0 and another, where no objects touch`,
    );
  const places = new Map([...seen].toSorted((a, b) => a - b).map((value, i) => [value, i + 1]));
  // In the place of the regions, and of a run of pixels looked up once: a mask may have 36 million.
  for (let i = 0; i < values.length; i++)
    labels[i] = i > 0 && values[i] === values[i - 1] ? labels[i - 1]! : (places.get(values[i]!) ?? 0);
  return { count: places.size, labels, warnings: apartWarning(places.size, regions) };
}

/** Classes on few objects pass for labels of pits that are cut: only who drew them knows. */
function apartWarning(values: number, regions: number): PitMeasurement['warnings'] {
  if (regions <= values) return [];
  const message = `${groupedText(values)} value${values === 1 ? '' : 's'} above 0 lie${values === 1 ? 's' : ''} in ${groupedText(regions)} regions, and each value counts as one object: where several objects share a value, number them, or send two levels, 0 and another, where no objects touch`;
  return [{ code: 'mask.labels-apart', message }];
}

function emptyWarning(count: number): PitMeasurement['warnings'] {
  if (count > 0) return [];
  const message = 'the mask has no object: it says that somebody looked, and that there was no pit';
  return [{ code: 'mask.empty', message }];
}

function refused(what: string, sentence: string): Refusal {
  return new Refusal('invalid', `mask.${what}`, sentence);
}

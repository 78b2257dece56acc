/** What a measurement says where it found nothing. */
import { countText, groupedText } from '../../words/count.ts';
import { significantText } from '../../words/figure.ts';
import type { Foreground } from './foreground.ts';
import type { Levels } from './image-content.ts';
import type { Specks } from './label-image.ts';
import type { PitParameters } from './pit-parameters.ts';

interface Found {
  readonly parameters: PitParameters;
  readonly imagePx: number;
  readonly objects: readonly unknown[];
  /** That count. */
  readonly pits: number;
  readonly trenches: number;
  readonly specks: Specks;
}

interface Said {
  readonly code: string;
  readonly message: string;
}

/** Whoever gives one value for all wells may have given that of an image of other bits. */
export function oneSidedWarning(
  foregroundPx: number,
  { least, most }: Levels,
  { threshold, foreground }: PitParameters,
): Said[] {
  if (foregroundPx > 0 || threshold.method !== 'fixed') return [];
  const message = `nothing is ${foreground} by the threshold ${threshold.value}, so that no pit was found: the values of the image are ${least} to ${most}`;
  return [{ code: 'image.nothing-beyond', message }];
}

/** That nothing was found, is said with what was looked for: an empty answer would pass for an untouched slice. */
export function nothingWarning(
  { objects, pits, trenches, specks, imagePx, parameters }: Found,
  { threshold }: Pick<Foreground, 'threshold'>,
): Said[] {
  const where = `in ${countText(imagePx, 'pixel')} looked at`;
  const told = (message: string) => [{ code: 'image.no-object', message }];
  if (objects.length === 0) {
    const left =
      specks.count === 0 ? '' : ` (${countText(specks.count, 'speck')} left out, being smaller or thinner)`;
    return told(`no object ${soughtText(parameters, threshold)} was found ${where}${left}`);
  }
  if (pits + trenches > 0) return [];
  return told(
    `no object that counts was found ${where}: edge: ${parameters.edge} leaves out all ${groupedText(objects.length)}, which touch an edge`,
  );
}

function soughtText({ minAreaPx, foreground, background }: PitParameters, threshold: number | null): string {
  const large = `of at least ${groupedText(minAreaPx)} px`;
  if (threshold === null) return `${large} that is ${foreground}`;
  const side = foreground === 'dark' ? 'darker' : 'brighter';
  const value = significantText(threshold, 6);
  return background === null
    ? `${large} ${side} than ${value}`
    : `${large} more than ${value} ${side} than its background`;
}

/** From an image, or from a mask that a person drew, to pits and trenches: image → foreground → objects → numbers. */
import { Refusal } from '../../refusal.ts';
import { countText, groupedText } from '../../words/count.ts';
import { significantText } from '../../words/figure.ts';
import { components } from './components.ts';
import { fillHoles } from './fill-holes.ts';
import { type Foreground, foregroundOf } from './foreground.ts';
import { type Levels, levelsOf, refuseLabels, refuseOneLevel } from './image-content.ts';
import { keepLabels, type LabelImage, type Specks } from './label-image.ts';
import { measureRegion, type ObjectShape } from './measure-region.ts';
import { MOST_FOREGROUND } from './most-foreground.ts';
import { besideSlice, drawnObjects, linesMissing } from './not-of-slice.ts';
import { nothingWarning, oneSidedWarning } from './nothing-found.ts';
import type { PitParameters } from './pit-parameters.ts';
import type { GreyImage } from './pixel-grid.ts';
import { Boxes } from './region.ts';
import { type Labelled, splitTouching } from './split-touching.ts';
import { asSpecks, oneClass, oneClassText } from './two-classes.ts';

export interface PitObject extends ObjectShape {
  /** In the label image. */
  readonly label: number;
  readonly kind: 'pit' | 'trench';
  /** By the edge rule; its area is eroded in any case. */
  readonly isCounted: boolean;
}

export interface PitMeasurement {
  readonly parameters: PitParameters;
  readonly imagePx: number;
  readonly threshold: number | null;
  /** Pixels of the foreground, specks too, before holes were filled. */
  readonly foregroundPx: number;
  /** Pixels of holes that are too small to be substrate; `foregroundPx` and these are `erodedPx` and the specks. */
  readonly filledPx: number;
  /** Connected components before the smallest were left out and touching ones cut. */
  readonly components: number;
  /** Components that are too small, or too thin to have a maximum of the distance: no objects. */
  readonly specks: Specks;
  /** Pixels of all objects, whether they are counted or not. */
  readonly erodedPx: number;
  readonly pits: number;
  readonly trenches: number;
  readonly objects: readonly PitObject[];
  readonly labels: LabelImage;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** More are noise, and the label image has 16 bits. */
export const MOST_OBJECTS = 65_535;
/** Distances and ways within an object take up to 21 bytes per pixel of its box. */
const MOST_OBJECT_PX = 16_777_216;

/**
 * Fails with `image.one-grey-level`, `image.is-labels`, `image.not-two-level`, `image.not-a-number` or
 * `image.too-many-objects` or `image.object-too-large`.
 */
export function measurePits(image: GreyImage, parameters: PitParameters): PitMeasurement {
  const levels = levelsOf(image);
  refuseOneLevel(image, levels);
  refuseLabels(image);
  const { measured, foreground, ...px } = cutAt(image, levels, parameters);
  const warnings = [
    ...measured.warnings,
    // Of two levels a person has said already what is an object.
    ...(levels.distinct > 2 ? notOfSlice(image, measured.objects) : []),
    ...classesWarning(measured, foreground, px.foregroundPx),
    ...oneSidedWarning(px.foregroundPx, levels, parameters),
    ...nothingWarning(measured, foreground),
  ];
  const missed = measured.objects.length === 0 ? missedWarning(image, levels, parameters) : [];
  return { ...measured, ...px, threshold: foreground.threshold, warnings: [...warnings, ...missed] };
}

function cutAt(image: GreyImage, levels: Levels, parameters: PitParameters) {
  const foreground = foregroundOf(image, levels, parameters);
  const foregroundPx = foreground.inside.reduce((sum, one) => sum + one, 0);
  const filledPx = fillHoles(foreground.inside, image.width, parameters);
  const found = components(foreground.inside, image.width, parameters.connectivity);
  const measured = measureObjects({ ...image, ...found }, parameters, { isCut: parameters.split !== null });
  return { measured, foreground, foregroundPx, filledPx };
}

const notOfSlice = (image: GreyImage, objects: readonly PitObject[]): PitMeasurement['warnings'] => {
  const missing = linesMissing(image);
  return missing.length > 0 ? missing : drawnObjects(image, objects);
};

/** One value for all wells finds nothing on an image that was exposed otherwise, which would pass for an untouched slice. */
function missedWarning(
  image: GreyImage,
  levels: Levels,
  parameters: PitParameters,
): PitMeasurement['warnings'] {
  if (parameters.threshold.method !== 'fixed') return [];
  const own: PitParameters = { ...parameters, threshold: { method: 'otsu' } };
  const { measured, foreground } = cutAt(image, levels, own);
  const { objects, labels, warnings } = measured;
  if (objects.length === 0 || warnings.length > 0) return [];
  const { image: cut, areHigh, threshold } = foreground;
  if (oneClass({ image: cut, areHigh, labels: labels.labels, objects }) !== null) return [];
  const message = `nothing was found by the threshold ${parameters.threshold.value}, and ${countText(objects.length, 'object')} with an edge by one of the image itself (Otsu's, ${significantText(threshold!, 6)}): look whether it was exposed as the others were, and has as many bits`;
  return [{ code: 'image.threshold-misses', message }];
}

/** @param isCut whether touching objects are cut apart: not those that a person labelled */
export function measureObjects(
  { width, height, labels, count }: LabelImage,
  parameters: PitParameters,
  { isCut }: { isCut: boolean },
): PitMeasurement {
  const { objects, specks } = objectsIn({ width, labels, count }, parameters, isCut);
  const imagePx = width * height;
  const erodedPx = objects.reduce((sum, { areaPx }) => sum + areaPx, 0);
  const counted = objects.filter(({ isCounted }) => isCounted);
  const trenches = counted.filter(({ kind }) => kind === 'trench').length;
  return {
    ...{ parameters, imagePx, threshold: null, foregroundPx: erodedPx + specks.areaPx, components: count },
    filledPx: 0,
    ...{ specks, erodedPx, pits: counted.length - trenches, trenches, objects },
    labels: { width, height, count: objects.length, labels },
    warnings: erodedWarning(erodedPx, { width, height, count: objects.length, labels }),
  };
}

/** The labels are written anew. */
function objectsIn(
  { width, labels, count }: Labelled,
  parameters: PitParameters,
  isCut: boolean,
): { objects: PitObject[]; specks: Specks } {
  const { minAreaPx, split } = parameters;
  const large = keepLabels({ labels, count }, width, (areaPx) => {
    refuseLarge(areaPx);
    return areaPx >= minAreaPx;
  });
  refuseMany(large.count);
  let [kept, specks] = [large.count, large.leftOut];
  if (isCut && split !== null) {
    const parts = splitTouching({ width, labels, count: large.count }, split, parameters);
    const thick = keepLabels({ labels, count: parts.count }, width, (_, label) => !parts.thin.has(label));
    refuseMany(thick.count);
    kept = thick.count;
    specks = {
      count: specks.count + thick.leftOut.count,
      areaPx: specks.areaPx + thick.leftOut.areaPx,
    };
  }
  const boxes = new Boxes(labels, width, kept);
  return { objects: Array.from({ length: kept }, (_, i) => objectOf(i + 1, boxes, parameters)), specks };
}

function objectOf(label: number, boxes: Boxes, { trench, edge }: PitParameters): PitObject {
  const region = boxes.region(label);
  const shape = measureRegion(region);
  const isCounted =
    edge === 'count' || (edge === 'exclude' ? !shape.touchesEdge : !region.touches.rightOrBottom);
  const kind = shape.elongation >= trench.minElongation ? 'trench' : 'pit';
  return { label, kind, isCounted, ...shape };
}

function refuseMany(count: number): void {
  if (count <= MOST_OBJECTS) return;
  const sentence = `expected at most ${groupedText(MOST_OBJECTS)} objects, got ${groupedText(count)}: the threshold lies within the noise, or the smallest area is too small`;
  throw new Refusal('invalid', 'image.too-many-objects', sentence);
}

function refuseLarge(areaPx: number): void {
  if (areaPx <= MOST_OBJECT_PX) return;
  const sentence = `expected objects of at most ${groupedText(MOST_OBJECT_PX)} pixels, got one of ${groupedText(areaPx)}: look whether foreground and background are exchanged, or send the image in tiles`;
  throw new Refusal('invalid', 'image.object-too-large', sentence);
}

/** Where no object was found by a threshold of the image itself, what was cut are its specks. */
function classesWarning(
  { objects, labels, parameters: { threshold } }: PitMeasurement,
  { image, areHigh, inside }: Foreground,
  foregroundPx: number,
): PitMeasurement['warnings'] {
  const isOfItself = threshold.method === 'otsu';
  if (threshold.method === 'two-level' || (objects.length === 0 && !isOfItself)) return [];
  const found =
    objects.length > 0
      ? oneClass({ image, areHigh, labels: labels.labels, objects })
      : oneClass({ image, areHigh, labels: inside, objects: asSpecks(foregroundPx) });
  if (found === null) return [];
  const todo = isOfItself ? ': one value for all wells may tell them apart' : '';
  const message = `no two classes of pixels (${oneClassText(found, objects.length)})${todo}`;
  return [{ code: 'image.no-two-classes', message }];
}

function erodedWarning(erodedPx: number, labels: LabelImage): PitMeasurement['warnings'] {
  const imagePx = labels.width * labels.height;
  if (erodedPx <= MOST_FOREGROUND * imagePx) return besideSlice(labels);
  const message = `${countText(erodedPx, 'pixel')} of ${groupedText(imagePx)} are eroded: look whether foreground and background are exchanged`;
  return [{ code: 'image.mostly-foreground', message }];
}

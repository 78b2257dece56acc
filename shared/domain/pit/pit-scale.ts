/** How wide a pixel is, and who says so. There is no default: without a source areas are not told. */

import type { PitImage, PitTable } from '../assay/pit-table.ts';
import type { Remark } from '../assay/sample-register.ts';
import type { SheetTable } from '../assay/tables.ts';
import { SCALE_BAND, type Scale } from '../experiment/pit-schema.ts';
import { scaleDigits } from './scale-confirmation.ts';

export interface PitScale {
  /** µm for one unit of length of the table: a pixel, or what the program was calibrated to. */
  readonly micrometres: number;
  readonly source: 'DEFINITION' | 'FILE';
  /** `0.76 µm a pixel, by the definition`. */
  readonly sentence: string;
}

/** What a table of images, or an image itself, says of one. */
export interface ImageFacts {
  /** Null where it does not say, or says two things. */
  readonly micrometresPerPixel: number | null;
  readonly areaMm2: number | null;
  /** Where its own tags are the source, and not a table of images. */
  readonly isByTags?: boolean;
  /** Where files of its name have other sizes, or pixels of another width. */
  readonly areSeveral?: boolean;
}

export type ScaleFound = { readonly scale: PitScale | null; readonly remarks: readonly Remark[] };

/** What two sources may differ by: they round. */
const ALIKE = 0.01;

/** The scale of an image: by the definition, or by what its files say; where these differ, none. */
export function scaleOf(declared: Scale | undefined, image: ImageFacts | undefined): ScaleFound {
  if (image?.areSeveral === true) return { scale: null, remarks: [SEVERAL] };
  const ofFile = image?.micrometresPerPixel ?? null;
  const told = declaredScale(declared);
  if (told === null && ofFile === null) return { scale: null, remarks: [untold(image)] };
  if (ofFile !== null && (ofFile < SCALE_BAND.least || ofFile > SCALE_BAND.most))
    return { scale: null, remarks: [outOfBand(ofFile, speakerOf(image))] };
  if (told === null) return { scale: byFile(ofFile!, speakerOf(image)), remarks: [] };
  if (ofFile !== null && Math.abs(ofFile / told.micrometres - 1) > ALIKE)
    return { scale: null, remarks: [contradiction(told.micrometres, ofFile, speakerOf(image))] };
  return { scale: told, remarks: [] };
}

/** What was measured here is in pixels: no program was calibrated. */
function untold(image: ImageFacts | undefined): Remark {
  const calibrated = image?.isByTags === true ? '' : ', or lengthsIn: um where the program was calibrated';
  const message = `nothing says how wide a pixel is: no area is told; say it in the definition (scale: { micrometresPerPixel: … }${calibrated})`;
  return { code: 'scale.untold', message };
}

const SEVERAL: Remark = {
  code: 'scale.several-files',
  message:
    'files of one name are images of other sizes, or with pixels of another width: no area is told until those that are wrong are withdrawn',
};

function declaredScale(declared: Scale | undefined): PitScale | null {
  if (declared === undefined) return null;
  const source = 'DEFINITION' as const;
  if ('lengthsIn' in declared) {
    const { lengthsIn } = declared;
    const sentence = `lengths in ${lengthsIn === 'um' ? 'µm' : 'mm'}, by the definition`;
    return { micrometres: lengthsIn === 'um' ? 1 : 1000, source, sentence };
  }
  const { micrometresPerPixel } = declared;
  const sentence = `${scaleDigits(micrometresPerPixel)} µm a pixel, by the definition`;
  return { micrometres: micrometresPerPixel, source, sentence };
}

const speakerOf = (image: ImageFacts | undefined): string =>
  image?.isByTags === true ? 'the image itself' : 'the table of images';

const byFile = (micrometres: number, speaker: string): PitScale => ({
  ...{ micrometres, source: 'FILE' },
  sentence: `${scaleDigits(micrometres)} µm a pixel, by ${speaker}`,
});

function outOfBand(value: number, speaker: string): Remark {
  const message = `expected ${SCALE_BAND.least} to ${SCALE_BAND.most} µm a pixel, ${speaker} says ${Number(value.toPrecision(3))}: no area is told`;
  return { code: 'scale.out-of-band', message };
}

function contradiction(declared: number, ofFile: number, speaker: string): Remark {
  const message = `the definition says ${scaleDigits(declared)} µm a pixel and ${speaker} ${scaleDigits(ofFile)}: no area is told until they agree`;
  return { code: 'scale.contradiction', message };
}

const METRE = 1e6;
const MM2 = 1e-6;

/** What a table of images has to tell, as somebody is asked for it. */
export const IMAGE_COLUMNS =
  'ImageNumber, Metadata_ImageSizeX and Y, or Width_ and Height_ of an image, and Metadata_ImageResolutionX and Y where the definition has no scale';

/**
 * What the tables of images say, by the name of the image. CellProfiler writes sizes in pixels (`Metadata_ImageSizeX`, or a
 * `Width_` per channel, which are equal) and metres a pixel where it knows them (`Metadata_ImageResolutionX`); else pixels are
 * as wide as the definition says. What was measured on an image has its size in pixels, which are as
 * wide as the definition says, else as its tags do.
 */
export function imageFacts(
  sheets: readonly SheetTable[],
  pits: readonly PitTable[] = [],
  declared?: Scale,
): ReadonlyMap<string, ImageFacts> {
  const ofSheets = sheets.flatMap(({ columns, rows }) =>
    rows.map((row) => {
      const number = (column: string): number | null => {
        const text = row[columns.indexOf(column)] ?? '';
        return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
      };
      return {
        name: `image ${row[columns.indexOf('ImageNumber')] ?? ''}`,
        facts: factsOf(columns, number, declared),
      };
    }),
  );
  const measured = Map.groupBy(
    pits.flatMap(({ images = [] }) => images),
    ({ image }) => image,
  );
  return new Map([
    ...[...Map.groupBy(ofSheets, ({ name }) => name)].map(([name, same]): [string, ImageFacts] => {
      const [first, ...others] = same.map(({ facts }) => facts);
      const isOne = others.every(
        (one) => one.micrometresPerPixel === first!.micrometresPerPixel && one.areaMm2 === first!.areaMm2,
      );
      return [name, isOne ? first! : { micrometresPerPixel: null, areaMm2: null }];
    }),
    ...[...measured].map(([name, same]): [string, ImageFacts] => [name, ofImages(same, declared)]),
  ]);
}

/**
 * Files of one name are one image, of which a tag may be told by some and lost by others. Where sizes or tags differ, nothing
 * says how much was looked at. A definition that agrees with the tags measures the image as it measures the pits on it.
 */
function ofImages(same: readonly PitImage[], declared: Scale | undefined): ImageFacts {
  const told = same.flatMap(({ micrometresPerPixel }) => micrometresPerPixel ?? []).sort((a, b) => a - b);
  const micrometresPerPixel = told[0] ?? null;
  const sizes = new Set(same.map(({ widthPx, heightPx }) => `${widthPx} × ${heightPx}`));
  const isOne = sizes.size === 1 && told.every((one) => one / told[0]! - 1 <= ALIKE);
  const { widthPx, heightPx } = same[0]!;
  const micrometres = declaredScale(declared)?.micrometres ?? micrometresPerPixel;
  const areaMm2 = micrometres === null ? null : areaOf(widthPx, heightPx, micrometres);
  return { micrometresPerPixel, areaMm2, isByTags: true, ...(!isOne && { areSeveral: true }) };
}

/** How wide the definition says that a pixel is; null where it says only what a program was calibrated to. */
const pixelOf = (declared: Scale | undefined): number | null =>
  declared !== undefined && 'micrometresPerPixel' in declared ? declared.micrometresPerPixel : null;

const areaOf = (width: number, height: number, micrometres: number): number =>
  width * height * micrometres ** 2 * MM2;

function factsOf(
  columns: readonly string[],
  number: (column: string) => number | null,
  declared: Scale | undefined,
): ImageFacts {
  const [x, y] = [number('Metadata_ImageResolutionX'), number('Metadata_ImageResolutionY')];
  // Channels of one image are of one size; where they are not, nothing says which of them objects were found on.
  const size = (own: string, prefix: string): number | null => {
    const told = new Set(columns.filter((column) => column.startsWith(prefix)).map(number));
    return number(own) ?? (told.size === 1 ? [...told][0]! : null);
  };
  const width = size('Metadata_ImageSizeX', 'Width_');
  const height = size('Metadata_ImageSizeY', 'Height_');
  // A pixel that is not square has no one width.
  const micrometresPerPixel = x !== null && x === y ? x * METRE : null;
  const micrometres = pixelOf(declared) ?? micrometresPerPixel;
  const areaMm2 =
    micrometres === null || width === null || height === null ? null : areaOf(width, height, micrometres);
  return { micrometresPerPixel, areaMm2 };
}

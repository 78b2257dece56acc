/** Images on which what was found is more likely wrong than right: their slices count once a person has looked. */
import type { PitImage, PitTable } from '../assay/pit-table.ts';
import type { Remark } from '../assay/sample-register.ts';
import { byText } from '../by-text.ts';
import { quoted } from '../quoted.ts';
import { significantText } from '../words/figure.ts';
import { MOST_FOREGROUND } from './image/most-foreground.ts';
import type { ImageFile } from './masks-in-force.ts';
import type { SliceMeasured } from './slice-measured.ts';

const PERCENT = 100;

/**
 * By name of the file, why its slice does not count.
 *
 * @param accepted names of files that a person has looked at, and says that they were measured rightly
 */
export function unsureImages(
  files: readonly ImageFile[],
  accepted: readonly string[],
): ReadonlyMap<string, Remark> {
  const found = files.flatMap(({ table }) =>
    (table.images ?? []).flatMap((about): [string, Remark][] => {
      const why = accepted.includes(about.image) ? null : whyUnsure(about, table);
      return why === null ? [] : [[about.image, why]];
    }),
  );
  return new Map(found);
}

/** What a measurement says against itself that makes its numbers likelier wrong than right, the gravest first. */
const LIKELY_WRONG = [
  'image.lines-missing',
  'image.beside-slice',
  'image.no-two-classes',
  'image.threshold-misses',
  'image.drawn',
] as const;

function whyUnsure(about: PitImage, { rows }: PitTable): Remark | null {
  const { image, doubts = [], maskOf, widthPx, heightPx } = about;
  const isMask = maskOf !== undefined;
  const todo = `the slice does not count until ${isMask ? 'the mask is withdrawn, or somebody' : 'somebody sends a mask of it (a blank one where there is no pit), or'} looks at the overlay and says that what was found is right (acceptImages: [${quoted(image)}] in the assay)`;
  const name = `the ${isMask ? 'mask' : 'image'} ${quoted(image)}`;
  const share = rows.reduce((sum, { area }) => sum + (area ?? 0), 0) / (widthPx * heightPx);
  if (share > MOST_FOREGROUND) {
    const message = `${significantText(PERCENT * share, 3)} % of ${name} came out as eroded, as where foreground and background are exchanged: ${todo}`;
    return { code: 'image.mostly-foreground', message };
  }
  const own = LIKELY_WRONG.flatMap((code) => doubts.find((one) => one.code === code) ?? [])[0];
  return own === undefined ? null : { code: own.code, message: `${name}: ${own.message}; ${todo}` };
}

/** Slices with those kept from counting that rest on such an image, or on such a mask in its place. */
export const withoutUnsure = (
  slices: readonly SliceMeasured[],
  unsure: ReadonlyMap<string, Remark>,
): SliceMeasured[] =>
  slices.map(({ images = [], refused, withoutMasks, ...slice }) => {
    const whyOf = (names: readonly string[]) =>
      names.toSorted(byText).flatMap((name) => unsure.get(name) ?? [])[0];
    const why = refused ?? whyOf(images.map(({ image, uploaded }) => uploaded?.file ?? image));
    const whyWithout = withoutMasks?.refused ?? whyOf(images.map(({ image }) => image));
    return {
      ...slice,
      ...(images.length > 0 && { images }),
      ...(withoutMasks && { withoutMasks: { ...withoutMasks, ...(whyWithout && { refused: whyWithout }) } }),
      ...(why && { refused: why }),
    };
  });

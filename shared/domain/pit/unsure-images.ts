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

function whyUnsure(about: PitImage, { rows }: PitTable): Remark | null {
  const { image, doubts = [], maskOf, widthPx, heightPx } = about;
  const kind = maskOf === undefined ? 'image' : 'mask';
  const todo = `the slice does not count until a person has looked and says that it is so (acceptImages: [${quoted(image)}] in the assay)${kind === 'image' ? ', or sends a mask of it' : ''}`;
  const share = rows.reduce((sum, { area }) => sum + (area ?? 0), 0) / (widthPx * heightPx);
  if (share > MOST_FOREGROUND) {
    const message = `${significantText(PERCENT * share, 3)} % of the ${kind} ${quoted(image)} came out as eroded, as where foreground and background are exchanged: ${todo}`;
    return { code: 'image.mostly-foreground', message };
  }
  const own = doubts.find(({ code }) => code === 'image.no-two-classes');
  if (own === undefined) return null;
  const message = `the ${kind} ${quoted(image)} has no two classes of pixels that a threshold could tell apart (${own.message}): ${todo}`;
  return { code: own.code, message };
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

/** What a slice was measured on: its images, the files that they came in, and what they were measured with. */
import type { PitTable } from '../assay/pit-table.ts';
import { byText } from '../by-text.ts';
import type { PlacedRow } from './place-pits.ts';
import type { SliceImage, SliceMeasured } from './slice-measured.ts';

/** A file in force, and the table that was measured on it. */
export interface ImageFile {
  readonly downlink: string;
  /** Of its table: equal ones are one image, whichever file is named. */
  readonly digest: string;
  readonly table: PitTable;
}

/** Slices of tables that others measured have no images. */
export function withImages(
  slices: readonly SliceMeasured[],
  placed: readonly PlacedRow[],
  files: readonly ImageFile[],
): SliceMeasured[] {
  const images = imagesIn(files);
  const byPlace = Map.groupBy(placed, ({ at }) => placeName(at));
  return slices.map((slice) => {
    const names = new Set(byPlace.get(placeName(slice))?.map(({ row }) => row.image));
    const own = images.filter(({ image }) => names.has(image));
    return own.length === 0 ? slice : { ...slice, images: own };
  });
}

const placeName = ({ unit, slice }: Pick<SliceMeasured, 'unit' | 'slice'>) => JSON.stringify([unit, slice]);

/** Each name once, in order: of files of one name, the first by what they hold. */
function imagesIn(files: readonly ImageFile[]): SliceImage[] {
  const inOrder = files.toSorted((a, b) => byText(a.digest, b.digest) || byText(a.downlink, b.downlink));
  const images = new Map<string, SliceImage>();
  for (const { downlink, table } of inOrder)
    for (const { image, threshold, parameters } of table.images ?? [])
      if (!images.has(image)) images.set(image, { image, downlink, threshold, parameters });
  return [...images.values()].sort((a, b) => byText(a.image, b.image));
}

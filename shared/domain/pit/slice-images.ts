/** What a slice was measured on: its images, the files that they came in, and what they were measured with. */
import { byText } from '../by-text.ts';
import type { PitAssay } from '../experiment/pit-assay.ts';
import { doubtsOf, doubtsWithMask } from './image-doubts.ts';
import type { ImageFile, MasksInForce } from './masks-in-force.ts';
import type { PlacedRow } from './place-pits.ts';
import type { MeasuredWith, SliceImage, SliceMeasured } from './slice-measured.ts';

export interface MeasuredOn {
  /** Rows that the slices were measured by. */
  readonly placed: readonly PlacedRow[];
  readonly files: readonly ImageFile[];
  readonly assay: Pick<PitAssay, 'scale'>;
  readonly masks: Pick<MasksInForce, 'used'>;
  /** The same slices by their images alone; none where no mask is measured. */
  readonly without: readonly SliceMeasured[];
}

/** Slices of tables that others measured have no images. */
export function withImages(
  slices: readonly SliceMeasured[],
  { placed, files, assay, masks, without }: MeasuredOn,
): SliceMeasured[] {
  const images = imagesIn(files, assay, masks);
  const byPlace = Map.groupBy(placed, ({ at }) => placeName(at));
  const own = new Map(without.map((slice) => [placeName(slice), slice]));
  return slices.map((slice) => {
    const place = placeName(slice);
    const names = new Set(byPlace.get(place)?.map(({ row }) => row.image));
    const shown = images.filter(({ image }) => names.has(image));
    if (shown.length === 0) return slice;
    const told = shown.some(({ uploaded }) => uploaded !== undefined) ? own.get(place) : undefined;
    return { ...slice, images: shown, ...(told && { withoutMasks: withoutMasks(told) }) };
  });
}

export const placeName = ({ unit, slice }: Pick<SliceMeasured, 'unit' | 'slice'>) =>
  JSON.stringify([unit, slice]);

function withoutMasks({ pits, trenches, area, lookedMm2, refused }: SliceMeasured) {
  return { ...{ pits, trenches, area, lookedMm2 }, ...(refused && { refused }) };
}

/** Each name once, in order: of files of one name, the first by what they hold. */
function imagesIn(
  files: readonly ImageFile[],
  assay: MeasuredOn['assay'],
  { used }: MeasuredOn['masks'],
): SliceImage[] {
  const inOrder = files.toSorted((a, b) => byText(a.digest, b.digest) || byText(a.downlink, b.downlink));
  const images = new Map<string, SliceImage>();
  for (const { downlink, table } of inOrder)
    for (const about of table.images ?? []) {
      const { image, threshold, parameters } = about;
      if (images.has(image)) continue;
      const mask = used.get(image);
      const own = { threshold, parameters, doubts: doubtsOf(assay, about) };
      images.set(image, { image, downlink, ...(mask === undefined ? own : drawnWith(assay, mask, own)) });
    }
  return [...images.values()].sort((a, b) => byText(a.image, b.image));
}

type MaskUsed = NonNullable<ReturnType<MasksInForce['used']['get']>>;

function drawnWith(
  assay: MeasuredOn['assay'],
  { about, downlink, by, at }: MaskUsed,
  own: MeasuredWith,
): Omit<SliceImage, 'image' | 'downlink'> {
  const { threshold, parameters } = about;
  const doubts = doubtsWithMask(own.doubts, doubtsOf(assay, about));
  return { threshold, parameters, doubts, uploaded: { file: about.image, downlink, by, at, own } };
}

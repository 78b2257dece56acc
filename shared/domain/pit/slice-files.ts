/** Which files a slice rests on, where others measured it. */
import { byText } from '../by-text.ts';
import type { ImageFile } from './masks-in-force.ts';
import type { PlacedRow } from './place-pits.ts';
import { placeName } from './slice-images.ts';
import type { SliceMeasured } from './slice-measured.ts';

/** Slices of images name theirs already. */
export function withFiles(
  slices: readonly SliceMeasured[],
  placed: readonly PlacedRow[],
  files: readonly Pick<ImageFile, 'downlink' | 'table'>[],
): SliceMeasured[] {
  const downlinkOf = new Map(files.map(({ table, downlink }) => [table, downlink]));
  const byPlace = new Map<string, Set<string>>();
  for (const { at, table } of placed) {
    const downlink = downlinkOf.get(table);
    if (downlink === undefined) continue;
    const place = placeName(at);
    const own = byPlace.get(place) ?? new Set();
    byPlace.set(place, own.add(downlink));
  }
  return slices.map((slice) => {
    const own = slice.images === undefined ? byPlace.get(placeName(slice)) : undefined;
    return own === undefined ? slice : { ...slice, files: [...own].sort(byText) };
  });
}

interface SliceWithFiles {
  readonly files?: readonly string[] | undefined;
  readonly images?:
    | readonly { readonly downlink: string; readonly uploaded?: { readonly downlink: string } | undefined }[]
    | undefined;
}

/**
 * Of the files of an assay those that the slice rests on: its images with their masks; of tables those that it stands in,
 * with those that no slice stands in, which tell of all (names, scales, areas).
 *
 * @param all the slices of the assay
 */
export function filesOfSlice<T extends { readonly id: string }>(
  { files, images = [] }: SliceWithFiles,
  all: readonly SliceWithFiles[],
  ofAssay: readonly T[],
): T[] {
  if (images.length > 0) {
    const own = images.flatMap(({ downlink, uploaded }) => [downlink, uploaded?.downlink ?? downlink]);
    return ofAssay.filter(({ id }) => own.includes(id));
  }
  if (files === undefined) return [...ofAssay];
  const ofSlices = new Set(all.flatMap((one) => one.files ?? []));
  return ofAssay.filter(({ id }) => files.includes(id) || !ofSlices.has(id));
}

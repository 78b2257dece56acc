/** Which image a mask is of: its name says it. */
import type { Remark } from '../assay/sample-register.ts';
import { unpackedName } from '../experiment/file-reader.ts';
import { matchesGlob } from '../experiment/glob.ts';
import { quoted } from '../quoted.ts';

/**
 * What the `*` of the pattern stands for in the name of a mask.
 *
 * @param match a pattern with one `*`, which the name fits
 * @param baseName of the mask, without its folder
 */
export function imageToldBy(match: string, baseName: string): string {
  const star = match.indexOf('*');
  return baseName.slice(star, baseName.length - (match.length - star - 1));
}

/** The same of a mask that may be packed: it fits the pattern as it is, or unpacked. */
export const imageOfMask = (match: string, baseName: string): string =>
  imageToldBy(match, matchesGlob(match, baseName) ? baseName : unpackedName(baseName));

/**
 * The image of exactly this name; else those that have it once their extension is left out (`.tif`, `.ome.tif`, `.png.gz`).
 *
 * @param told what the name of the mask says
 * @param images names of images
 */
export function imagesNamed(told: string, images: readonly string[]): string[] {
  return images.includes(told) ? [told] : images.filter((image) => stemOf(image) === told);
}

/**
 * Said of a file that is measured as an image and is called as a mask but for its extension or its capitals: else it counts
 * as one image more of its slice, without a word. Of a pattern that is little but its `*` nothing is said.
 *
 * @param match the pattern of masks, which the name misses
 */
export function missedMask(match: string, baseName: string): Remark[] {
  const stem = stemOf(match).toLowerCase();
  const isOwn = stem.replace(/[*?]/g, '').length >= LEAST_OWN;
  if (!isOwn || !matchesGlob(stem, stemOf(baseName).toLowerCase())) return [];
  const message = `${quoted(baseName)} is called as a mask, and misses ${quoted(match)}: it is measured as one image more of its slice; if it is a mask, withdraw it and send it under a name that fits, capitals and extension too`;
  return [{ code: 'image.named-as-mask', message }];
}

/** Characters of the pattern itself: many an image has one in its name. */
const LEAST_OWN = 2;

const stemOf = (image: string): string =>
  image
    .replace(/\.gz$/i, '')
    .replace(/\.[^.]+$/, '')
    .replace(/\.ome$/i, '');

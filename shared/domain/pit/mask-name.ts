/** Which image a mask is of: its name says it. */

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

/**
 * The image of exactly this name; else those that have it once their extension is left out (`.tif`, `.ome.tif`, `.png.gz`).
 *
 * @param told what the name of the mask says
 * @param images names of images
 */
export function imagesNamed(told: string, images: readonly string[]): string[] {
  return images.includes(told) ? [told] : images.filter((image) => stemOf(image) === told);
}

const stemOf = (image: string): string =>
  image
    .replace(/\.gz$/i, '')
    .replace(/\.[^.]+$/, '')
    .replace(/\.ome$/i, '');

/** Specks of background within objects: noise, as specks of foreground are. */
import { components } from './components.ts';
import { Boxes } from './region.ts';

/**
 * Fills, in place, each hole below the smallest area that an object may have; a larger one is a part of the substrate that
 * was left. Background hangs together by sides where objects do by corners, and the other way round (Rosenfeld 1970, J.
 * ACM 17:146). What touches the edge of the image is no hole. Returns how many pixels were filled.
 *
 * @param inside 1 where an object is, else 0
 */
export function fillHoles(
  inside: Uint8Array,
  width: number,
  { connectivity, minAreaPx }: { readonly connectivity: 4 | 8; readonly minAreaPx: number },
): number {
  const outside = inside.map((one) => 1 - one);
  const { labels, count } = components(outside, width, connectivity === 8 ? 4 : 8);
  const { area } = new Boxes(labels, width, count);
  const isOpen = openOnes(labels, width, count);
  let filled = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (label === 0 || isOpen[label] === 1 || area[label]! >= minAreaPx) continue;
    inside[i] = 1;
    filled += 1;
  }
  return filled;
}

/** Per label 1 where it touches the edge of the image. */
function openOnes(labels: Int32Array, width: number, count: number): Uint8Array {
  const isOpen = new Uint8Array(count + 1);
  for (let x = 0; x < width; x++) {
    isOpen[labels[x]!] = 1;
    isOpen[labels[labels.length - 1 - x]!] = 1;
  }
  for (let at = 0; at < labels.length; at += width) {
    isOpen[labels[at]!] = 1;
    isOpen[labels[at + width - 1]!] = 1;
  }
  return isOpen;
}

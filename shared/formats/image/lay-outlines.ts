/** The outlines of a mask on the image that it is of: of two overlays that are kept, whichever came first. */
import { encodeOverlay, type OverlayPlaces, OWN, PIT } from './draw-overlay.ts';

/**
 * What was found on the image itself stays below the mask, in a colour of its own. Null where their sizes differ.
 *
 * @param overlay of the image
 * @param mask overlay of the mask
 */
export async function layOutlines(overlay: Uint8Array, mask: Uint8Array): Promise<Uint8Array | null> {
  const [below, above] = [await placesIn(overlay), await placesIn(mask)];
  const { width, height } = below;
  if (above.width !== width || above.height !== height) return null;
  const data = Uint8Array.from(below.data, (place, i) => {
    const drawn = above.data[i]!;
    if (drawn >= PIT) return drawn;
    return place >= PIT ? OWN : place;
  });
  return encodeOverlay({ width, height, data });
}

async function placesIn(png: Uint8Array): Promise<OverlayPlaces> {
  const { decode } = await import('fast-png');
  const { width, height, data } = decode(png);
  return { width, height, data: Uint8Array.from(data) };
}

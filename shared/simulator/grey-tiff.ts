/** An image of grey as a TIFF of one strip that is not packed, whose tags say how wide a pixel is: what a microscope writes. */

export interface GreyImage {
  readonly width: number;
  readonly height: number;
  /** 8 bits, row by row from the top. */
  readonly values: Uint8Array;
  readonly micrometresPerPixel: number;
}

const HEADER = 8;
const ENTRY = 12;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const CENTIMETRE = 3;
const MICROMETRES_PER_CENTIMETRE = 10_000;

/** Little-endian: header, directory, resolution, pixels. Source of the layout: TIFF 6.0 (1992), sections 2 and 8. */
export function greyTiff({ width, height, values, micrometresPerPixel }: GreyImage): Uint8Array {
  const tags = 12;
  const resolution = HEADER + 2 + ENTRY * tags + 4;
  const pixels = resolution + 8;
  const entries: [tag: number, type: number, value: number][] = [
    [256, LONG, width],
    [257, LONG, height],
    [258, SHORT, 8],
    // Not packed.
    [259, SHORT, 1],
    // 0 is black.
    [262, SHORT, 1],
    [273, LONG, pixels],
    [277, SHORT, 1],
    [278, LONG, height],
    [279, LONG, values.length],
    [282, RATIONAL, resolution],
    [283, RATIONAL, resolution],
    [296, SHORT, CENTIMETRE],
  ];
  const bytes = new Uint8Array(pixels + values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, HEADER, true);
  view.setUint16(HEADER, entries.length, true);
  entries.forEach(([tag, type, value], i) => {
    const at = HEADER + 2 + ENTRY * i;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, 1, true);
    // A value of 16 bits stands in the lower half.
    view.setUint32(at + 8, value, true);
  });
  view.setUint32(resolution, MICROMETRES_PER_CENTIMETRE * 1000, true);
  view.setUint32(resolution + 4, Math.round(micrometresPerPixel * 1000), true);
  bytes.set(values, pixels);
  return bytes;
}

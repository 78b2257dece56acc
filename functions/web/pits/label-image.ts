/** The label image of the API: which pixel is of which object. Browsers show a PNG of 16 bits in 8, where all labels are black. */

export interface LabelImage {
  readonly width: number;
  readonly height: number;
  /** 0 is no object. */
  readonly labels: Uint16Array;
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** As many as are measured. */
const MOST_PIXELS = 36_000_000;

/** Of a PNG of one channel of 16 bits, as the API makes it; fails with what it expected of another one. */
export async function readLabels(bytes: Uint8Array<ArrayBuffer>): Promise<LabelImage> {
  if (SIGNATURE.some((one, i) => bytes[i] !== one)) throw new Error('expected a PNG');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: { width: number; height: number } | null = null;
  const packed: Uint8Array<ArrayBuffer>[] = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === 'IHDR') size = sizeIn(view, at + 8);
    if (type === 'IDAT') packed.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  if (size === null || packed.length === 0) throw new Error('expected a PNG with a header and pixels');
  const { width, height } = size;
  const rows = await unpacked(packed, height * (1 + 2 * width));
  return { width, height, labels: unfiltered(rows, width, height) };
}

function sizeIn(view: DataView, at: number): { width: number; height: number } {
  const [width, height] = [view.getUint32(at), view.getUint32(at + 4)];
  const [bits, colour, , , interlaced] = [8, 9, 10, 11, 12].map((offset) => view.getUint8(at + offset));
  if (bits !== 16 || colour !== 0 || interlaced !== 0)
    throw new Error(`expected grey levels of 16 bits, got colour type ${colour} of ${bits} bits`);
  if (width * height > MOST_PIXELS)
    throw new Error(`expected ${MOST_PIXELS} pixels or fewer, got ${width} × ${height}`);
  return { width, height };
}

/** Reads no more than the pixels take. */
async function unpacked(packed: readonly Uint8Array<ArrayBuffer>[], length: number): Promise<Uint8Array> {
  const stream = new Blob([...packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  const rows = new Uint8Array(length);
  let filled = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || filled === length) break;
    rows.set(value.subarray(0, length - filled), filled);
    filled += Math.min(value.length, length - filled);
  }
  if (filled < length) throw new Error(`expected ${length} bytes of pixels, got ${filled}`);
  return rows;
}

/** PNG, 9.2: each row says how it was made of its neighbours. */
function unfiltered(rows: Uint8Array, width: number, height: number): Uint16Array {
  const stride = 2 * width;
  const labels = new Uint16Array(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const at = y * (stride + 1);
    const filter = rows[at]!;
    const row = rows.slice(at + 1, at + 1 + stride);
    for (let i = 0; i < stride; i++) {
      const left = i < 2 ? 0 : row[i - 2]!;
      const corner = i < 2 ? 0 : above[i - 2]!;
      row[i] = row[i]! + predicted(filter, left, above[i]!, corner);
    }
    for (let x = 0; x < width; x++) labels[y * width + x] = (row[2 * x]! << 8) | row[2 * x + 1]!;
    above = row;
  }
  return labels;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const near = left + up - corner;
  const [a, b, c] = [Math.abs(near - left), Math.abs(near - up), Math.abs(near - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Neighbours in number are far apart in colour. */
const GOLDEN_ANGLE = 137.508;

/** As RGBA: each object in a colour of its own, what is none clear. */
export function coloured({ labels }: LabelImage): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(labels.length * 4);
  const colours = new Map<number, readonly [number, number, number]>();
  labels.forEach((label, i) => {
    if (label === 0) return;
    const colour = colours.get(label) ?? colourOf(label);
    colours.set(label, colour);
    pixels.set([...colour, 255], 4 * i);
  });
  return pixels;
}

function colourOf(label: number): readonly [number, number, number] {
  const hue = (label * GOLDEN_ANGLE) % 360;
  const channel = (shift: number) => {
    const k = (shift + hue / 30) % 12;
    return Math.round(255 * (0.55 - 0.35 * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

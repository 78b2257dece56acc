/** A PNG of few colours, as pages are: each pixel is a number in a table of colours, which takes a third of the bytes. */
import { deflateSync } from 'node:zlib';
import { decode } from 'fast-png';
import { pngFile } from './png-file.ts';

const MOST_COLOURS = 256;
const INDEXED = 3;

/** The same picture; of more than 256 colours the rarer ones become the nearest of the others. */
export function smallPicture(png: Uint8Array): Uint8Array {
  const { width, height, data, channels } = decode(png);
  const colourAt = (pixel: number): number =>
    (Number(data[pixel * channels]) << 16) |
    (Number(data[pixel * channels + 1]) << 8) |
    Number(data[pixel * channels + 2]);
  const counts = new Map<number, number>();
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = colourAt(pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const table = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, MOST_COLOURS)
    .map(([colour]) => colour);
  const indexes = new Map(table.map((colour, i) => [colour, i]));
  for (const colour of counts.keys()) if (!indexes.has(colour)) indexes.set(colour, nearestIn(table, colour));
  const bytes = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      bytes[y * (width + 1) + 1 + x] = indexes.get(colourAt(y * width + x)) ?? 0;
  return pngFile({
    ...{ width, height, bits: 8, colourType: INDEXED, rows: [] },
    packed: deflateSync(bytes, { level: 9 }),
    chunks: [['PLTE', Uint8Array.from(table.flatMap(partsOf))]],
  });
}

const partsOf = (colour: number): number[] => [colour >> 16, (colour >> 8) & 255, colour & 255];

function nearestIn(table: readonly number[], colour: number): number {
  const own = partsOf(colour);
  const distances = table.map((other) =>
    partsOf(other).reduce((sum, part, i) => sum + (part - (own[i] ?? 0)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

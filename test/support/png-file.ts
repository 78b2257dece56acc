/** Small PNGs for tests, of chunks as given: right checksums, whatever they hold. */
import { crc32, deflateSync } from 'node:zlib';

export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly colourType: number;
  /** Of each row its filter's number and its bytes. */
  readonly rows: readonly (readonly number[])[];
  /** Instead of the rows, packed. */
  readonly packed?: Uint8Array;
  /** Between header and pixels. */
  readonly chunks?: readonly (readonly [type: string, data: Uint8Array])[];
}

export function pngFile({
  width,
  height,
  bits,
  colourType,
  rows,
  packed,
  chunks = [],
}: PngParts): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([bits, colourType, 0, 0, 0], 8);
  const pixels = packed ?? deflateSync(Uint8Array.from(rows.flat()));
  const all = [
    ['IHDR', header] as const,
    ...chunks,
    ['IDAT', pixels] as const,
    ['IEND', new Uint8Array()] as const,
  ];
  return Buffer.concat([
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...all.map(([type, data]) => pngChunk(type, data)),
  ]);
}

function pngChunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

import { describe, expect, it } from 'vitest';
import { coloured, readLabels } from '../../../../functions/web/pits/label-image.ts';
import { encodeLabels } from '../../../../shared/formats/image/encode-labels.ts';

interface Parts {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** Of each row its filter's number and its bytes. */
  readonly rows: readonly (readonly number[])[];
}

/** Without checksums, which a browser has over the connection. */
async function pngFile({ width, height, bits, rows }: Parts): Promise<Uint8Array<ArrayBuffer>> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([bits, 0, 0, 0, 0], 8);
  const packed = new Blob([Uint8Array.from(rows.flat())])
    .stream()
    .pipeThrough(new CompressionStream('deflate'));
  const pixels = new Uint8Array(await new Response(packed).arrayBuffer());
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return Uint8Array.from([...signature, ...chunk('IHDR', header), ...chunk('IDAT', pixels)]);
}

function chunk(type: string, data: Uint8Array): number[] {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, data.length);
  return [...length, ...new TextEncoder().encode(type), ...data, 0, 0, 0, 0];
}

describe('a label image in the browser', () => {
  it('has the labels that the API encoded, those above 255 too', async () => {
    const [width, height] = [37, 23];
    const labels = Int32Array.from({ length: width * height }, (_, i) =>
      i % 5 === 0 ? (i * 79) % 65_536 : 0,
    );
    const image = await readLabels(new Uint8Array(await encodeLabels({ width, height, count: 9, labels })));
    expect([image.width, image.height]).toEqual([width, height]);
    expect([...image.labels]).toEqual([...labels]);
  });

  it('is read by each way in which rows may be told', async () => {
    // The second row by the difference to what stands left, above, their mean, and Paeth's guess.
    const rows = (filter: number, told: readonly number[]) => [
      [0, 0, 1, 0, 3],
      [filter, ...told],
    ];
    for (const [filter, told] of [
      [1, [0, 2, 0, 2]],
      [2, [0, 1, 0, 1]],
      [3, [0, 2, 0, 2]],
      [4, [0, 1, 0, 1]],
    ] as const) {
      const bytes = await pngFile({ width: 2, height: 2, bits: 16, rows: rows(filter, told) });
      const { labels } = await readLabels(bytes);
      expect([...labels], `filter ${filter}`).toEqual([1, 3, 2, 4]);
    }
  });

  it.each([
    ['no picture at all', async () => new TextEncoder().encode('{"code":"x"}'), 'expected a PNG'],
    [
      'grey levels of 8 bits',
      () => pngFile({ width: 1, height: 1, bits: 8, rows: [[0, 1]] }),
      'expected grey levels of 16 bits, got colour type 0 of 8 bits',
    ],
    [
      'rows that are missing',
      () => pngFile({ width: 1, height: 3, bits: 16, rows: [[0, 0, 1]] }),
      'expected 9 bytes of pixels, got 3',
    ],
    [
      'more pixels than are measured',
      () => pngFile({ width: 60_000, height: 60_000, bits: 16, rows: [[0, 0, 1]] }),
      'expected 36000000 pixels or fewer, got 60000 × 60000',
    ],
  ])('says what it expected of %s', async (_, made, message) => {
    await expect(readLabels(await made())).rejects.toThrow(message);
  });

  it('is clear where there is no object, and tells neighbours apart', () => {
    const pixels = coloured({ width: 3, height: 1, labels: Uint16Array.of(0, 1, 2) });
    expect(pixels[3]).toBe(0);
    expect([pixels[7], pixels[11]]).toEqual([255, 255]);
    expect([...pixels.slice(4, 7)]).not.toEqual([...pixels.slice(8, 11)]);
  });
});

import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readImage, readImageHeader } from '../../../../shared/formats/image/read-image.ts';
import { pngFile } from '../../../support/png-file.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';
import { tiffFile } from '../../../support/tiff-file.ts';

const VARIANTS = [
  ...['bw1bit', 'bwCross', 'grey8', 'grey8-lzw', 'grey16', 'greya16', 'color-5x5-deflate'],
  ...['color-alpha-5x5-lzw', 'color16-lzw', 'palette', 'crosshair_tiled', 'tile_rgb_deflate'],
  ...['grey8-multi', 'grey16-multi'],
];

const factsOf = (values: ArrayLike<number>) => {
  const all = Array.from(values);
  return {
    min: all.reduce((a, b) => Math.min(a, b)),
    max: all.reduce((a, b) => Math.max(a, b)),
    sum: all.reduce((a, b) => a + b, 0),
  };
};

const ramp = Uint8Array.from([0, 50, 100, 150, 200, 250]);
const TAGS = { 256: 3, 257: 2 };
const refusal = (code: string) => expect.objectContaining({ code });

describe.skipIf(!hasRealData)('TIFFs of others', () => {
  const expected = hasRealData ? JSON.parse(realFile('tiff-variants/expected.json').toString()) : {};

  it.each(VARIANTS)('are read as they are stored: %s', async (name) => {
    const { width, height, bits, samples, pages, min, max, sum, photometric } = expected[name];
    const bytes = realFile(`tiff-variants/${name}.tif`);
    const header = readImageHeader(bytes, `${name}.tif`);
    expect(header).toMatchObject({ format: 'TIFF', width, height, bits, samples, pages, warnings: [] });
    expect(header.isWhiteZero).toBe(photometric === 'MINISWHITE');
    for (let page = 0; page < pages; page++) {
      const { grid } = await readImage(bytes, `${name}.tif`, page);
      expect(grid).toMatchObject({ width, height });
      expect(grid.values.length).toBe(width * height * samples);
      expect(factsOf(grid.values)).toEqual({ min, max, sum });
    }
  });

  it('are all named here', () => {
    expect(Object.keys(expected).toSorted()).toEqual(VARIANTS.toSorted());
  });

  it.each([1, 3, 10, 60, 97])(
    'that break off at %i %% are refused, and never read in part',
    async (percent) => {
      for (const name of VARIANTS) {
        const whole = realFile(`tiff-variants/${name}.tif`);
        // What stands behind the last strip is of no use to anybody.
        const bytes = whole.subarray(0, Math.floor((whole.length * percent) / 100));
        const read = await readImage(bytes, `${name}.tif`).catch((error: unknown) => error);
        if (read instanceof Error)
          expect(read).toMatchObject({ code: expect.stringMatching(/^image\.(truncated|damaged)$/) });
        else expect(read).toEqual(await readImage(whole, `${name}.tif`));
      }
    },
  );
});

describe('a TIFF', () => {
  it('of whole numbers and floats of 32 bits is read in either order of bytes', async () => {
    for (const isLittle of [true, false]) {
      const bytes = new Uint8Array(24);
      const view = new DataView(bytes.buffer);
      [0, 0.5, -1, 3e9, 1, 65_536].forEach((value, i) => {
        view.setFloat32(4 * i, value, isLittle);
      });
      const float = tiffFile([{ tags: { ...TAGS, 258: 32, 339: 3 }, strips: [bytes] }], { isLittle });
      const { grid } = await readImage(float, 'a.tif');
      expect([...grid.values]).toEqual([0, 0.5, -1, 3e9, 1, 65_536]);
      const labels = bytes.slice();
      [0, 1, 70_000, 4e9, 5, 6].forEach((value, i) => {
        new DataView(labels.buffer).setUint32(4 * i, value, isLittle);
      });
      const whole = tiffFile([{ tags: { ...TAGS, 258: 32 }, strips: [labels] }], { isLittle });
      expect([...(await readImage(whole, 'a.tif')).grid.values]).toEqual([0, 1, 70_000, 4e9, 5, 6]);
    }
  });

  it('of 1 bit need not say so, nor how many samples a pixel has', async () => {
    // Ten pixels a row, in two bytes.
    const strip = Uint8Array.from([0b10110000, 0b01000000, 0b00000001, 0b10000000, 0xff, 0xc0]);
    const tags = { ...TAGS, 256: 10, 257: 3, 258: null, 277: null, 278: 3 };
    const { grid } = await readImage(tiffFile([{ tags, strips: [strip] }]), 'mask.tif');
    expect(grid.bits).toBe(1);
    expect([...grid.values].join('')).toBe('101100000100000001101111111111');
  });

  it('of an ImageJ stack with one directory has all its pages', async () => {
    const description = 'ImageJ=1.54f\nimages=3\nslices=3\nunit=micron\n';
    const strip = Uint8Array.from({ length: 18 }, (_, i) => i);
    const bytes = tiffFile([{ tags: { ...TAGS, 270: description, 279: 6 }, strips: [strip] }]);
    expect(readImageHeader(bytes, 'a.tif').pages).toBe(3);
    expect([...(await readImage(bytes, 'a.tif', 2)).grid.values]).toEqual([12, 13, 14, 15, 16, 17]);
    const big = strip.map((_, i) => (i % 2 === 0 ? 1 : i));
    const tags = { ...TAGS, 256: 1, 257: 3, 258: 16, 270: description, 279: 6 };
    const wide = tiffFile([{ tags, strips: [big] }], { isLittle: false });
    expect([...(await readImage(wide, 'a.tif', 1)).grid.values]).toEqual([256 + 7, 256 + 9, 256 + 11]);
    const more = description.replace('images=3', 'images=300');
    const cut = tiffFile([{ tags: { ...TAGS, 270: more, 279: 6 }, strips: [strip] }]);
    await expect(readImage(cut, 'a.tif', 299)).rejects.toEqual(refusal('image.truncated'));
  });

  it('has no page more than it has', async () => {
    const bytes = tiffFile([{ tags: TAGS, strips: [ramp] }]);
    await expect(readImage(bytes, 'a.tif', 1)).rejects.toThrow('expected a page of 1 to 1, got 2');
  });

  it('that is packed by JPEG, or another way that we do not read, is refused by name', async () => {
    const jpeg = tiffFile([{ tags: { ...TAGS, 259: 7 }, strips: [ramp] }]);
    await expect(readImage(jpeg, 'a.tif')).rejects.toThrow('got JPEG: save it so (JPEG changes the pixels');
  });

  it('of which a strip has no bytes is not filled with zeros', async () => {
    const bytes = tiffFile([
      { tags: { ...TAGS, 278: 1, 279: [3, 0] }, strips: [ramp.subarray(0, 3), ramp.subarray(3)] },
    ]);
    await expect(readImage(bytes, 'a.tif')).rejects.toEqual(refusal('image.truncated'));
  });

  it.each([
    [
      'more pixels than any of ours',
      { 256: 6001, 257: 6000 },
      /36,000,000 pixels per page.*got 6,001 × 6,000/,
    ],
    [
      'too many bytes',
      { 256: 6000, 257: 6000, 258: [16, 16, 16], 262: 2, 277: 3 },
      /144.0 MB unpacked, got 216.0 MB/,
    ],
    ['no pixels', { 256: 0, 257: 1 }, /an image with pixels, got 0 × 1/],
    ['64 bits', { ...TAGS, 258: 64, 339: 3 }, /got samples of 64 bits \(floating point\)/],
    ['inks', { ...TAGS, 262: 5, 277: 4 }, /got photometric interpretation 5 with 4 samples/],
  ])('of %s is refused from its header', async (_, tags, sentence) => {
    expect(() => readImageHeader(tiffFile([{ tags, strips: [ramp] }]), 'a.tif')).toThrow(sentence);
  });

  it.each([
    [
      { 322: 60_000, 323: 60_000 },
      'image.too-large',
      'tiles of at most 144.0 MB unpacked in page 1, got 3600.0 MB',
    ],
    [{ 322: 0, 323: 16 }, 'image.damaged', 'strips and tiles with pixels in page 1, got 0 × 16'],
  ])('of tiles that no page needs is refused before one is unpacked: %o', async (tile, code, sentence) => {
    const tags = { ...TAGS, ...tile, 259: 8, 324: 8, 325: 14 };
    const bytes = tiffFile([{ tags, strips: [Uint8Array.from(deflateSync(ramp))] }]);
    await expect(readImage(bytes, 'a.tif')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(sentence),
    });
  });

  it('of strips without rows is refused', async () => {
    const bytes = tiffFile([{ tags: { ...TAGS, 278: 0 }, strips: [ramp] }]);
    await expect(readImage(bytes, 'a.tif')).rejects.toEqual(refusal('image.damaged'));
  });

  it('of which pages differ is read by the tags of the page that is asked for', async () => {
    const inch = (perInch: number) => ({
      282: [[perInch, 1]] as const,
      283: [[perInch, 1]] as const,
      296: 2,
    });
    const wide = { ...TAGS, 258: 16, 262: 0, ...inch(25_400) };
    const bytes = tiffFile([
      { tags: { ...TAGS, ...inch(12_700) }, strips: [ramp] },
      { tags: wide, strips: [Uint8Array.from([...ramp, ...ramp])] },
    ]);
    const { header, grid } = await readImage(bytes, 'a.tif', 1);
    expect(grid).toMatchObject({ bits: 16, isWhiteZero: true });
    expect(header).toMatchObject({ bits: 16, pages: 2, scale: { micrometresPerPixel: 1 } });
    expect(readImageHeader(bytes, 'a.tif').scale.micrometresPerPixel).toBe(2);
  });

  it('whose directories lead in a circle is refused', () => {
    const bytes = tiffFile([{ tags: TAGS, strips: [ramp] }]);
    const view = new DataView(bytes.buffer);
    view.setUint32(bytes.length - 4, view.getUint32(4, true), true);
    expect(() => readImageHeader(bytes, 'a.tif')).toThrow('they lead in a circle');
  });

  it.each([
    ['deflate', 8, (zeros: Uint8Array) => deflateSync(zeros)],
    [
      'PackBits',
      32_773,
      (zeros: Uint8Array) => new Uint8Array(zeros.length / 64).map((_, i) => (i % 2 === 0 ? 129 : 0)),
    ],
  ])(
    'whose strip of %s holds more than its pixels takes no more memory than they do',
    async (_, packing, pack) => {
      const bomb = pack(new Uint8Array(64_000_000));
      const bytes = tiffFile([{ tags: { ...TAGS, 259: packing }, strips: [bomb] }]);
      const before = process.memoryUsage.rss();
      const read = await readImage(bytes, 'a.tif').catch((error: unknown) => error);
      if (packing === 8) expect(read).toEqual(refusal('image.damaged'));
      else expect(read).toMatchObject({ grid: { width: 3, height: 2 } });
      expect(process.memoryUsage.rss() - before).toBeLessThan(60e6);
    },
  );
});

describe('a PNG', () => {
  const grey = {
    width: 3,
    height: 2,
    bits: 8,
    colourType: 0,
    rows: [
      [0, 0, 50, 100],
      [0, 150, 200, 250],
    ],
  };

  it('of 8 and 16 bits is read as stored', async () => {
    expect([...(await readImage(pngFile(grey), 'a.png')).grid.values]).toEqual([...ramp]);
    const rows = [[0, 1, 0, 0, 2, 255, 255]];
    const { grid } = await readImage(pngFile({ ...grey, height: 1, bits: 16, rows }), 'a.png');
    expect([...grid.values]).toEqual([256, 2, 65_535]);
  });

  it('of 1 bit and of a palette is read as stored', async () => {
    const bits = await readImage(
      pngFile({ ...grey, width: 10, height: 1, bits: 1, rows: [[0, 0b1010_0110, 0b1100_0000]] }),
      'a.png',
    );
    expect([...bits.grid.values]).toEqual([1, 0, 1, 0, 0, 1, 1, 0, 1, 1]);
    const palette = Uint8Array.from([0, 0, 0, 255, 0, 0, 0, 0, 255]);
    const { header, grid } = await readImage(
      pngFile({ ...grey, height: 1, colourType: 3, rows: [[0, 2, 0, 1]], chunks: [['PLTE', palette]] }),
      'a.png',
    );
    expect(header).toMatchObject({
      colour: 'palette',
      palette: [
        [0, 0, 0],
        [255, 0, 0],
        [0, 0, 255],
      ],
    });
    expect([...grid.values]).toEqual([2, 0, 1]);
  });

  it('of colours has its samples side by side', async () => {
    const rows = [[0, 1, 2, 3, 4, 5, 6]];
    const { grid } = await readImage(pngFile({ ...grey, width: 2, height: 1, colourType: 2, rows }), 'a.png');
    expect(grid).toMatchObject({ samples: 3, colour: 'rgb', values: Uint8Array.from([1, 2, 3, 4, 5, 6]) });
  });

  it('says its scale by pixels per metre', () => {
    const physical = new Uint8Array(9);
    const view = new DataView(physical.buffer);
    view.setUint32(0, 1_315_789);
    view.setUint32(4, 1_315_789);
    physical[8] = 1;
    const { scale } = readImageHeader(pngFile({ ...grey, chunks: [['pHYs', physical]] }), 'a.png');
    expect(scale).toEqual({ micrometresPerPixel: expect.closeTo(0.76, 5), source: 'pHYs', doubts: [] });
  });

  it('that announces too much, or unpacks to too much, is refused before it fills the memory', async () => {
    expect(() => readImageHeader(pngFile({ ...grey, width: 100_000, height: 100_000 }), 'a.png')).toThrow(
      /36,000,000 pixels per page.*got 100,000 × 100,000/,
    );
    const packed = deflateSync(new Uint8Array(200_000_000));
    const bytes = pngFile({ ...grey, packed });
    const before = process.memoryUsage.rss();
    await expect(readImage(bytes, 'a.png')).rejects.toThrow(
      'unpack to more than the 8 bytes that its header announces, and nothing behind them is unpacked: do not send it again, export the image anew',
    );
    expect(process.memoryUsage.rss() - before).toBeLessThan(60e6);
  });

  it('that breaks off, or differs from a checksum, is refused with the place', async () => {
    const whole = pngFile(grey);
    expect(() => readImageHeader(whole.subarray(0, whole.length - 13), 'a.png')).toThrow(
      'expected its chunk "IDAT" up to byte 61, got a file of 60 bytes',
    );
    const flipped = Uint8Array.from(whole, (byte, i) => (i === 45 ? byte ^ 1 : byte));
    expect(() => readImageHeader(flipped, 'a.png')).toThrow('chunk "IDAT" of the PNG at byte 33 differs');
    const short = pngFile({ ...grey, rows: grey.rows.slice(1) });
    await expect(readImage(short, 'a.png')).rejects.toThrow('expected pixels of 8 bytes, got 4');
  });
});

describe('an image', () => {
  it('is read as what it is, and told where its name says otherwise', () => {
    const { format, warnings } = readImageHeader(tiffFile([{ tags: TAGS, strips: [ramp] }]), 'slice 3.png');
    expect(format).toBe('TIFF');
    expect(warnings).toEqual([
      { code: 'image.extension', message: '"slice 3.png" is TIFF by its bytes, and is read as that' },
    ]);
  });

  it.each([
    ['\xff\xd8\xff\xe0', /got JPEG: JPEG changes the pixels/],
    ['PK\x03\x04', /got a zip archive/],
    ['', /got an empty file/],
    ['unit,slice\n', /got a file that is neither/],
  ])('that is none is refused by what it is: %j', (beginning, sentence) => {
    expect(() => readImageHeader(Buffer.from(beginning, 'latin1'), 'a.tif')).toThrow(sentence);
  });

  it('of 1 GB is refused by its size alone', () => {
    // Nothing of it is touched: the pages of this memory are never filled.
    const bytes = new Uint8Array(1_000_000_000);
    const before = process.memoryUsage.rss();
    expect(() => readImageHeader(bytes, 'a.tif')).toThrow('an image of at most 268.4 MB, got 1000.0 MB');
    expect(process.memoryUsage.rss() - before).toBeLessThan(10e6);
  });
});

import { describe, expect, it } from 'vitest';
import type { PitTable } from '../../../../shared/domain/assay/pit-table.ts';
import { PICTURES } from '../../../../shared/domain/assay/tables.ts';
import { assayParameters } from '../../../../shared/domain/experiment/image-parameters.ts';
import type { PitImageAssay } from '../../../../shared/domain/experiment/pit-assay.ts';
import { decodeAssayTable, encodeAssayTable } from '../../../../shared/formats/assay/table-file.ts';
import { MOST_IMAGE_BYTES } from '../../../../shared/formats/image/image-limits.ts';
import { readImageHeader } from '../../../../shared/formats/image/read-image.ts';
import { readPitImage } from '../../../../shared/formats/image/read-pit-image.ts';
import { imageOf, pixelChunk } from '../../../support/pit-images.ts';
import { indexed } from '../../domain/experiment/minimal.ts';

function assayOf(more: object = {}): PitImageAssay {
  const samples = [{ name: 'FU1*', unit: 'FU1' }];
  const keys = { id: 'pits', kind: 'pit-image', match: '*', samples, foreground: 'dark' };
  const threshold = { method: 'two-level' };
  const assay = indexed({ assays: [{ ...keys, threshold, ...more }] }).assays.get('pits');
  if (assay?.kind !== 'pit-image') throw new Error('expected an assay of images');
  return assay;
}

/** Two squares of 8 pixels, one of them at the right edge; dark on bright. */
const [width, height] = [40, 30];
const isInside = (x: number, y: number) => y >= 10 && y < 18 && ((x >= 5 && x < 13) || x >= 32);
const values = Uint8Array.from({ length: width * height }, (_, i) =>
  isInside(i % width, Math.floor(i / width)) ? 0 : 255,
);
const image = imageOf({ width, height, values }, [pixelChunk(2)]);
const pitsIn = ({ table }: Awaited<ReturnType<typeof readPitImage>>): PitTable => {
  if (table.table !== 'pits') throw new Error('expected a table of pits');
  return table;
};

describe('an image of an assay', () => {
  it('is a table with a row an object, in pixels, and what the image says of itself', async () => {
    const read = await readPitImage([image], assayOf(), 'sent/FU1-S1.png');
    expect(read).toMatchObject({
      ...{ format: 'PNG of pits', lines: 2, rows: 2, records: 2, repeated: 0, rejected: [], warnings: [] },
      table: { by: null, lengthsIn: 'untold' },
    });
    const { rows, images } = pitsIn(read);
    expect(images).toEqual([
      {
        ...{ image: 'FU1-S1.png', micrometresPerPixel: 2, widthPx: width, heightPx: height },
        ...{ threshold: null, parameters: assayParameters(assayOf()), doubts: [] },
      },
    ]);
    expect(rows.map(({ pit, count, shape, area }) => [pit, count, shape, area])).toEqual([
      ['1', 1, 'pit', 64],
      ['2', 1, 'pit', 64],
    ]);
    expect(rows[0]).toMatchObject({ image: 'FU1-S1.png', unit: null, major: expect.closeTo(9.24, 2) });
    expect(decodeAssayTable(encodeAssayTable(read.table))).toEqual(read.table);
  });

  it('has a label image and an overlay of its size, the same each time, and the threshold of its own', async () => {
    const assay = assayOf({ threshold: { method: 'otsu' } });
    const [read, again] = [
      await readPitImage([image], assay, 'FU1-S1.png'),
      await readPitImage([image], assay, 'other.png'),
    ];
    expect(pitsIn(read).images).toMatchObject([{ threshold: 127, parameters: { rules: 'howship-pits/3' } }]);
    expect(again.pictures).toEqual(read.pictures);
    for (const picture of PICTURES)
      expect(readImageHeader(read.pictures![picture], 'a.png')).toMatchObject({ width, height });
  });

  it('keeps the area of objects that the edge rule does not count', async () => {
    const { rows } = pitsIn(await readPitImage([image], assayOf({ edge: 'exclude' }), 'FU1-S1.png'));
    expect(rows.map(({ count, area }) => [count, area])).toEqual([
      [1, 64],
      [0, 64],
    ]);
  });

  it('of which nothing is an object has a row that says so', async () => {
    const { rows } = pitsIn(await readPitImage([image], assayOf({ minAreaPx: 65 }), 'FU1-S1.png'));
    expect(rows).toMatchObject([{ pit: '', count: 0, area: null, image: 'FU1-S1.png' }]);
  });

  it('keeps what speaks against it with its table, as its receipt has it, whatever scale is declared', async () => {
    const read = async (more: object, name = 'FU1-S1.tif') => readPitImage([untagged], assayOf(more), name);
    const untagged = imageOf({ width, height, values });
    const came = await read({ minAreaPx: 65 });
    expect(came.warnings.map(({ code }) => code)).toEqual([
      'image.extension',
      'scale.none',
      'image.no-object',
    ]);
    expect(pitsIn(came).images?.[0]?.doubts).toEqual(came.warnings);
    expect(came.warnings[2]?.message).toBe(
      'no object of at least 65 px that is dark was found in 1,200 pixels looked at (2 specks left out, being smaller or thinner)',
    );
    const declared = await read({ minAreaPx: 65, scale: { micrometresPerPixel: 2 } });
    expect(declared.warnings.map(({ code }) => code)).toEqual(['image.extension', 'image.no-object']);
    expect(pitsIn(declared).images).toEqual(pitsIn(came).images);
    expect(decodeAssayTable(encodeAssayTable(came.table))).toEqual(came.table);
  });

  it('that is too large is refused as soon as so much has come', async () => {
    let given = 0;
    const piece = new Uint8Array(MOST_IMAGE_BYTES / 4);
    function* endless() {
      for (;;) {
        given++;
        yield piece;
      }
    }
    await expect(readPitImage(endless(), assayOf(), 'FU1-S1.tif')).rejects.toMatchObject({
      ...{
        code: 'image.too-large',
        message: expect.stringContaining('expected an image of at most 268.4 MB'),
      },
    });
    expect(given).toBe(5);
  });
});

describe('what a definition says of images', () => {
  it.each<[string, object, string]>([
    ['no threshold', { threshold: undefined }, 'threshold'],
    ['an unknown threshold', { threshold: { method: 'mean' } }, 'expected one of fixed, otsu, two-level'],
    ['no foreground', { foreground: undefined }, 'foreground'],
    ['no sample', { samples: [] }, 'expected samples, as an image tells neither its unit nor its slice'],
    ['a sheet', { sheet: { match: 'x', sample: 's', unit: 'u' } }, 'got a sheet'],
    [
      'lengths that are no pixels',
      { scale: { lengthsIn: 'um' } },
      'the key "lengthsIn" has no place here: it belongs to kind: pit-table',
    ],
  ])('must have %s put right', (_, more, sentence) => {
    expect(() => assayOf(more)).toThrow(sentence);
  });
});

import { describe, expect, it } from 'vitest';
import { assayParameters } from '../../../../shared/domain/experiment/image-parameters.ts';
import type { PitImageAssay } from '../../../../shared/domain/experiment/pit-assay.ts';
import { decodeAssayTable, encodeAssayTable } from '../../../../shared/formats/assay/table-file.ts';
import { readPitMask } from '../../../../shared/formats/image/read-pit-mask.ts';
import { drawn, imageOf, pixelChunk } from '../../../support/pit-images.ts';
import { tiffFile } from '../../../support/tiff-file.ts';
import { indexed } from '../../domain/experiment/minimal.ts';

const match = '*-mask.???';
const assay = indexed({
  assays: [
    {
      ...{ id: 'pits', kind: 'pit-image', match: '*', foreground: 'dark', masks: { match } },
      ...{ samples: [{ name: 'FU1*', unit: 'FU1' }], threshold: { method: 'otsu' } },
    },
  ],
}).assays.get('pits') as PitImageAssay;
const MASK = ['000000000000', '033330077770', '033330077770', '033330077770', '000000000000'];
const read = (bytes: Uint8Array, name = 'sent/FU1-S1-mask.png') =>
  readPitMask([bytes], { assay, match }, name);

describe('a mask of an image', () => {
  it('is a table with a row an object, which says of what image it is and nothing of a scale', async () => {
    const came = await read(drawn(MASK));
    expect(came).toMatchObject({ format: 'PNG of a mask', records: 2, rejected: [], warnings: [] });
    expect(came.table).toMatchObject({
      rows: [
        { image: 'FU1-S1-mask.png', pit: '1', area: 12, shape: 'pit', count: 1 },
        { pit: '2', area: 12 },
      ],
      images: [
        {
          ...{ image: 'FU1-S1-mask.png', micrometresPerPixel: null, widthPx: 12, heightPx: 5 },
          ...{ threshold: null, parameters: assayParameters(assay), maskOf: 'FU1-S1' },
        },
      ],
    });
    expect(decodeAssayTable(encodeAssayTable(came.table))).toEqual(came.table);
    expect(Object.keys(came.pictures!)).toEqual(['labels', 'overlay']);
  });

  it('that came packed is of the same image', async () => {
    const { table } = await read(drawn(MASK), 'FU1-S1-mask.png.gz');
    expect(table).toMatchObject({ images: [{ image: 'FU1-S1-mask.png.gz', maskOf: 'FU1-S1' }] });
  });

  it('has no scale of its own, whatever its tags say', async () => {
    const values = Uint8Array.from(MASK.join(''), Number);
    const tagged = imageOf({ width: 12, height: 5, values }, [pixelChunk(7)]);
    expect((await read(tagged)).table).toEqual((await read(drawn(MASK))).table);
  });

  it('that is blank says that somebody looked; of several pages it is refused', async () => {
    const blank = await read(drawn(MASK.map(() => '000000000000')));
    expect(blank.warnings.map(({ code }) => code)).toEqual(['mask.empty']);
    expect(blank.table).toMatchObject({ rows: [{ pit: '', count: 0, area: null }] });
    const page = { tags: { 256: 8, 257: 8, 278: 8 }, strips: [new Uint8Array(64)] };
    await expect(read(tiffFile([page, page]), 'FU1-S1-mask.tif')).rejects.toMatchObject({
      ...{
        code: 'image.several-pages',
        message: expect.stringContaining('expected a mask of one page, got 2'),
      },
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { PitRow } from '../../../../shared/domain/assay/pit-table.ts';
import { measureSlices } from '../../../../shared/domain/pit/measure-slices.ts';
import type { ImageFacts } from '../../../../shared/domain/pit/pit-scale.ts';
import type { PlacedRow, SlicePlace } from '../../../../shared/domain/pit/place-pits.ts';

const ROW: PitRow = {
  ...{ image: 'a.csv', unit: null, slice: null, sliceAreaMm2: null, field: null, fieldAreaMm2: null },
  ...{ pit: '1', count: 1, shape: null, area: 100, perimeter: null, depth: null, volume: null },
  ...{ major: null, minor: null, circularity: null },
};
const PLACE: SlicePlace = {
  ...{ slice: 'S1', unit: 'FU1', arm: 'flight', donor: null },
  ...{ substrates: [{ substrate: 'bovine-bone', by: 'sample' }] },
  ...{ areasMm2: [20], imagedMm2: null },
  sample: {
    ...{ name: 'FU1-S1', unit: 'FU1', arm: 'flight', donor: null, batch: {}, covariates: {}, handling: {} },
  },
};
const placed = (row: Partial<PitRow>, at: Partial<SlicePlace> = {}, lengthsIn: 'um' | 'untold' = 'um') => ({
  ...{ row: { ...ROW, ...row }, at: { ...PLACE, ...at }, lengthsIn, by: null },
  table: { table: 'pits' as const, by: null, lengthsIn, rows: [] },
});
const byCellProfiler = (image: string, more: Partial<PitRow> = {}, at: Partial<SlicePlace> = {}) => ({
  ...placed({ image, ...more }, at, 'untold'),
  ...{ by: 'CellProfiler' as const },
});
const RULES = { scale: undefined, trenches: { elongation: 2.5 } };
const measured = (
  rows: readonly PlacedRow[],
  rules: Parameters<typeof measureSlices>[0] = RULES,
  images: ReadonlyMap<string, ImageFacts> = new Map(),
) => measureSlices(rules, rows, images);

describe('slices', () => {
  it('tell trenches from pits by their axes, and not where an object has none', () => {
    const round = placed({ pit: '1', major: 12, minor: 10 });
    const long = placed({ pit: '2', major: 25, minor: 10 });
    expect(measured([round, long]).slices).toMatchObject([
      { pits: 1, trenches: 1, area: { n: 2, sum: 200 } },
    ]);
    expect(measured([round, placed({ pit: '3' })]).slices).toMatchObject([
      { pits: 2, trenches: null, withoutAxes: { objects: 1, of: 2 } },
    ]);
    expect(measured([round]).slices[0]).not.toHaveProperty('withoutAxes');
    // Whoever counts has no axes to tell.
    const counted = placed({ unit: 'FU1', slice: 'S1', pit: '', count: 7, area: null });
    expect(measured([counted]).slices[0]).not.toHaveProperty('withoutAxes');
    const said = placed({ pit: '4', shape: 'trench' });
    expect(measured([said]).slices).toMatchObject([{ pits: 0, trenches: 1 }]);
  });

  it('are eroded by objects that the edge rule of their image does not count', () => {
    const inside = placed({ pit: '1', shape: 'pit' });
    const cut = placed({ pit: '2', shape: 'trench', count: 0, area: 60 });
    expect(measured([inside, cut]).slices).toMatchObject([
      { pits: 1, trenches: 0, area: { n: 2, sum: 160 } },
    ]);
  });

  it('know how much of them was looked at: fields, what is declared, or the whole', () => {
    const field = (name: string, fieldAreaMm2: number | null) =>
      placed({ unit: 'FU1', slice: 'S1', field: name, fieldAreaMm2 });
    const looked = (rows: readonly PlacedRow[]) => {
      const [{ lookedMm2, looked: by, fields } = {}] = measured(rows).slices;
      return [lookedMm2, by, fields];
    };
    expect(looked([field('A', 0.5), field('B', 0.25)])).toEqual([0.75, 'FIELDS', 2]);
    expect(looked([field('A', 0.5), field('A', null)])).toEqual([0.5, 'FIELDS', 1]);
    const code = (rows: readonly PlacedRow[]) => measured(rows).slices[0]?.refused?.code;
    expect(code([field('A', 0.5), field('B', null)])).toBe('slice.fields-partly');
    const second = placed({ pit: '2', unit: 'FU1', slice: 'S1', field: 'A', fieldAreaMm2: 5 });
    expect(code([field('A', 0.5), second])).toBe('slice.field-areas');
    expect(code([second, field('A', 0.5)])).toBe('slice.field-areas');
    expect(looked([placed({}, { imagedMm2: 3 })])).toEqual([3, 'DECLARED', 1]);
    expect(measured([placed({}, { areasMm2: [] })]).slices[0]?.refused?.code).toBe('slice.no-area');
    expect(measured([placed({}, { imagedMm2: 21 })]).slices[0]?.refused?.message).toBe(
      'of slice S1 of FU1 21 mm² were imaged, and it has 20 mm²',
    );
  });

  it('measured in pixels have areas by the scale of the definition or of the table of images, which must agree', () => {
    const pixel = placed({ image: 'image 10' }, {}, 'untold');
    const images = new Map([['image 10', { micrometresPerPixel: 0.5, areaMm2: 0.29 }]]);
    const byFile = measured([pixel], RULES, images);
    expect(byFile.slices).toMatchObject([
      { area: { n: 1, sum: 25 }, scale: { source: 'FILE' }, looked: 'IMAGES', lookedMm2: 0.29 },
    ]);
    const told = (micrometresPerPixel: number) => ({ ...RULES, scale: { micrometresPerPixel } });
    expect(measured([pixel], told(0.5), images).slices[0]?.scale?.source).toBe('DEFINITION');
    expect(measured([pixel], told(0.76), images)).toMatchObject({
      slices: [{ area: null, scale: null, lookedMm2: null, refused: { code: 'slice.no-scale' } }],
      remarks: [{ code: 'scale.contradiction' }],
    });
    const wild = new Map([['image 10', { micrometresPerPixel: 5000, areaMm2: null }]]);
    expect(measured([pixel], RULES, wild).remarks[0]).toEqual({
      code: 'scale.out-of-band',
      message: 'FU1 S1: expected 0.01 to 50 µm a pixel, the table of images says 5000: no area is told',
    });
    const mm = measured([placed({ area: 0.0001 }, {}, 'untold')], { ...RULES, scale: { lengthsIn: 'mm' } });
    expect(mm.slices[0]?.area?.sum).toBeCloseTo(100, 9);
  });

  it('of CellProfiler do not count before its table of images says how many were looked at, and how large', () => {
    const scaled = { ...RULES, scale: { micrometresPerPixel: 0.5 } };
    const rows = ['image 11', 'image 10'].map((image) => byCellProfiler(image));
    expect(measured(rows, scaled).slices[0]).toMatchObject({
      ...{ lookedMm2: null, looked: null, fields: 2 },
      refused: {
        code: 'slice.no-images',
        message:
          'slice S1 of FU1: its objects are on images of CellProfiler (image 10, image 11), and no table of images says how many were looked at and how large they are: send it, or say imagedMm2 of its sample',
      },
    });
    const facts = (areaMm2: number | null) => ({ micrometresPerPixel: null, areaMm2 });
    const partly = new Map([
      ['image 10', facts(0.3)],
      ['image 11', facts(null)],
    ]);
    expect(measured(rows, scaled, partly).slices[0]?.refused?.message).toContain(
      'the table of images does not say how large image 11 is: expected the columns ImageNumber, Metadata_ImageSizeX',
    );
    const told = new Map(['image 10', 'image 11'].map((image) => [image, facts(0.3)]));
    expect(measured(rows, scaled, told).slices[0]).toMatchObject({ lookedMm2: 0.6, looked: 'IMAGES' });
    // Whoever knows what was looked at may say so.
    const declared = rows.map((row) => ({ ...row, at: { ...row.at, imagedMm2: 3 } }));
    expect(measured(declared, scaled).slices[0]).toMatchObject({ lookedMm2: 3, looked: 'DECLARED' });
    const fields = rows.map((one) => ({ ...one, row: { ...one.row, fieldAreaMm2: 0.2 } }));
    expect(measured(fields, scaled).slices[0]).toMatchObject({ lookedMm2: 0.4, looked: 'FIELDS' });
  });

  it('have the size of an image once, however many of its fields are named', () => {
    const facts = new Map([['image 10', { micrometresPerPixel: 0.5, areaMm2: 0.3 }]]);
    const rows = ['A', 'B'].map((field) => byCellProfiler('image 10', { field }));
    expect(measured(rows, RULES, facts).slices[0]).toMatchObject({ lookedMm2: 0.3, fields: 2 });
  });

  it('are named where their scale is in doubt, as of the others it is not', () => {
    const image = (unit: string, name: string) => placed({ image: name }, { unit }, 'untold');
    const facts = (micrometresPerPixel: number) => ({ micrometresPerPixel, areaMm2: 0.3, isByTags: true });
    const images = new Map([
      ['a.tif', facts(0.76)],
      ['b.tif', facts(0.5)],
      ['c.tif', facts(0.5)],
    ]);
    const { slices, remarks } = measured(
      [image('FU1', 'a.tif'), image('FU3', 'c.tif'), image('FU2', 'b.tif')],
      { ...RULES, scale: { micrometresPerPixel: 0.76 } },
      images,
    );
    const message =
      'the definition says 0.76 µm a pixel and the image itself 0.5: no area is told until they agree';
    expect(remarks).toEqual([{ code: 'scale.contradiction', message: `FU2 S1, FU3 S1: ${message}` }]);
    expect(slices.map(({ untold }) => untold)).toEqual([undefined, message, message]);
  });

  it('of images are not advised of a calibration that no program made', () => {
    const untold = (isByTags: boolean) =>
      measured(
        [placed({ image: 'a.tif' }, {}, 'untold')],
        RULES,
        new Map([['a.tif', { micrometresPerPixel: null, areaMm2: null, isByTags }]]),
      ).slices[0]?.untold;
    expect(untold(true)).toMatch(/\(scale: \{ micrometresPerPixel: … \}\)$/);
    expect(untold(false)).toMatch(/or lengthsIn: um where the program was calibrated\)$/);
  });

  it('count an image that came under two names once, and say so', () => {
    const image = (name: string, objects: number) =>
      Array.from({ length: objects }, (_, i) => placed({ image: name, pit: String(i + 1), area: 52 + i }));
    // One object of 52 pixels may lie in two fields.
    expect(measured([...image('a.csv', 1), ...image('copy.csv', 1)]).slices).toMatchObject([{ pits: 2 }]);
    const { slices, remarks } = measured([...image('a.csv', 5), ...image('copy.csv', 5)]);
    expect(slices).toMatchObject([{ pits: 5 }]);
    expect(remarks).toEqual([
      {
        code: 'pit.image-twice',
        message: 'the images a.csv, copy.csv on slice S1 of FU1 hold the same objects: they count once',
      },
    ]);
  });

  it('do not count where an image of one has the very objects of an image of another', () => {
    const objects = (image: string, unit: string, many: number) =>
      Array.from({ length: many }, (_, i) =>
        placed({ image, pit: String(i), area: 50 + i ** 2, perimeter: 20 + i / 3 }, { unit }),
      );
    const codes = (many: number) =>
      measured([...objects('a.png', 'FU1', many), ...objects('b.png', 'FU2', many).reverse()]).slices.map(
        ({ refused }) => refused?.code,
      );
    expect(codes(5)).toEqual(['pit.image-elsewhere', 'pit.image-elsewhere']);
    // So few may be alike by chance.
    expect(codes(4)).toEqual([undefined, undefined]);
  });

  it('say two areas of one slice, and count none', () => {
    const rows = [placed({ pit: '1' }, { areasMm2: [20] }), placed({ pit: '2' }, { areasMm2: [24] })];
    expect(measured(rows).slices[0]?.refused?.message).toBe(
      'slice S1 of FU1 is said to have 20, 24 mm²: expected one area',
    );
  });

  it('do not count where their area is that of another unit of measure', () => {
    const counted = (areaMm2: number) =>
      measured([placed({ unit: 'FU1', slice: 'S1', pit: '', count: 7, area: null }, { areasMm2: [areaMm2] })])
        .slices[0]?.refused;
    expect(counted(24_600_000)).toEqual({
      code: 'slice.area-implausible',
      message:
        'slice S1 of FU1 is said to have 24,600,000 mm²: expected 0.0001 to 20,000 mm²; look in which unit the area is given',
    });
    expect(counted(24.6e-6)?.code).toBe('slice.area-implausible');
    expect([0.001, 24.6, 17_500].map(counted)).toEqual([undefined, undefined, undefined]);
    const field = placed({ unit: 'FU1', slice: 'S1', fieldAreaMm2: 1e-6, area: null });
    expect(measured([field]).slices[0]?.refused?.message).toMatch(
      /^what was looked at of slice S1 of FU1 is said to have 0\.000001 mm²/,
    );
  });

  it('on which somebody found none have no pit, and are not absent', () => {
    const none = placed({ pit: '', count: 0, area: null });
    expect(measured([none]).slices).toMatchObject([{ pits: 0, trenches: null, area: { n: 0, sum: 0 } }]);
  });

  it('do not count where files tell the shape of a pit otherwise, or count and measure one field', () => {
    const told = { unit: 'FU1', slice: 'S1', field: 'A' };
    const code = (rows: readonly PlacedRow[]) => measured(rows).slices[0]?.refused?.code;
    expect(code([placed(told), placed({ ...told, shape: 'trench' })])).toBe('pit.conflict');
    const counts = { ...told, field: null, pit: '', count: 36, area: null };
    expect(code([placed(told), placed(counts)])).toBe('pit.conflict');
    expect(code([placed({ ...counts, shape: 'pit' }), placed(counts)])).toBe('pit.conflict');
    const trenches = placed({ ...counts, shape: 'trench', count: 3 });
    expect(code([placed({ ...counts, shape: 'pit' }), trenches])).toBeUndefined();
    // Nobody found any in B, and there is one in A.
    expect(code([placed(told), placed({ ...counts, field: 'B', count: 0 })])).toBeUndefined();
  });

  it('whose images have several scales have no area', () => {
    const images = new Map([
      ['image 1', { micrometresPerPixel: 1, areaMm2: null }],
      ['image 2', { micrometresPerPixel: 2, areaMm2: null }],
    ]);
    const rows = [placed({ image: 'image 1' }, {}, 'untold'), placed({ image: 'image 2' }, {}, 'untold')];
    const message = 'FU1 S1: its images have 2 scales: no area is told';
    expect(measured(rows, RULES, images)).toMatchObject({
      ...{ slices: [{ area: null }], remarks: [{ code: 'scale.several', message }] },
    });
  });

  it('on an image without a scale do not count: a field is no whole slice', () => {
    const images = new Map([['a.png', { micrometresPerPixel: null, areaMm2: null, isByTags: true }]]);
    const row = (at: Partial<SlicePlace>) => placed({ image: 'a.png' }, at, 'untold');
    expect(measured([row({})], RULES, images).slices[0]?.refused).toEqual({
      code: 'slice.no-scale',
      message:
        'slice S1 of FU1: how large a field its image shows hangs on a scale that is not told: say scale: { micrometresPerPixel: … }, or imagedMm2 of its sample',
    });
    expect(measured([row({ imagedMm2: 3 })], RULES, images).slices).toMatchObject([
      { looked: 'DECLARED', lookedMm2: 3, area: null },
    ]);
  });

  it('of a hundred thousand fields are put together in the time of their number', () => {
    const counts = (fields: number) =>
      Array.from({ length: fields }, (_, i) =>
        placed({ unit: 'FU1', slice: 'S1', field: `F${i}`, pit: '', count: 1, area: null }),
      );
    // By their square this would take an hour.
    expect(measured(counts(100_000)).slices).toMatchObject([{ pits: 100_000, fields: 100_000 }]);
  }, 20_000);
});

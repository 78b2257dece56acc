import { describe, expect, it } from 'vitest';
import { tiffScale } from '../../../../shared/formats/image/tiff-scale.ts';
import { bandDoubt } from '../../../../shared/formats/image/told-scale.ts';

const scale = (
  xResolution: number | null,
  unit: number | null,
  description = '',
  yResolution = xResolution,
) => tiffScale({ xResolution, yResolution, unit, description });
const codes = ({ doubts }: ReturnType<typeof scale>) => doubts.map(({ code }) => code);

describe('the scale of a TIFF', () => {
  it.each([
    ['pixels per inch', scale(25_400, 2), 1],
    ['pixels per inch where no unit is written', scale(25_400, null), 1],
    ['pixels per centimetre', scale(1e4 / 0.76, 3), 0.76],
  ])('comes of its resolution: %s', (_, told, expected) => {
    expect(told).toEqual({
      micrometresPerPixel: expect.closeTo(expected, 9),
      source: 'resolution',
      doubts: [],
    });
  });

  it.each(['micron', '\\u00B5m', 'um', 'µm', 'μm', 'microns'])('comes of the unit of ImageJ: %s', (unit) => {
    const told = scale(1 / 0.76, 1, `ImageJ=1.54f\nimages=2\nunit=${unit}\n`);
    expect(told).toEqual({ micrometresPerPixel: expect.closeTo(0.76, 9), source: 'ImageJ', doubts: [] });
  });

  it('comes of the unit of ImageJ in nanometres, millimetres, and in inches as a resolution says it, too', () => {
    expect(scale(0.001, 1, 'ImageJ=1.5\nunit=nm').micrometresPerPixel).toBeCloseTo(1, 9);
    expect(scale(1000, 1, 'ImageJ=1.5\nunit=mm').micrometresPerPixel).toBeCloseTo(1, 9);
    expect(scale(25_400, 2, 'ImageJ=1.5\nunit=inch')).toMatchObject({ micrometresPerPixel: 1, doubts: [] });
  });

  it('comes of the XML of OME', () => {
    const pixels = (more: string) =>
      `<?xml version="1.0"?><OME><Image><Pixels ID="P" ${more} SizeX="9"/></Image></OME>`;
    expect(scale(null, null, pixels('PhysicalSizeX="0.65" PhysicalSizeY="0.65"'))).toEqual({
      ...{ micrometresPerPixel: 0.65, source: 'OME-XML', doubts: [] },
    });
    expect(scale(null, null, pixels('PhysicalSizeX="325" PhysicalSizeXUnit="nm"')).micrometresPerPixel).toBe(
      0.325,
    );
    expect(codes(scale(null, null, pixels('PhysicalSizeX="3" PhysicalSizeXUnit="furlong"')))).toEqual([
      'scale.unit',
      'scale.none',
    ]);
  });

  it('comes of ImageJ and of OME where both wrote, and of neither where they differ', () => {
    const both = (size: string) => `ImageJ=1.54f\nunit=micron\n<OME><Pixels ${size}/></OME>`;
    expect(scale(1 / 0.76, 1, both('PhysicalSizeX="0.76"'))).toMatchObject({
      ...{ micrometresPerPixel: 0.76, source: 'OME-XML', doubts: [] },
    });
    expect(scale(1 / 0.76, 1, both('PhysicalSizeX="0.5"'))).toMatchObject({
      micrometresPerPixel: null,
      doubts: [
        {
          code: 'scale.contradiction',
          message: expect.stringContaining('OME-XML says 0.5 µm per pixel and ImageJ says 0.76 µm'),
        },
      ],
    });
    // XML that says no size hides none.
    expect(scale(1 / 0.76, 1, 'ImageJ=1.54f\nunit=micron\n<OME/>')).toMatchObject({ source: 'ImageJ' });
  });

  it('is nothing where no tag says it, or says it in pixels', () => {
    const none = {
      micrometresPerPixel: null,
      source: null,
      doubts: [expect.objectContaining({ code: 'scale.none' })],
    };
    expect(scale(null, null)).toEqual(none);
    expect(scale(1, 1)).toEqual(none);
    expect(scale(1, 1, 'ImageJ=1.5\nunit=pixel')).toEqual(none);
    // ImageJ's pixels per its own unit are no pixels per inch.
    expect(scale(1, null, 'ImageJ=1.5\nimages=1')).toEqual(none);
  });

  it.each([72, 96, 300])('is not what programs write for a screen: %i dots per inch', (dots) => {
    const told = scale(dots, 2);
    expect(told.micrometresPerPixel).toBeNull();
    expect(codes(told)).toEqual(['scale.screen', 'scale.none']);
  });

  it('that two tags contradict is none, and both are named', () => {
    const told = scale(1.25, 3, 'ImageJ=1.5\nunit=micron');
    expect(told.micrometresPerPixel).toBeNull();
    expect(told.doubts).toEqual([
      {
        code: 'scale.contradiction',
        message:
          'ImageJ says 0.8 µm per pixel and resolution says 8000 µm: give the scale in the definition or the sheet',
      },
    ]);
  });

  it('that no microscope has, or whose sides differ, is doubted', () => {
    expect(codes(scale(1, 3))).toEqual(['scale.implausible']);
    expect(scale(1, 3).doubts[0]?.message).toBe(
      'expected a scale of 0.01 to 50 µm per pixel, got 10000 µm: a unit was probably mistaken',
    );
    expect(codes(scale(10_000, 3, '', 5000))).toEqual(['scale.not-square']);
    expect(bandDoubt(0.01)).toEqual([]);
    expect(bandDoubt(50)).toEqual([]);
    expect(bandDoubt(50.1)).toHaveLength(1);
    expect(bandDoubt(0.009)).toHaveLength(1);
  });

  it('in a unit of ImageJ that is no length is doubted', () => {
    expect(codes(scale(2, 1, 'ImageJ=1.5\nunit=sec'))).toEqual(['scale.unit', 'scale.none']);
  });
});

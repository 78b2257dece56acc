import { describe, expect, it } from 'vitest';
import { readRegions } from '../../../../shared/formats/pit/read-roi.ts';
import { hasRealData, realFile } from '../../../support/real-data.ts';

const NAMES = [
  ...['composite-rect-in-rect', 'composite-two-ovals', 'ellipse', 'freehand', 'multipoint', 'oval', 'point'],
  ...['polygon', 'polygon-left', 'polyline', 'rectangle'],
];
const real = (name: string) => readRegions(realFile(`imagej-roi/${name}.roi`), `${name}.roi`);

describe.skipIf(!hasRealData)('regions of ImageJ', () => {
  const expected = hasRealData ? JSON.parse(realFile('imagej-roi/expected.json').toString()) : {};
  const areas = NAMES.filter((name) => expected[name]?.area_px2 !== undefined);

  it.each(areas)('have the area that was computed of them independently: %s', (name) => {
    const { regions, rejected } = real(name);
    expect(rejected).toEqual([]);
    expect(regions).toMatchObject([{ name, type: expected[name].type }]);
    expect(regions[0]?.area).toBeCloseTo(expected[name].area_px2, 4);
  });

  it.each(['point', 'multipoint', 'polyline'])('are no pits without an area: %s', (name) => {
    expect(real(name)).toMatchObject({ regions: [], rejected: [{ name, code: 'roi.no-area' }] });
  });

  it('of several parts leave holes out', () => {
    const { paths } = JSON.parse(realFile('imagej-roi/composite-rect-in-rect.json').toString())[
      'composite-rect-in-rect'
    ];
    const sizes = paths.map((path: [number, number][]) => {
      const [xs, ys] = [path.map(([x]) => x), path.map(([, y]) => y)];
      return (Math.max(...xs) - Math.min(...xs)) * (Math.max(...ys) - Math.min(...ys));
    });
    const [outer, inner] = sizes.toSorted((a: number, b: number) => b - a);
    expect(real('composite-rect-in-rect').regions[0]?.area).toBeCloseTo(outer - inner, 6);
  });

  it('come in a set, each by its name', () => {
    const { regions, rejected } = readRegions(realFile('imagej-roi/RoiSet.zip'), 'RoiSet.zip');
    expect(regions.length + rejected.length).toBe(6);
    // The archive numbers them: 0001-polygon.
    for (const { name, area } of regions)
      expect(area).toBeCloseTo(real(name.replace(/^\d+-/, '')).regions[0]!.area, 6);
  });

  it('that end too early, or are none, are named and not guessed', () => {
    const whole = realFile('imagej-roi/polygon.roi');
    for (const bytes of [whole.subarray(0, 80), whole.subarray(0, 20), Buffer.from('no region at all')])
      expect(readRegions(bytes, 'cut.roi')).toMatchObject({
        regions: [],
        rejected: [{ name: 'cut', code: 'roi.unreadable' }],
      });
  });

  it('that hold no area, or a curve, say so', () => {
    const flat = Buffer.from(realFile('imagej-roi/rectangle.roi'));
    flat.writeInt16BE(flat.readInt16BE(8), 12);
    expect(readRegions(flat, 'flat.roi').rejected).toMatchObject([{ name: 'flat', code: 'roi.no-area' }]);
    const curved = Buffer.from(realFile('imagej-roi/composite-rect-in-rect.roi'));
    // A cubic curve where the second part of the path stands.
    curved.writeFloatBE(3, 64 + 12);
    expect(readRegions(curved, 'curved.roi').rejected[0]?.message).toBe(
      'expected paths of straight lines, got a curve: convert it to a polygon',
    );
  });
});

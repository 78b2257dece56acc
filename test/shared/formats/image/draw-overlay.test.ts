import { describe, expect, it } from 'vitest';
import { measurePits } from '../../../../shared/domain/pit/image/measure-pits.ts';
import { USUAL_PARAMETERS } from '../../../../shared/domain/pit/image/pit-parameters.ts';
import type { GreyImage } from '../../../../shared/domain/pit/image/pixel-grid.ts';
import { drawOverlay } from '../../../../shared/formats/image/draw-overlay.ts';
import { encodeLabels } from '../../../../shared/formats/image/encode-labels.ts';
import { readImage } from '../../../../shared/formats/image/read-image.ts';
import { pitSheet } from '../../../../shared/simulator/pit-sheet.ts';

const DARK = { ...USUAL_PARAMETERS, foreground: 'dark', threshold: { method: 'otsu' } } as const;
const sheetOf = (side: number, more = {}) =>
  pitSheet({
    seed: 4,
    width: side,
    height: side,
    pits: 6,
    touchingPairs: 0,
    trenches: 2,
    noise: 6,
    slope: 0,
    ...more,
  });
const greyOf = (sheet: ReturnType<typeof sheetOf>): GreyImage => ({ ...sheet, bits: 8, isWhiteZero: false });

async function overlay(image: GreyImage, parameters: Parameters<typeof measurePits>[1] = DARK) {
  const measured = measurePits(image, parameters);
  const bytes = await drawOverlay(image, measured);
  const { header, grid } = await readImage(bytes, 'overlay.png');
  return { measured, bytes, header, grid };
}

describe('the overlay of a measurement', () => {
  it('has the outline of each object in the colour of its kind', async () => {
    const { measured, header, grid } = await overlay(greyOf(sheetOf(500)));
    expect(header).toMatchObject({ colour: 'palette', width: 500, height: 500 });
    expect(header.palette?.slice(-3)).toEqual([
      [230, 159, 0],
      [86, 180, 233],
      [128, 128, 128],
    ]);
    const { labels } = measured.labels;
    const drawn = new Map<number, Set<number>>();
    grid.values.forEach((value, i) => {
      if (value >= 253) drawn.set(labels[i]!, (drawn.get(labels[i]!) ?? new Set()).add(value));
    });
    expect([...drawn.keys()].toSorted((a, b) => a - b)).toEqual(measured.objects.map(({ label }) => label));
    for (const { label, kind } of measured.objects)
      expect([...drawn.get(label)!]).toEqual([kind === 'pit' ? 253 : 254]);
    // Inside of an object the image shows, dark on bright.
    const inside = labels.findIndex((label, i) => label > 0 && grid.values[i]! < 253);
    expect(grid.values[inside]!).toBeLessThan(grid.values[0]!);
  });

  it('shows dark what is shown dark, also where 0 is white', async () => {
    const image = greyOf(sheetOf(500));
    const inverted = { ...image, isWhiteZero: true, values: image.values.map((value) => 255 - value) };
    const [one, other] = [await overlay(image), await overlay(inverted)];
    const differ = one.grid.values.filter((value, i) => Math.abs(value - other.grid.values[i]!) > 4).length;
    expect(differ).toBe(0);
  });

  it('has a grey outline around what is not counted', async () => {
    const values = new Uint8Array(400).map((_, i) => (i % 20 < 6 && i < 120 ? 30 : 200));
    const image = { width: 20, height: 20, bits: 8, isWhiteZero: false, values };
    const { grid, measured } = await overlay(image, { ...DARK, edge: 'exclude' });
    expect(measured.pits).toBe(0);
    expect([...new Set(grid.values.filter((value) => value >= 253))]).toEqual([255]);
  });

  it('of a large image is small', async () => {
    const sheet = sheetOf(2600, { pits: 200, trenches: 40 });
    const { header, bytes, measured } = await overlay(greyOf(sheet));
    expect(header).toMatchObject({ width: 867, height: 867 });
    expect(bytes.length).toBeLessThan(900_000);
    const labels = await encodeLabels(measured.labels);
    expect(labels.length).toBeLessThan(600_000);
  });
});

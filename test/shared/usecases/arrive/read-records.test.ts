import { describe, expect, it } from 'vitest';
import { rawKey } from '../../../../shared/domain/archive/keys.ts';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { shuffled } from '../../../../shared/simulator/shuffled.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { listPits } from '../../../../shared/usecases/answer/list-pits.ts';
import { showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { applyExperiment } from '../../../../shared/usecases/define/apply-experiment.ts';
import { confirmScale } from '../../../../shared/usecases/define/confirm-scale.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E } from '../../../support/arms-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import {
  IMAGE_MM2,
  IMAGE_UNITS,
  imageAssay,
  imageOf,
  PIXEL,
  pixelChunk,
  sheetOf,
  withoutArrival,
} from '../../../support/pit-images.ts';
import { pngFile } from '../../../support/png-file.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';
import { tiffFile } from '../../../support/tiff-file.ts';

type File = readonly [name: string, bytes: Uint8Array];

const documentOf = (more: object = {}) =>
  armsDocument({ assays: [imageAssay(more)] }, () => ({ donor: 'D7', substrate: 'bovine-bone' }));
const sheets = new Map(IMAGE_UNITS.map((unit) => [unit, sheetOf(unit)]));
const files = [...sheets].map(([unit, sheet]): File => [`${unit}-S1.png`, imageOf(sheet)]);

async function sent(all: readonly File[], more: object = {}): Promise<MemoryPorts> {
  const ports = await armsPorts(documentOf(more), {});
  for (const [name, bytes] of all) await upload(ports, E, name, bytes);
  await settleAll(ports);
  return ports;
}

async function told(ports: MemoryPorts) {
  await confirmScale(ports, E, { assay: 'pits', micrometres: PIXEL }, 'ada');
  const { slices, assays, missing } = await listPits(ports, E, {});
  const { comparisons } = await listComparisons(ports, E, { contrast: 'flight-v-ground' });
  return { slices: await withoutArrival(ports, E, slices), assays, missing, comparisons };
}

/** What one file alone came to. */
async function came(name: string, bytes: Uint8Array, more: object = {}) {
  const ports = await armsPorts(documentOf(more), {});
  const id = await upload(ports, E, name, bytes);
  await settleAll(ports);
  const receipt = await showReceipt(ports, E, id);
  expect(ports.raw.objects.get(rawKey(E, id))).toEqual(Uint8Array.from(bytes));
  return { ports, receipt, codes: receipt.warnings.map(({ code }) => code) };
}

describe('images of slices', () => {
  it('become pits and trenches of units: counts and areas within 2 % of the truth, and compared by them', async () => {
    const { slices, comparisons, assays } = await told(await sent(files));
    expect(assays).toEqual([{ assay: 'pits', warnings: [] }]);
    expect(slices).toHaveLength(6);
    for (const { unit, pits, trenches, erodedPercent, lookedMm2, looked, meanAreaUm2 } of slices) {
      const { truth } = sheets.get(unit)!;
      expect({ unit, pits, trenches, looked }).toEqual({
        ...{ unit, pits: truth.pits, trenches: truth.trenches, looked: 'IMAGES' },
      });
      expect(lookedMm2).toBeCloseTo(IMAGE_MM2, 12);
      const areaUm2 = (truth.pitAreaPx + truth.trenchAreaPx) * PIXEL ** 2;
      const off = ((erodedPercent! / 100) * IMAGE_MM2 * 1e6) / areaUm2 - 1;
      expect(Math.abs(off)).toBeLessThan(0.02);
      expect(meanAreaUm2! * (pits + trenches!)).toBeCloseTo(areaUm2 * (1 + off), 6);
    }
    const of = (endpoint: string) => comparisons.find((one) => one.endpoint === endpoint);
    expect(of('pits')?.estimate).toBeCloseTo(2, 10);
    expect(of('trenches')?.estimate).toBeCloseTo(2, 10);
    expect(of('eroded-surface')).toMatchObject({ arms: { a: { n: 3 }, b: { n: 3 } } });
    expect(of('pits')?.environment?.verdict).not.toBe('CLEAN');
  });

  it('are the same in three orders, twice, and when one that was wrong is withdrawn', async () => {
    const whole = await told(await sent(files));
    const wrong: File = ['F1-S1.png', imageOf(sheetOf('F1', 99))];
    for (const seed of [1, 2, 3]) {
      const ports = await armsPorts(documentOf(), {});
      const order = shuffled([...files, ...files.slice(0, 2), wrong], randomStream(seed, 'order').uniform);
      let withdrawn = '';
      for (const file of order) {
        const id = await upload(ports, E, ...file);
        if (file === wrong) withdrawn = id;
        if (seed === 2) await settleAll(ports);
      }
      await settleAll(ports);
      const { slices } = await listPits(ports, E, { unit: 'F1' });
      expect(slices[0]?.refused?.code).toBe('pit.conflict');
      await withdrawDownlink(ports, { experiment: E, downlink: withdrawn }, { by: 'ada', reason: 'of F9' });
      await settleAll(ports);
      expect(await told(ports)).toEqual(whole);
    }
  });

  it('on which there is nothing are as many as their names, though their bytes are the same', async () => {
    const nothing = imageOf({
      width: 200,
      height: 200,
      values: new Uint8Array(40_000).map((_, i) => 180 + (i % 2)),
    });
    const ports = await armsPorts(documentOf(), {});
    for (const name of ['G1-S1.png', 'G2-S1.png', 'G2-S1.png']) await upload(ports, E, name, nothing);
    await settleAll(ports);
    const { slices } = await listPits(ports, E, {});
    expect(slices.map(({ unit, pits, lookedMm2 }) => [unit, pits, lookedMm2])).toEqual([
      ['G1', 0, 0.16],
      ['G2', 0, 0.16],
    ]);
  });

  it('under the names of two slices take both out, until the one that is wrong is withdrawn', async () => {
    const [[name, bytes] = ['', new Uint8Array()]] = files;
    for (const order of [
      [name, 'G3-S1.png'],
      ['G3-S1.png', name],
    ]) {
      const ports = await armsPorts(documentOf(), {});
      const ids = new Map<string, string>();
      for (const one of order) ids.set(one, await upload(ports, E, one, bytes));
      await settleAll(ports);
      const both = (await listPits(ports, E, {})).slices;
      expect(both.map(({ unit, refused }) => [unit, refused])).toEqual(
        ['F1', 'G3'].map((unit) => [
          unit,
          {
            code: 'pit.image-elsewhere',
            message:
              'the images F1-S1.png (slice S1 of F1), G3-S1.png (slice S1 of G3) hold the same objects: one is under a wrong name, and no slice of them counts until it is withdrawn',
          },
        ]),
      );
      await withdrawDownlink(
        ports,
        { experiment: E, downlink: ids.get('G3-S1.png')! },
        { by: 'ada', reason: 'of F1' },
      );
      await settleAll(ports);
      expect((await listPits(ports, E, {})).slices).toMatchObject([
        { unit: 'F1', pits: sheets.get('F1')!.truth.pits },
      ]);
    }
  });

  it('without an object say that somebody looked, and how much', async () => {
    const blank = { ...sheetOf('G1'), values: sheetOf('G1').values.map((value) => Math.max(value, 140)) };
    const { ports, receipt } = await came('G1-S1.png', imageOf(blank));
    expect(receipt).toMatchObject({ state: 'INGESTED', counts: { records: 1, accepted: 1 } });
    expect((await listPits(ports, E, {})).slices).toMatchObject([
      { unit: 'G1', pits: 0, looked: 'IMAGES', lookedMm2: expect.closeTo(IMAGE_MM2, 12) },
    ]);
  });

  it('have the scale of their own tags, which the definition must not contradict', async () => {
    const image = imageOf(sheets.get('G1')!, [pixelChunk(PIXEL)]);
    const byTags = await came('G1-S1.png', image, { scale: undefined });
    expect(byTags.codes).toEqual([]);
    expect((await listPits(byTags.ports, E, {})).slices).toMatchObject([
      {
        ...{ pits: 7, trenches: 2, lookedMm2: expect.closeTo(IMAGE_MM2, 12) },
        scale: { source: 'FILE', sentence: '2 µm a pixel, by the image itself' },
      },
    ]);
    const other = await came('G1-S1.png', image, { scale: { micrometresPerPixel: 0.5 } });
    const { slices, assays } = await listPits(other.ports, E, {});
    expect(slices).toMatchObject([{ scale: null, refused: { code: 'slice.no-scale' } }]);
    expect(assays[0]?.warnings).toContainEqual({
      code: 'scale.contradiction',
      message:
        'G1 S1: the definition says 0.5 µm a pixel and the image itself 2: no area is told until they agree',
    });
    const none = await came('G1-S1.png', imageOf(sheets.get('G1')!), { scale: undefined });
    expect(none.codes).toEqual(['scale.none']);
  });

  it('are read again where another threshold is declared, and not where another scale is', async () => {
    const ports = await sent(files.slice(0, 1));
    const receiptNow = () => showReceipt(ports, E, 'd000001');
    await applyExperiment(ports, E, JSON.stringify(documentOf({ scale: { micrometresPerPixel: 3 } })));
    expect((await receiptNow()).verdict.join(' ')).not.toContain('reread');
    await applyExperiment(ports, E, JSON.stringify(documentOf({ threshold: { method: 'otsu' } })));
    expect((await receiptNow()).verdict.join(' ')).toContain('reread');
  });
});

describe('a file that is no image to be measured', () => {
  const strips = (values: Uint16Array) => [new Uint8Array(values.buffer)];
  const [width, height] = [60, 60];
  const tags = { 256: width, 257: height, 278: height };
  const flat = tiffFile([
    { tags: { ...tags, 258: 16 }, strips: strips(new Uint16Array(width * height).fill(700)) },
  ]);
  const labels = Uint8Array.from({ length: width * height }, (_, i) =>
    i % width < 50 && (i % width) % 10 < 7 && Math.floor(i / width) % 60 < 40
      ? 1 + Math.floor((i % width) / 10)
      : 0,
  );
  const grey = Uint8Array.from({ length: width * height }, (_, i) => (i * 37) % 251);
  const whole = tiffFile([{ tags, strips: [grey] }]);
  const two = tiffFile([
    { tags, strips: [grey] },
    { tags, strips: [grey] },
  ]);

  it.each<[string, File, string, string]>([
    [
      'of one grey level',
      ['F1-S1.tif', flat],
      'image.one-grey-level',
      'got one (700) in all 3,600 pixels of 16 bits',
    ],
    [
      'of labels',
      ['F1-S1.tif', tiffFile([{ tags, strips: [labels] }])],
      'image.is-labels',
      'got a label image',
    ],
    ['that breaks off', ['F1-S1.tif', whole.subarray(0, 2000)], 'image.truncated', 'the image breaks off'],
    ['of two pages', ['F1-S1.tif', two], 'image.several-pages', 'expected an image of one page, got 2'],
    [
      'that is a table',
      ['F1-S1.csv', Buffer.from(' ,Area\n1,100\n')],
      'image.unknown-format',
      'as TIFF or PNG',
    ],
    [
      'whose header announces too much',
      ['F1-S1.png', pngFile({ width: 60_000, height: 60_000, bits: 8, colourType: 0, rows: [[0]] })],
      'image.too-large',
      'got 60,000 × 60,000 pixels',
    ],
  ])('%s is refused by name, and kept', async (_, [name, bytes], code, sentence) => {
    const { receipt, ports } = await came(name, bytes);
    expect(receipt.error).toMatchObject({ code, message: expect.stringContaining(sentence) });
    expect(receipt.state).not.toBe('INGESTED');
    expect((await listPits(ports, E, {})).slices).toEqual([]);
  });

  it('but has the wrong extension is read as what it is, and says so', async () => {
    const { receipt, codes } = await came('G1-S1.tif', imageOf(sheets.get('G1')!));
    expect([receipt.state, codes]).toEqual(['INGESTED', ['image.extension']]);
  });

  it('has the page that the assay names', async () => {
    const { receipt } = await came('F1-S1.tif', two, { page: 2 });
    expect(receipt.state).toBe('INGESTED');
  });
});

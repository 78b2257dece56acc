import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../../shared/simulator/random.ts';
import { listComparisons } from '../../../../shared/usecases/answer/list-comparisons.ts';
import { listPits } from '../../../../shared/usecases/answer/list-pits.ts';
import { listReceipts, showReceipt } from '../../../../shared/usecases/answer/show-receipt.ts';
import { withdrawDownlink } from '../../../../shared/usecases/arrive/withdraw-downlink.ts';
import { assayStates } from '../../../../shared/usecases/assay/assay-states.ts';
import { confirmScale } from '../../../../shared/usecases/define/confirm-scale.ts';
import { recordExclusion } from '../../../../shared/usecases/define/record-exclusion.ts';
import { loadExperiment } from '../../../../shared/usecases/known/load-experiment.ts';
import { armsDocument, armsPorts, ARMS_EXPERIMENT as E, unitsIn } from '../../../support/arms-experiment.ts';
import type { MemoryPorts } from '../../../support/memory-ports.ts';
import { pitAssay, pitsCsv } from '../../../support/pit-files.ts';
import {
  IMAGE_MM2,
  IMAGE_UNITS,
  imageAssay,
  imageOf,
  maskOf,
  PIXEL,
  sheetOf,
} from '../../../support/pit-images.ts';
import { settleAll, upload } from '../../../support/run-stack.ts';

const document = armsDocument({ assays: [pitAssay()] });

describe('pits by slice', () => {
  it('say how many on how much, that nobody said it was less, and which units have not come', async () => {
    const ports = await armsPorts(document, { 'a_pits.csv': pitsCsv(['flight', 'ground']) });
    const { slices, missing, assays, pending } = await listPits(ports, E, {});
    expect([slices.length, pending]).toEqual([12, 0]);
    expect(assays).toEqual([{ assay: 'pits', warnings: [] }]);
    expect(slices[0]).toMatchObject({
      ...{ unit: 'F1', slice: 'S1', arm: 'flight', areaMm2: 24.6, lookedMm2: 24.6, looked: 'WHOLE_SLICE' },
      ...{ meanDepthUm: 5, scale: null, substrate: null },
    });
    const { pits, trenches, perMm2 } = slices[0]!;
    expect(perMm2).toBeCloseTo((pits + trenches!) / 24.6, 10);
    expect(missing.map(({ unit }) => unit)).toEqual(unitsIn('rotor'));
    expect((await listPits(ports, E, { unit: 'F2' })).slices.map(({ unit }) => unit)).toEqual(['F2', 'F2']);
    await expect(listPits(ports, E, { assay: 'qpcr' })).rejects.toMatchObject({ code: 'assay.unknown' });
  });

  it('of which rows were rejected say so, and of no unit that none has come', async () => {
    const rows = pitsCsv(['flight', 'ground']).trimEnd().split('\n');
    // All pits of F2, and the first of F1.
    const isBad = (row: string) => row.startsWith('F2,') || row.startsWith('F1,S1,24.6,F1,1,');
    const unread = rows.map((row) => (isBad(row) ? row.replace(/,F1,(\d+),/u, ',F1,$1,-') : row));
    const ports = await armsPorts(document, { 'a_pits.csv': unread.join('\n') });
    const bad = rows.filter(isBad).length;
    const rejected = `rejected, and in no number: ${bad} of ${rows.length - 1} records of "a_pits.csv" (./howship receipt <file> --rejects lists them)`;
    const none = 'no slice of it is in: none has come, or it was rejected';
    const { assays, missing } = await listPits(ports, E, {});
    expect(assays).toEqual([{ assay: 'pits', warnings: [{ code: 'assay.rejected', message: rejected }] }]);
    expect(missing.map(({ unit, reason }) => [unit, reason])).toEqual(
      ['F2', ...unitsIn('rotor')].map((unit) => [unit, none]),
    );
    const asked = { endpoint: 'pits', contrast: 'flight-v-ground' };
    const [pits] = (await listComparisons(ports, E, asked)).comparisons;
    expect(pits?.arms.a.missing).toEqual([{ unit: 'F2', reason: none }]);
    expect(pits?.warnings.map(({ message }) => message)).toContain(rejected);
    const [receipt] = (await listReceipts(ports, E)).downlinks;
    expect(receipt?.verdict[1]).toBe('Missing: nothing of F2, R1, R2, R3 has come, or it was rejected.');
    expect(receipt?.verdict[3]).toBe(`Worse: ${rejected}.`);
  });

  it('show those that are excluded as such', async () => {
    const ports = await armsPorts(document, { 'a_pits.csv': pitsCsv(['flight', 'ground']) });
    const leak = { unit: 'F2', reason: 'LEAK', evidence: 'medium in the foam' } as const;
    await recordExclusion(ports, E, leak, 'ada');
    await settleAll(ports);
    const { slices } = await listPits(ports, E, {});
    expect(slices.find(({ unit }) => unit === 'F2')?.excluded).toContain('excluded: LEAK, by ada');
    const { comparisons } = await listComparisons(ports, E, {
      endpoint: 'pits',
      contrast: 'flight-v-ground',
    });
    expect(comparisons[0]).toMatchObject({ arms: { a: { n: 2 } }, without: { n: { a: 3, b: 3 } } });
    expect(comparisons[0]?.arms.a.missing[0]?.reason).toMatch(/^excluded: LEAK, by ada at [^;]+$/);
  });

  it('may be taken out by themselves, as their unit and slice', async () => {
    const ports = await armsPorts(document, { 'a_pits.csv': pitsCsv(['flight', 'ground']) });
    const lost = { sample: 'F2/S1', reason: 'LOST', evidence: 'broken in the mount' } as const;
    expect((await recordExclusion(ports, E, lost, 'ada')).unmet).toBeUndefined();
    await settleAll(ports);
    const { slices } = await listPits(ports, E, { unit: 'F2' });
    expect(slices.map(({ slice, excluded }) => [slice, excluded !== undefined])).toEqual([
      ['S1', true],
      ['S2', false],
    ]);
    const { comparisons } = await listComparisons(ports, E, {
      endpoint: 'pits',
      contrast: 'flight-v-ground',
    });
    expect(comparisons[0]).toMatchObject({ arms: { a: { n: 3 } }, without: { n: { a: 3, b: 3 } } });
    expect(comparisons[0]?.without?.estimate).not.toBe(comparisons[0]?.estimate);
    // With its other slice nothing of the unit is left, all of which has come.
    await recordExclusion(ports, E, { ...lost, sample: 'F2/S2' }, 'bob');
    await settleAll(ports);
    const asked = { endpoint: 'pits', contrast: 'flight-v-ground' } as const;
    const [one] = (await listComparisons(ports, E, asked)).comparisons;
    expect(one?.arms.a.missing.map(({ reason }) => reason.replace(/ at [^,]+,/g, ''))).toEqual([
      'excluded: LOST, by ada after unblinding; excluded: LOST, by bob after unblinding',
    ]);
  });

  it('are taken out as unit and slice where the definition names them otherwise, too', async () => {
    const samples = [{ name: 'F2-S1*', unit: 'F2', slice: 'S1', areaMm2: 24.6 }];
    const named = armsDocument({ assays: [pitAssay({ samples })] });
    const ports = await armsPorts(named, { 'a_pits.csv': pitsCsv(['flight', 'ground']) });
    const lost = { sample: 'F2/S1', reason: 'LOST', evidence: 'broken in the mount' } as const;
    expect((await recordExclusion(ports, E, lost, 'ada')).unmet).toBeUndefined();
    await settleAll(ports);
    const { slices } = await listPits(ports, E, { unit: 'F2' });
    expect(slices.map(({ slice, excluded }) => [slice, excluded !== undefined])).toEqual([
      ['S1', true],
      ['S2', false],
    ]);
  });

  it('of images are taken out as unit and slice, whatever the images are called, before they come too', async () => {
    for (const isBefore of [true, false]) {
      const ports = await armsPorts(armsDocument({ assays: [imageAssay()] }), {});
      const come = async () => {
        for (const unit of IMAGE_UNITS) await upload(ports, E, `${unit}-S1.png`, imageOf(sheetOf(unit)));
        await settleAll(ports);
      };
      if (!isBefore) await come();
      const lost = { sample: 'F2/S1', reason: 'LOST', evidence: 'broken in the mount' } as const;
      expect((await recordExclusion(ports, E, lost, 'ada')).unmet).toBeUndefined();
      if (isBefore) await come();
      await settleAll(ports);
      const { slices } = await listPits(ports, E, {});
      expect(slices.filter(({ excluded }) => excluded !== undefined).map(({ unit }) => unit)).toEqual(['F2']);
      const none = { ...lost, sample: 'F2/S9' };
      expect((await recordExclusion(ports, E, none, 'ada')).unmet).toContain('did you mean "F2/S1"?');
    }
  });

  it('of two runs of CellProfiler that number their images alike are of the samples that their files name', async () => {
    const sample = (unit: string) => ({ name: `${unit}-S1*`, unit, slice: 'S1', areaMm2: 20 });
    const samples = ['F1', 'G1'].map(sample);
    const rows = (...areas: readonly number[]) => areas.map((area, i) => `10,${i + 1},${area}`);
    const run = (...areas: readonly number[]) =>
      `ImageNumber,ObjectNumber,AreaShape_Area\n${rows(...areas).join('\n')}\n`;
    const images = (metres: string) =>
      `ImageNumber,Metadata_ImageResolutionX,Metadata_ImageResolutionY,Metadata_ImageSizeX,Metadata_ImageSizeY\n10,${metres},${metres},1000,1000\n`;
    const files = {
      'F1-S1-objects_pits.csv': run(100, 200),
      'G1-S1-objects_pits.csv': run(300, 400, 500),
      'F1-S1-images_pits.csv': images('5e-7'),
      'G1-S1-images_pits.csv': images('1e-6'),
    };
    const ports = await armsPorts(armsDocument({ assays: [pitAssay({ samples })] }), files);
    const { slices, assays } = await listPits(ports, E, {});
    expect(
      slices.map(({ unit, pits, scale, lookedMm2 }) => [unit, pits, scale?.micrometres, lookedMm2]),
    ).toEqual([
      ['F1', 2, 0.5, 0.25],
      ['G1', 3, 1, 1],
    ]);
    expect(assays[0]?.warnings).toEqual([]);
    const { downlinks } = await listReceipts(ports, E);
    expect(downlinks.map(({ counts }) => [counts.accepted, counts.conflicts])).toEqual([
      [2, 0],
      [3, 0],
      [1, 0],
      [1, 0],
    ]);
    expect(downlinks.flatMap(({ warnings }) => warnings)).toEqual([]);
    // In another order the same, of the same files.
    const byName = async (of: MemoryPorts) => {
      const names = new Map((await listReceipts(of, E)).downlinks.map(({ id, fileName }) => [id, fileName]));
      const { slices: all } = await listPits(of, E, {});
      return all.map((slice) => ({ ...slice, files: slice.files?.map((id) => names.get(id)) }));
    };
    const other = await armsPorts(
      armsDocument({ assays: [pitAssay({ samples })] }),
      Object.fromEntries(Object.entries(files).toReversed()),
    );
    const told = await byName(ports);
    expect(told.map(({ files: own }) => own)).toEqual([
      ['F1-S1-objects_pits.csv'],
      ['G1-S1-objects_pits.csv'],
    ]);
    expect(await byName(other)).toEqual(told);
  });

  it('of CellProfiler do not count before its table of images has come, whatever comes first, and then on all of these', async () => {
    const samples = ['F1', 'G1'].map((unit) => ({ name: `${unit}-S1*`, unit, slice: 'S1', areaMm2: 20 }));
    const assays = [pitAssay({ samples, scale: { micrometresPerPixel: 0.5 } })];
    const objects = 'ImageNumber,ObjectNumber,AreaShape_Area\n10,1,100\n10,2,200\n';
    const images = (bare: number) =>
      `ImageNumber,Count_Pits,Width_Bone,Height_Bone\n10,2.0,1000,1000\n12,${bare},1000,1000\n`;
    const files = {
      'F1-S1-objects_pits.csv': objects,
      'G1-S1-objects_pits.csv': objects.replace('200', '201'),
      'G1-S1-images_pits.csv': images(0),
    };
    const ports = await armsPorts(armsDocument({ assays }), files);
    await confirmScale(ports, E, { assay: 'pits', micrometres: 0.5 }, 'ada');
    const looked = async () =>
      (await listPits(ports, E, {})).slices.map(({ unit, pits, lookedMm2, refused }) => [
        ...[unit, pits, lookedMm2, refused?.code],
      ]);
    const counting = ['G1', 2, 0.5, undefined];
    expect(await looked()).toEqual([['F1', 2, null, 'slice.no-images'], counting]);
    const why =
      'slice S1 of F1: its objects are on images of CellProfiler (image 10 of F1-S1*), and no table';
    const { assays: states } = await assayStates(ports, await loadExperiment(ports, E));
    expect(states).toMatchObject([{ state: 'PARTLY', sentence: expect.stringContaining(why) }]);
    const [receipt] = (await listReceipts(ports, E)).downlinks;
    expect(receipt?.verdict[3]).toContain(`Worse: slices that do not count: ${why}`);
    const compared = async () =>
      (await listComparisons(ports, E, { endpoint: 'pits', contrast: 'flight-v-ground' })).comparisons[0]!;
    expect((await compared()).arms.a.missing[0]?.reason).toContain(why);
    expect((await compared()).arms).toMatchObject({ a: { n: 0 }, b: { n: 1 } });
    // Its second image is said to have objects, of which no table has come.
    await upload(ports, E, 'F1-S1-images_pits.csv', images(3));
    await settleAll(ports);
    expect(await looked()).toEqual([['F1', 2, 0.5, 'pit.objects-awaited'], counting]);
    await upload(ports, E, 'F1-S1-more_pits.csv', `${objects.split('\n')[0]}\n12,1,90\n12,2,80\n12,3,70\n`);
    await settleAll(ports);
    expect(await looked()).toEqual([['F1', 5, 0.5, undefined], counting]);
    expect((await compared()).arms).toMatchObject({ a: { n: 1 }, b: { n: 1 } });
  });

  it('whose table came first under the name of another slice ask for its withdrawal, and count after it', async () => {
    const sample = (unit: string) => ({ name: `${unit}-S1*`, unit, slice: 'S1', areaMm2: 20 });
    const samples = ['F1', 'F2'].map(sample);
    const scale = { micrometresPerPixel: 2 };
    const ports = await armsPorts(armsDocument({ assays: [pitAssay({ samples, scale })] }), {});
    const table = Buffer.from(' ,Area,Major,Minor\n1,100,12,10.6\n2,90,40,2.9\n');
    const wrong = await upload(ports, E, 'F1-S1_pits.csv', table);
    await settleAll(ports);
    const right = await upload(ports, E, 'F2-S1_pits.csv', table);
    await settleAll(ports);
    expect((await showReceipt(ports, E, right)).warnings[0]).toEqual({
      code: 'pit.other-sample',
      message: `the same bytes count as ${wrong}, whose name "F1-S1_pits.csv" is of sample "F1-S1*"; "F2-S1_pits.csv" is of sample "F2-S1*", and no object counts twice. Where this name is the right one, withdraw ${wrong}: this file then counts`,
    });
    await withdrawDownlink(ports, { experiment: E, downlink: wrong }, { by: 'ada', reason: 'of F2' });
    await settleAll(ports);
    expect((await listPits(ports, E, {})).slices).toMatchObject([
      { unit: 'F2', slice: 'S1', pits: 1, trenches: 1 },
    ]);
    expect((await showReceipt(ports, E, right)).warnings).toEqual([]);
  });

  it('before anything came say so', async () => {
    const ports = await armsPorts(document, {});
    expect(await listPits(ports, E, {})).toMatchObject({
      ...{ slices: [], assays: [{ assay: 'pits', refused: { code: 'pits.awaited' } }] },
    });
  });

  it('rest on no image without two classes, or that is eroded nearly everywhere, until a person says so', async () => {
    const random = randomStream(7, 'noise').normal;
    const [width, height] = [120, 100];
    const noise = Uint8Array.from({ length: width * height }, () => Math.round(128 + 20 * random()));
    const isBone = (i: number) => i % width < 20 && i < 20 * width;
    const exchanged = Uint8Array.from({ length: width * height }, (_, i) => (isBone(i) ? 255 : 10));
    const files: [string, Uint8Array][] = [
      ['F1-S1.png', imageOf({ width, height, values: noise })],
      ['F2-S1.png', imageOf({ width, height, values: exchanged })],
      ...IMAGE_UNITS.slice(2).map((unit): [string, Uint8Array] => [`${unit}-S1.png`, imageOf(sheetOf(unit))]),
    ];
    const asked = async (more: object) => {
      const ports = await armsPorts(
        armsDocument({ assays: [imageAssay({ threshold: { method: 'otsu' }, minAreaPx: 60, ...more })] }),
        {},
      );
      for (const file of files) await upload(ports, E, ...file);
      await settleAll(ports);
      await confirmScale(ports, E, { assay: 'pits', micrometres: PIXEL }, 'ada');
      const { slices } = await listPits(ports, E, {});
      const { comparisons } = await listComparisons(ports, E, {
        endpoint: 'pits',
        contrast: 'flight-v-ground',
      });
      return { slices, comparison: comparisons[0]! };
    };
    const { slices, comparison } = await asked({});
    expect(
      slices
        .slice(0, 2)
        .map(({ refused, images }) => [refused?.code, images?.[0]?.warnings.map(({ code }) => code)]),
    ).toEqual([
      ['image.no-two-classes', ['image.no-two-classes']],
      ['image.mostly-foreground', ['image.mostly-foreground']],
    ]);
    expect(comparison.arms.a.n).toBe(1);
    expect(comparison.warnings.map(({ code }) => code)).not.toContain('image.no-two-classes');
    const said = await asked({ acceptImages: ['F1-S1.png', 'F2-S1.png'] });
    expect(said.slices.slice(0, 2).map(({ refused }) => refused)).toEqual([undefined, undefined]);
    expect(said.comparison.arms.a.n).toBe(3);
    expect(said.comparison.warnings).toContainEqual({
      code: 'image.no-two-classes',
      message: expect.stringMatching(
        /^"F1-S1\.png": no two classes of pixels \(\d+ of \d+ objects, \d+ % of what is eroded, have no edge: across/,
      ),
    });
  });

  it('name a file that was refused where what is in is told, until it comes again', async () => {
    const assays = [imageAssay({ masks: { match: '*-mask.png' } })];
    const ports = await armsPorts(armsDocument({ assays }), {});
    for (const unit of IMAGE_UNITS) await upload(ports, E, `${unit}-S1.png`, imageOf(sheetOf(unit)));
    await upload(ports, E, 'F1-S1-mask.png', imageOf(sheetOf('F1')));
    await settleAll(ports);
    await confirmScale(ports, E, { assay: 'pits', micrometres: PIXEL }, 'ada');
    const said = async () => {
      const asked = { endpoint: 'pits', contrast: 'flight-v-ground' };
      const [pits, compared] = [await listPits(ports, E, {}), await listComparisons(ports, E, asked)];
      const { assays: states } = await assayStates(ports, await loadExperiment(ports, E));
      return [
        ...[pits.assays[0]!.warnings, compared.comparisons[0]!.warnings].map((warnings) =>
          warnings.flatMap(({ code, message }) => (code === 'assay.file-refused' ? [message] : [])),
        ),
        [states![0]!.state, states![0]!.sentence],
      ];
    };
    const refused = expect.stringMatching(/^refused, and in no number: "F1-S1-mask\.png" \(expected /);
    const [ofPits, ofComparison, [state, sentence] = []] = await said();
    expect([ofPits, ofComparison, state]).toEqual([[refused], [refused], 'PARTLY']);
    expect(sentence).toContain('; refused, and in no number: "F1-S1-mask.png" (expected ');
    await upload(ports, E, 'F1-S1-mask.png', maskOf(sheetOf('F1')));
    await settleAll(ports);
    expect(await said()).toEqual([[], [], ['COMPUTED', expect.not.stringContaining('refused')]]);
  });

  it('say what they would be without masks by the area that was looked at without them', async () => {
    const masked = armsDocument({ assays: [imageAssay({ masks: { match: '*-mask.png' } })] });
    const ports = await armsPorts(masked, {});
    const sheet = sheetOf('F1');
    await upload(ports, E, 'F1-S1-a.png', imageOf(sheet));
    await upload(ports, E, 'F1-S1-b.png', imageOf(sheetOf('F2')));
    // One mask under the names of two: what is on it counts once, on the area of one.
    for (const name of ['F1-S1-a-mask.png', 'F1-S1-b-mask.png']) await upload(ports, E, name, maskOf(sheet));
    await settleAll(ports);
    await confirmScale(ports, E, { assay: 'pits', micrometres: PIXEL }, 'ada');
    const [slice] = (await listPits(ports, E, { unit: 'F1' })).slices;
    expect([slice?.lookedMm2, slice?.withoutMasks?.lookedMm2]).toEqual([IMAGE_MM2, 2 * IMAGE_MM2]);
    const { pits, trenches, lookedMm2, perMm2 } = slice!.withoutMasks!;
    expect(perMm2).toBeCloseTo((pits + trenches!) / lookedMm2!, 10);
  });
});
